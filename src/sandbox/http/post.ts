import { request } from 'node:http';

export interface Posted {
  status: number;
  headers: { [name: string]: string | string[] | undefined };
  text: string;
}

export class PostTimedOut extends Error {}

/**
 * Posts to the app on this machine. Not with fetch: its connections belong to whichever undici a library of the app
 * has made the shared one, and the platform must not depend on that.
 */
export function post(
  url: string,
  headers: { [name: string]: string },
  body: string,
  timeoutMs: number,
): Promise<Posted> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { method: 'POST', headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          clearTimeout(timer);
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        });
      },
    );
    const timer = setTimeout(() => outgoing.destroy(new PostTimedOut(url)), timeoutMs);
    outgoing.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    outgoing.end(body);
  });
}
