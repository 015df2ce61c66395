import type { IncomingMessage } from 'node:http';

const LOCAL_NAMES = new Set(['127.0.0.1', 'localhost']);

function hostOf(request: IncomingMessage): URL | undefined {
  try {
    return new URL(`http://${request.headers.host ?? ''}`);
  } catch {
    return undefined;
  }
}

/**
 * The servers answer this machine only. Listening on 127.0.0.1 is not enough: a web page in the user's browser can
 * reach it as well, by a name that it points to 127.0.0.1 (so the Host is checked) or by a plain cross-site request
 * (so a foreign Origin is refused).
 */
export function refusalOf(request: IncomingMessage, port: number): string | undefined {
  const host = hostOf(request);
  if (!host || !LOCAL_NAMES.has(host.hostname) || host.port !== String(port === 80 ? '' : port)) {
    return 'This server answers to 127.0.0.1 and localhost only.';
  }
  const origin = request.headers.origin;
  if (origin !== undefined && origin !== 'null' && !isOwnOrigin(origin, port)) {
    return 'Requests of other web sites are refused.';
  }
  return undefined;
}

export function isOwnOrigin(origin: string | undefined, port: number): boolean {
  return [...LOCAL_NAMES].some(
    (name) => origin === `http://${name}:${port}` || (port === 80 && origin === `http://${name}`),
  );
}
