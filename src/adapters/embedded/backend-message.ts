/** What the engine answers: Postgres backend messages, read out of one answer or made by the bridge. */
import { cString, encodeMessage } from './frontend-message.ts';

/** I: idle, T: in a transaction, E: in a failed one. */
export type TransactionStatus = 'I' | 'T' | 'E';

export class BackendMessage {
  readonly type: string;
  /** Whole, with type and length. */
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.type = String.fromCharCode(bytes.readUInt8(0));
    this.bytes = bytes;
  }

  /** Of ReadyForQuery. */
  get status(): TransactionStatus {
    return String.fromCharCode(this.bytes.readUInt8(5)) as TransactionStatus;
  }

  /** Of CommandComplete, such as "SET" or "INSERT 0 1". */
  get tag(): string {
    return this.bytes.toString('utf8', 5, this.bytes.length - 1);
  }

  /** Of NotificationResponse. */
  get channel(): string {
    return this.bytes.toString('utf8', 9, this.bytes.indexOf(0, 9));
  }

  /** Of ErrorResponse; empty if it is not there. */
  errorField(letter: string): string {
    for (let at = 5; at < this.bytes.length && this.bytes[at] !== 0; ) {
      const end = this.bytes.indexOf(0, at);
      if (this.bytes[at] === letter.charCodeAt(0)) return this.bytes.toString('utf8', at + 1, end);
      at = end + 1;
    }
    return '';
  }

  /** Of DataRow, in text format. */
  columns(): (string | null)[] {
    const columns: (string | null)[] = [];
    let at = 7;
    for (let left = this.bytes.readInt16BE(5); left > 0; left -= 1) {
      const length = this.bytes.readInt32BE(at);
      at += 4;
      columns.push(length < 0 ? null : this.bytes.toString('utf8', at, at + length));
      at += Math.max(length, 0);
    }
    return columns;
  }
}

export function* readBackendMessages(answer: Buffer): Generator<BackendMessage> {
  for (let at = 0; at + 5 <= answer.length; ) {
    const end = at + 1 + answer.readInt32BE(at + 1);
    yield new BackendMessage(answer.subarray(at, end));
    at = end;
  }
}

export const authenticationOk = encodeMessage({ type: 'R', body: Buffer.from([0, 0, 0, 0]) });
export const passwordRequest = encodeMessage({ type: 'R', body: Buffer.from([0, 0, 0, 3]) });

export function parameterStatus(name: string, value: string): Buffer {
  return encodeMessage({ type: 'S', body: Buffer.concat([cString(name), cString(value)]) });
}

export function backendKeyData(processId: number, secret: Buffer): Buffer {
  const body = Buffer.alloc(8);
  body.writeInt32BE(processId, 0);
  secret.copy(body, 4, 0, 4);
  return encodeMessage({ type: 'K', body });
}

export function readyForQuery(status: TransactionStatus): Buffer {
  return encodeMessage({ type: 'Z', body: Buffer.from(status) });
}

export function errorResponse(severity: 'ERROR' | 'FATAL', code: string, message: string): Buffer {
  const fields = [`S${severity}`, `V${severity}`, `C${code}`, `M${message}`].map(cString);
  return encodeMessage({ type: 'E', body: Buffer.concat([...fields, Buffer.from([0])]) });
}

/** The engine is one backend with one process id; clients tell their own notifications by theirs. */
export function notificationFrom(processId: number, notification: BackendMessage): Buffer {
  const bytes = Buffer.from(notification.bytes);
  bytes.writeInt32BE(processId, 5);
  return bytes;
}

/** The client asked for a newer minor protocol version than 3.0, or for options that do not exist here. */
export function negotiateProtocolVersion(unknownOptions: string[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeInt32BE(0, 0);
  head.writeInt32BE(unknownOptions.length, 4);
  return encodeMessage({ type: 'v', body: Buffer.concat([head, ...unknownOptions.map(cString)]) });
}
