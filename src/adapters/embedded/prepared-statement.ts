/**
 * All connections share one engine, and so one set of prepared statements. Each connection's names are
 * replaced by names of its own, and what another connection displaced is prepared again before it is used.
 */
import {
  closeStatementMessage,
  cString,
  encodeMessage,
  type FrontendMessage,
  readCString,
} from './frontend-message.ts';
import {
  copiesFromClient,
  type ListenChange,
  mayChangeSettings,
  readListenChanges,
} from './sql-statement.ts';

/** What one engine holds for all connections. */
export interface StatementRoom {
  /** Grows when a client drops everybody's statements with DEALLOCATE ALL or DISCARD ALL. */
  generation: number;
  /** There is one unnamed statement, and any simple query drops it. */
  unnamedOwner: PreparedStatements | undefined;
}

interface Prepared {
  /** Its Parse, with the replaced name. */
  parse: Buffer;
  sql: string;
  generation: number;
}

export interface Translation {
  bytes: Buffer;
  /** Of the statements that will be executed, in order. */
  listenChanges: ListenChange[];
  mayChangeSettings: boolean;
  /** Call on each ParseComplete; says whether the client asked for that Parse. */
  parseCompleted(): boolean;
  /** Call on each CloseComplete. */
  closeCompleted(): void;
}

const copyRefused =
  "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '0A000', MESSAGE = 'COPY FROM STDIN is not supported by the embedded store'; END $$";

export class PreparedStatements {
  readonly #room: StatementRoom;
  readonly #prefix: string;
  readonly #engineNames = new Map<string, string>();
  readonly #prepared = new Map<string, Prepared>();

  constructor(room: StatementRoom, connectionId: number) {
    this.#room = room;
    this.#prefix = `c${connectionId}_`;
  }

  translate(messages: readonly FrontendMessage[]): Translation {
    const out: Buffer[] = [];
    const parses: ({ injected: true } | { injected: false; name: string; prepared: Prepared })[] = [];
    const closes: (string | undefined)[] = [];
    const listenChanges: ListenChange[] = [];
    // Parsed earlier in these messages, so not yet acknowledged but there when what follows runs.
    const parsedNow = new Map<string, Prepared>();
    let changesSettings = false;

    const willExecute = (sql: string) => {
      listenChanges.push(...readListenChanges(sql));
      changesSettings ||= mayChangeSettings(sql);
    };
    const use = (name: string) => {
      const prepared = parsedNow.get(name) ?? this.#prepared.get(name);
      if (!prepared || parsedNow.has(name)) return prepared;
      const displaced =
        name === '' ? this.#room.unnamedOwner !== this : prepared.generation !== this.#room.generation;
      if (displaced) {
        out.push(prepared.parse);
        parses.push({ injected: true });
        parsedNow.set(name, prepared);
        prepared.generation = this.#room.generation;
        if (name === '') this.#room.unnamedOwner = this;
      }
      return prepared;
    };

    for (const { type, body } of messages) {
      if (type === 'Q') {
        const { text } = readCString(body, 0);
        willExecute(text);
        this.#prepared.delete('');
        this.#room.unnamedOwner = undefined;
        out.push(encodeMessage({ type, body: copiesFromClient(text) ? cString(copyRefused) : body }));
      } else if (type === 'P') {
        const name = readCString(body, 0);
        const sql = readCString(body, name.end);
        const text = copiesFromClient(sql.text) ? cString(copyRefused) : body.subarray(name.end, sql.end);
        const engineName = cString(this.#engineName(name.text));
        const parse = encodeMessage({
          type,
          body: Buffer.concat([engineName, text, body.subarray(sql.end)]),
        });
        const prepared = { parse, sql: sql.text, generation: this.#room.generation };
        if (name.text === '') {
          this.#prepared.delete('');
          this.#room.unnamedOwner = this;
        }
        parses.push({ injected: false, name: name.text, prepared });
        parsedNow.set(name.text, prepared);
        out.push(parse);
      } else if (type === 'B') {
        const portal = readCString(body, 0);
        const name = readCString(body, portal.end);
        const prepared = use(name.text);
        if (prepared) willExecute(prepared.sql);
        const engineName = cString(this.#engineName(name.text));
        const parts = [body.subarray(0, portal.end), engineName, body.subarray(name.end)];
        out.push(encodeMessage({ type, body: Buffer.concat(parts) }));
      } else if ((type === 'D' || type === 'C') && body[0] === 0x53) {
        const name = readCString(body, 1).text;
        if (type === 'D') use(name);
        else closes.push(name);
        const engineName = cString(this.#engineName(name));
        out.push(encodeMessage({ type, body: Buffer.concat([body.subarray(0, 1), engineName]) }));
      } else {
        if (type === 'C') closes.push(undefined);
        out.push(encodeMessage({ type, body }));
      }
    }
    return {
      bytes: Buffer.concat(out),
      listenChanges,
      mayChangeSettings: changesSettings,
      parseCompleted: () => {
        const parse = parses.shift();
        if (!parse || parse.injected) return false;
        this.#prepared.set(parse.name, parse.prepared);
        return true;
      },
      closeCompleted: () => {
        const name = closes.shift();
        if (name !== undefined) this.#prepared.delete(name);
      },
    };
  }

  /** This connection dropped everything in the engine, its own statements for good. */
  droppedAll(): void {
    this.#prepared.clear();
    this.#room.generation += 1;
    this.#room.unnamedOwner = undefined;
  }

  /** What frees the engine of this connection's statements. */
  closeAll(): Buffer[] {
    const names = [...this.#prepared].filter(([, { generation }]) => generation === this.#room.generation);
    return names.map(([name]) => encodeMessage(closeStatementMessage(this.#engineName(name))));
  }

  /** Short names made up here: Postgres would cut a prefixed long one, and two cut names could be equal. */
  #engineName(name: string): string {
    if (name === '') return '';
    let engineName = this.#engineNames.get(name);
    if (engineName === undefined) {
      engineName = `${this.#prefix}${this.#engineNames.size}`;
      this.#engineNames.set(name, engineName);
    }
    return engineName;
  }
}
