import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Json } from '../page-api.ts';

/** Slack takes files of 1 GB; a test that sends more than this has lost its way. */
const BODY_LIMIT_BYTES = 64 * 1024 * 1024;

export interface Answer {
  status: number;
  headers?: { [name: string]: string };
  /** JSON, bytes, plain text (`text`), or nothing at all. */
  json?: Json;
  text?: string;
  bytes?: Buffer;
}

export class BodyTooLarge extends Error {}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT_BYTES) throw new BodyTooLarge(`The body is larger than ${BODY_LIMIT_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function send(response: ServerResponse, answer: Answer): void {
  if (response.headersSent || response.destroyed) return;
  const headers: { [name: string]: string } = { 'cache-control': 'no-store', ...answer.headers };
  if (answer.json !== undefined) {
    headers['content-type'] ??= 'application/json; charset=utf-8';
    response.writeHead(answer.status, headers).end(JSON.stringify(answer.json));
  } else if (answer.text !== undefined) {
    headers['content-type'] ??= 'text/plain; charset=utf-8';
    response.writeHead(answer.status, headers).end(answer.text);
  } else if (answer.bytes !== undefined) {
    response.writeHead(answer.status, headers).end(answer.bytes);
  } else {
    // An empty answer carries no content-type: clients would try to parse nothing as JSON.
    response.writeHead(answer.status, headers).end();
  }
}

export function contentType(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').toLowerCase();
}

export interface SentFile {
  field: string;
  name: string;
  contentType: string;
  bytes: Buffer;
}

/** multipart/form-data, by the parser that Node brings along. */
export async function readMultipart(
  body: Buffer,
  type: string,
): Promise<{ fields: Map<string, string>; files: SentFile[] }> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const fields = new Map<string, string>();
  const files: SentFile[] = [];
  for (const [field, value] of form.entries()) {
    if (typeof value === 'string') fields.set(field, value);
    else {
      const bytes = Buffer.from(await value.arrayBuffer());
      files.push({ field, name: value.name, contentType: value.type || 'application/octet-stream', bytes });
    }
  }
  return { fields, files };
}
