/** One connection's life in the shared engine: runs its messages there as if it had a backend of its own. */
import {
  type BackendMessage,
  notificationFrom,
  parameterStatus,
  readBackendMessages,
  type TransactionStatus,
} from './backend-message.ts';
import type { Engine } from './engine.ts';
import { encodeMessage, type FrontendMessage, syncMessage } from './frontend-message.ts';
import { PreparedStatements, type StatementRoom, type Translation } from './prepared-statement.ts';
import { noSettings, readSettings, type Settings, switchSettings } from './session-settings.ts';
import { type ListenChange, quoteName } from './sql-statement.ts';

/** What the sessions share, because the engine has it once. */
export interface SharedEngine {
  /** Its `query` drops the unnamed statement; whoever shares it here lets the statement room know. */
  readonly engine: Engine;
  readonly statements: StatementRoom;
  /** What Postgres reports to each new client, and again when the client changes it. */
  readonly reported: Settings;
  /** As they are in the engine now. */
  settings: Settings;
  /** Channels on which the engine listens now. */
  readonly channels: Set<string>;
  readonly sessions: Set<Session>;
  /** The engine gave no usable answer. */
  onDeath(reason: string): void;
}

/** Messages that run together: up to a Sync, a simple query, or a Flush, after which more must follow. */
export interface Unit {
  messages: FrontendMessage[];
  endsInReady: boolean;
}

export class Session {
  readonly id: number;
  /** Where a transaction of others' making is notified; the connection writes it to its client. */
  onNotification: (message: Buffer) => void = () => undefined;
  readonly #shared: SharedEngine;
  readonly #statements: PreparedStatements;
  readonly #channels = new Set<string>();
  #settings: Settings = noSettings;
  #startSettings: Settings = noSettings;
  #settingsMayDiffer = false;
  #listenChanges: ListenChange[] = [];
  #status: TransactionStatus = 'I';
  #batchOpen = false;

  constructor(shared: SharedEngine, id: number) {
    this.#shared = shared;
    this.id = id;
    this.#statements = new PreparedStatements(shared.statements, id);
    shared.sessions.add(this);
  }

  /** In a transaction, or between Flush and Sync: nobody else may use the engine. */
  get holdsEngine(): boolean {
    return this.#status !== 'I' || this.#batchOpen;
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** The settings of the start packet, also those to which RESET returns. */
  async start(requested: ReadonlyMap<string, string>): Promise<void> {
    await switchSettings(this.#shared.engine, this.#shared.settings, requested);
    this.#shared.settings = await readSettings(this.#shared.engine);
    this.startWith(this.#shared.settings);
  }

  startWith(settings: Settings): void {
    this.#settings = settings;
    this.#startSettings = settings;
  }

  async run(unit: Unit): Promise<Buffer> {
    if (!this.holdsEngine) await this.#bringSettings();
    const translation = this.#statements.translate(unit.messages);
    const answer = await this.#shared.engine.run(translation.bytes);
    this.#settingsMayDiffer ||= translation.mayChangeSettings;
    const forClient: Buffer[] = [];
    let ready: Buffer | undefined;
    for (const message of readBackendMessages(answer)) {
      // PGlite says it twice after an error in the extended protocol, and the second would be taken for the
      // answer to what the client sends next.
      if (message.type === 'Z') ready = message.bytes;
      forClient.push(...this.#take(message, translation));
    }
    if ((ready !== undefined) !== unit.endsInReady)
      this.#shared.onDeath('the engine did not finish its answer');
    this.#batchOpen = !unit.endsInReady;
    if (!this.holdsEngine) forClient.push(...(await this.#afterTransaction()));
    return Buffer.concat(ready === undefined ? forClient : [...forClient, ready]);
  }

  /** Frees the engine, whatever state the client left it in. */
  async rollBack(): Promise<void> {
    if (this.#batchOpen) await this.#shared.engine.run(encodeMessage(syncMessage));
    if (this.holdsEngine) await this.#shared.engine.query('ROLLBACK');
    this.#status = 'I';
    this.#batchOpen = false;
    this.#listenChanges = [];
    await this.#afterTransaction();
  }

  /** The client is gone. Only for a session that does not hold the engine. */
  async end(): Promise<void> {
    this.#shared.sessions.delete(this);
    const closes = this.#statements.closeAll();
    if (closes.length > 0)
      await this.#shared.engine.run(Buffer.concat([...closes, encodeMessage(syncMessage)]));
    if (this.#channels.size > 0) await this.#bringChannels();
  }

  /** What of one of the engine's messages goes to this client. */
  #take(message: BackendMessage, translation: Translation): Buffer[] {
    switch (message.type) {
      case '1':
        return translation.parseCompleted() ? [message.bytes] : [];
      case '3':
        translation.closeCompleted();
        return [message.bytes];
      case 'A':
        return this.#notify(message);
      case 'C':
        this.#completed(message.tag, translation);
        return [message.bytes];
      case 'E':
        // Outside a block the whole unit is undone.
        if (this.#status === 'I') this.#listenChanges = [];
        return [message.bytes];
      case 'Z':
        this.#status = message.status;
        return [];
      default:
        return [message.bytes];
    }
  }

  #completed(tag: string, translation: Translation): void {
    if (tag === 'LISTEN' || tag === 'UNLISTEN') {
      const change = translation.listenChanges.shift();
      if (change) this.#listenChanges.push(change);
    } else if (tag === 'SET' || tag === 'RESET') this.#settingsMayDiffer = true;
    else if (tag === 'ROLLBACK') this.#listenChanges = [];
    else if (tag === 'DEALLOCATE ALL') this.#statements.droppedAll();
    else if (tag === 'DISCARD ALL') {
      this.#statements.droppedAll();
      this.#settingsMayDiffer = true;
      this.#listenChanges.push({ kind: 'unlisten', channel: '*' });
    }
  }

  /** The engine notifies itself; here it is handed to everyone who listens. */
  #notify(notification: BackendMessage): Buffer[] {
    const message = notificationFrom(this.id, notification);
    for (const session of this.#shared.sessions) {
      if (session !== this && session.#channels.has(notification.channel)) session.onNotification(message);
    }
    return this.#channels.has(notification.channel) ? [message] : [];
  }

  async #bringSettings(): Promise<void> {
    await switchSettings(this.#shared.engine, this.#shared.settings, this.#settings);
    this.#shared.settings = this.#settings;
  }

  /** Returns what the client is to be told about it. */
  async #afterTransaction(): Promise<Buffer[]> {
    const reports: Buffer[] = [];
    if (this.#settingsMayDiffer) {
      this.#settingsMayDiffer = false;
      const now = await readSettings(this.#shared.engine);
      this.#shared.settings = now;
      // RESET returns to what the client asked for when it connected, not to the engine's own default.
      const before = this.#settings;
      this.#settings = new Map([...this.#startSettings, ...now]);
      for (const [name, value] of this.#shared.reported) {
        const [was, is] = [before.get(name) ?? value, this.#settings.get(name) ?? value];
        if (was !== is) reports.push(parameterStatus(name, is));
      }
    }
    if (this.#listenChanges.length > 0) {
      for (const { kind, channel } of this.#listenChanges.splice(0)) {
        if (kind === 'listen') this.#channels.add(channel);
        else if (channel === '*') this.#channels.clear();
        else this.#channels.delete(channel);
      }
      // One client's UNLISTEN was everybody's: what the others still want is listened to again.
      this.#shared.channels.clear();
      await this.#bringChannels();
    }
    return reports;
  }

  /** The engine listens on whatever any session listens on. */
  async #bringChannels(): Promise<void> {
    const { engine, sessions, channels } = this.#shared;
    const wanted = new Set([...sessions].flatMap((session) => [...session.#channels]));
    const statementsToRun = [
      ...[...channels]
        .filter((channel) => !wanted.has(channel))
        .map((channel) => `UNLISTEN ${quoteName(channel)}`),
      ...[...wanted]
        .filter((channel) => !channels.has(channel))
        .map((channel) => `LISTEN ${quoteName(channel)}`),
    ];
    if (statementsToRun.length > 0) await engine.query(statementsToRun.join(';'));
    channels.clear();
    for (const channel of wanted) channels.add(channel);
  }
}
