/** One client's socket: its start, the cutting of its bytes into units, its cancellations and its end. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import {
  authenticationOk,
  backendKeyData,
  errorResponse,
  negotiateProtocolVersion,
  parameterStatus,
  passwordRequest,
  readyForQuery,
} from './backend-message.ts';
import { EngineQueryError } from './engine.ts';
import type { TurnTaker } from './engine-turns.ts';
import { FrontendReader, ProtocolViolation, readCString, readStartupParameters } from './frontend-message.ts';
import { Session, type SharedEngine, type Unit } from './session.ts';
import { readRequestedSettings, type Settings } from './session-settings.ts';

export interface ConnectionHost {
  readonly shared: SharedEngine;
  /** Asked for where the socket's folder cannot keep other users out. */
  readonly password: string | undefined;
  /** Start settings that the engine has already accepted, by what was asked for. */
  readonly acceptedSettings: Map<string, Settings>;
  requestTurn(connection: ClientConnection): void;
  cancel(processId: number, secret: Buffer): void;
  ended(connection: ClientConnection): void;
}

const sslRequest = 80877103;
const gssRequest = 80877104;
const cancelRequest = 80877102;
/** A client that sends faster than the engine works is read no further for the moment. */
const pauseAboveBytes = 32 * 1024 * 1024;

type Phase = 'startup' | 'password' | 'starting' | 'ready' | 'closing';

export class ClientConnection implements TurnTaker {
  readonly session: Session;
  readonly #host: ConnectionHost;
  readonly #socket: Socket;
  readonly #reader = new FrontendReader();
  readonly #secret = randomBytes(4);
  #phase: Phase = 'startup';
  #parameters: ReadonlyMap<string, string> = new Map();
  #units: Unit[] = [];
  #pending: Unit['messages'] = [];
  #unitBytes = 0;
  #fatal: { code: string; message: string } | undefined;
  #gone = false;
  #finished = false;

  constructor(host: ConnectionHost, socket: Socket, id: number) {
    this.#host = host;
    this.#socket = socket;
    this.session = new Session(host.shared, id);
    this.session.onNotification = (message) => this.#write(message);
    socket.on('data', (chunk) => this.#receive(chunk));
    // A broken socket is an ended client; 'close' follows and does the rest.
    socket.on('error', () => socket.destroy());
    socket.on('end', () => this.#leave());
    socket.on('close', () => {
      this.#units = [];
      this.#leave();
    });
  }

  get hasWork(): boolean {
    if (this.#finished) return false;
    return this.#phase === 'starting' || this.#units.length > 0 || this.#gone || this.#fatal !== undefined;
  }

  async takeTurn(): Promise<boolean> {
    try {
      if (this.#fatal === undefined && this.#phase === 'starting') await this.#start();
      const unit = this.#fatal === undefined ? this.#units.shift() : undefined;
      if (unit) {
        this.#write(await this.session.run(unit));
        this.#resume(unit);
      } else if (this.#fatal !== undefined || this.#gone) await this.#finish();
    } catch (error) {
      // Only the bridge's own questions end here; what the client asked is answered by Postgres itself.
      const code = error instanceof EngineQueryError ? error.code : 'XX000';
      this.#fatal ??= { code, message: String((error as Error).message) };
      await this.#finish();
    }
    return !this.#finished && this.session.holdsEngine;
  }

  idledTooLong(): void {
    this.end('25P03', 'terminating connection due to idle-in-transaction timeout');
  }

  /** Tells the client why, and ends the connection once the engine is free of it. */
  end(code: string, message: string): void {
    this.#fatal ??= { code, message };
    this.#host.requestTurn(this);
  }

  /** Of a dead engine: the socket takes these few bytes at once, and closes with the thread. */
  abandon(code: string, message: string): void {
    this.#write(errorResponse('FATAL', code, message));
  }

  answersTo(processId: number, secret: Buffer): boolean {
    return processId === this.session.id && timingSafeEqual(secret, this.#secret);
  }

  /** A running unit cannot be stopped; one that waits for its turn is answered in place. */
  cancelWaiting(): void {
    const unit = this.#units.shift();
    if (!unit) return;
    this.#write(errorResponse('ERROR', '57014', 'canceling statement due to user request'));
    if (unit.endsInReady) this.#write(readyForQuery('I'));
  }

  #receive(chunk: Buffer): void {
    this.#reader.push(chunk);
    try {
      while (this.#advance());
    } catch (error) {
      if (!(error instanceof ProtocolViolation)) throw error;
      this.#units = [];
      this.#phase = 'closing';
      this.end('08P01', error.message);
    }
  }

  #advance(): boolean {
    if (this.#phase === 'startup') return this.#receiveStartup();
    if (this.#phase === 'closing') return false;
    const message = this.#reader.next();
    if (!message) return false;
    if (this.#phase === 'password') this.#checkPassword(message);
    else this.#receiveMessage(message);
    return true;
  }

  #receiveStartup(): boolean {
    const packet = this.#reader.nextStartup();
    if (!packet) return false;
    const version = packet.readUInt32BE(0);
    if (version === sslRequest || version === gssRequest) {
      this.#write(Buffer.from('N'));
    } else if (version === cancelRequest && packet.length === 12) {
      this.#phase = 'closing';
      this.#host.cancel(packet.readInt32BE(4), packet.subarray(8, 12));
      this.#leave();
    } else if (version >>> 16 === 3) {
      this.#parameters = readStartupParameters(packet.subarray(4));
      const unknown = [...this.#parameters.keys()].filter((name) => name.startsWith('_pq_.'));
      if ((version & 0xffff) > 0 || unknown.length > 0) this.#write(negotiateProtocolVersion(unknown));
      if (this.#host.password === undefined) this.#authenticated();
      else {
        this.#phase = 'password';
        this.#write(passwordRequest);
      }
    } else throw new ProtocolViolation('unsupported frontend protocol');
    return true;
  }

  #checkPassword({ type, body }: { type: string; body: Buffer }): void {
    const given = Buffer.from(type === 'p' ? readCString(body, 0).text : '');
    const wanted = Buffer.from(this.#host.password ?? '');
    if (given.length === wanted.length && timingSafeEqual(given, wanted)) this.#authenticated();
    else {
      this.#phase = 'closing';
      this.end('28P01', 'password authentication failed');
    }
  }

  #authenticated(): void {
    const database = this.#parameters.get('database') ?? this.#parameters.get('user');
    this.#phase = 'starting';
    if (database === 'postgres') this.#host.requestTurn(this);
    else this.end('3D000', `database "${database}" does not exist`);
  }

  async #start(): Promise<void> {
    const requested = readRequestedSettings(this.#parameters);
    const key = JSON.stringify([...requested].sort());
    const accepted = this.#host.acceptedSettings.get(key);
    if (accepted) this.session.startWith(accepted);
    else await this.session.start(requested);
    this.#host.acceptedSettings.set(key, this.session.settings);
    this.#phase = 'ready';
    const reported = [...this.#host.shared.reported].map(([name, value]) =>
      parameterStatus(name, this.session.settings.get(name) ?? value),
    );
    const keyData = backendKeyData(this.session.id, this.#secret);
    this.#write(Buffer.concat([authenticationOk, ...reported, keyData, readyForQuery('I')]));
  }

  #receiveMessage(message: { type: string; body: Buffer }): void {
    const { type } = message;
    if (type === 'X') this.#leave();
    // Copy data outside of a copy is ignored, as Postgres does.
    if (type === 'X' || type === 'd' || type === 'c' || type === 'f' || type === 'p') return;
    this.#pending.push(message);
    this.#unitBytes += message.body.length;
    if (type !== 'Q' && type !== 'S' && type !== 'H' && type !== 'F') return;
    this.#units.push({ messages: this.#pending, endsInReady: type !== 'H' });
    this.#pending = [];
    if (this.#unitBytes > pauseAboveBytes) this.#socket.pause();
    this.#host.requestTurn(this);
  }

  #resume(done: Unit): void {
    for (const { body } of done.messages) this.#unitBytes -= body.length;
    if (this.#unitBytes <= pauseAboveBytes && this.#socket.isPaused()) this.#socket.resume();
  }

  /** The client will send nothing more; what it sent is still done. */
  #leave(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#host.requestTurn(this);
  }

  async #finish(): Promise<void> {
    this.#finished = true;
    this.#phase = 'closing';
    try {
      if (this.session.holdsEngine) await this.session.rollBack();
      await this.session.end();
    } finally {
      if (this.#fatal) this.#write(errorResponse('FATAL', this.#fatal.code, this.#fatal.message));
      this.#socket.destroySoon();
      // A client that does not read its last message must not keep the socket.
      setTimeout(() => this.#socket.destroy(), 2_000).unref();
      this.#host.ended(this);
    }
  }

  #write(bytes: Buffer): void {
    if (this.#socket.writable) this.#socket.write(bytes);
  }
}
