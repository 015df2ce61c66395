/** What a client sends: Postgres frontend messages, cut out of a byte stream and rewritten where needed. */

export class ProtocolViolation extends Error {
  override readonly name = 'ProtocolViolation';
}

export interface FrontendMessage {
  /** One letter; the first message of a connection has none. */
  type: string;
  /** Without type and length. */
  body: Buffer;
}

const knownTypes = new Set('BCDEFHPQSXcdfp');
/** A start packet is names and settings; Postgres itself stops at 10,000 bytes. */
const maxStartupBytes = 10_000;
/** Far above the largest parameter in use, far below what would endanger the process. */
const maxMessageBytes = 128 * 1024 * 1024;

/** Collects chunks and hands out whole messages. Copies each byte once, whatever the chunk sizes. */
export class FrontendReader {
  #chunks: Buffer[] = [];
  #buffered = 0;

  get bufferedBytes(): number {
    return this.#buffered;
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#buffered += chunk.length;
  }

  /** Start packets have a length but no type. */
  nextStartup(): Buffer | undefined {
    const length = this.#peek(4)?.readInt32BE(0);
    if (length === undefined) return undefined;
    if (length < 8 || length > maxStartupBytes)
      throw new ProtocolViolation('invalid length of startup packet');
    return this.#take(length)?.subarray(4);
  }

  next(): FrontendMessage | undefined {
    const header = this.#peek(5);
    if (!header) return undefined;
    const type = String.fromCharCode(header.readUInt8(0));
    if (!knownTypes.has(type))
      throw new ProtocolViolation(`invalid frontend message type ${header.readUInt8(0)}`);
    const length = header.readInt32BE(1);
    if (length < 4 || length > maxMessageBytes) throw new ProtocolViolation('invalid message length');
    const whole = this.#take(1 + length);
    return whole && { type, body: whole.subarray(5) };
  }

  #peek(bytes: number): Buffer | undefined {
    if (this.#buffered < bytes) return undefined;
    const [first] = this.#chunks;
    if (first && first.length >= bytes) return first;
    return this.#join();
  }

  #take(bytes: number): Buffer | undefined {
    if (this.#buffered < bytes) return undefined;
    const [first] = this.#chunks;
    const source = first && first.length >= bytes ? first : this.#join();
    this.#buffered -= bytes;
    if (source.length === bytes) this.#chunks.shift();
    else this.#chunks[0] = source.subarray(bytes);
    return source.subarray(0, bytes);
  }

  #join(): Buffer {
    const joined = Buffer.concat(this.#chunks);
    this.#chunks = [joined];
    return joined;
  }
}

export function encodeMessage({ type, body }: FrontendMessage): Buffer {
  const message = Buffer.allocUnsafe(5 + body.length);
  message.write(type, 0, 'latin1');
  message.writeInt32BE(4 + body.length, 1);
  body.copy(message, 5);
  return message;
}

export function queryMessage(sql: string): Buffer {
  return encodeMessage({ type: 'Q', body: cString(sql) });
}

export const syncMessage: FrontendMessage = { type: 'S', body: Buffer.alloc(0) };

export function closeStatementMessage(name: string): FrontendMessage {
  return { type: 'C', body: Buffer.concat([Buffer.from('S'), cString(name)]) };
}

export function cString(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'utf8');
}

export function readCString(body: Buffer, from: number): { text: string; end: number } {
  const zero = body.indexOf(0, from);
  if (zero < 0) throw new ProtocolViolation('invalid string in message');
  return { text: body.toString('utf8', from, zero), end: zero + 1 };
}

/** The settings a client asks for when it connects. */
export function readStartupParameters(body: Buffer): Map<string, string> {
  const parameters = new Map<string, string>();
  let at = 0;
  while (at < body.length && body[at] !== 0) {
    const name = readCString(body, at);
    const value = readCString(body, name.end);
    parameters.set(name.text, value.text);
    at = value.end;
  }
  return parameters;
}
