import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

interface Asset {
  contentType: string;
  body: string;
}

// Everything the page needs comes from its own server. A message that the bot writes can therefore neither
// load nor run anything from elsewhere, whatever is in it.
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Twinbell sandbox</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/page.css">
<script src="/page.js" defer></script>
</head>
<body>
<div id="page"></div>
<noscript>This page needs JavaScript.</noscript>
</body>
</html>
`;

const FAVICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" rx="9" fill="#1f5f8b"/><g fill="#ffd27a" opacity=".75"><path d="M13 9.5c-4.4.6-7 4.2-7 9v5.5l-2 3.5h18l-2-3.5v-5.5c0-4.8-2.6-8.4-7-9z"/><circle cx="13" cy="29.8" r="2.2"/></g><g fill="#fff"><path d="M26 9.5c-4.4.6-7 4.2-7 9v5.5l-2 3.5h18l-2-3.5v-5.5c0-4.8-2.6-8.4-7-9z"/><circle cx="26" cy="29.8" r="2.2"/></g></svg>`;

// Bundled in memory when the server starts, so that `npm start` needs no build step and leaves no files behind.
export async function servePage(): Promise<
  (request: IncomingMessage, response: ServerResponse) => Promise<boolean>
> {
  const assets = await bundlePage();
  return async (request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const asset = assets.get(path);
    if (asset === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
    response.writeHead(200, {
      'content-type': asset.contentType,
      'cache-control': 'no-store',
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    response.end(request.method === 'HEAD' ? undefined : asset.body);
    return true;
  };
}

async function bundlePage(): Promise<Map<string, Asset>> {
  const bundle = await build({
    entryPoints: [
      { in: fileURLToPath(new URL('./page.tsx', import.meta.url)), out: 'page' },
      { in: fileURLToPath(new URL('./styles/page.css', import.meta.url)), out: 'page' },
    ],
    outdir: '/',
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: ['es2022'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'silent',
  });
  const textOf = (ending: string) =>
    bundle.outputFiles.find((file) => file.path.endsWith(ending))?.text ?? '';
  const html = { contentType: 'text/html; charset=utf-8', body: HTML };
  const favicon = { contentType: 'image/svg+xml', body: FAVICON };
  return new Map<string, Asset>([
    ['/', html],
    ['/sandbox', html],
    ['/page.js', { contentType: 'text/javascript; charset=utf-8', body: textOf('.js') }],
    ['/page.css', { contentType: 'text/css; charset=utf-8', body: textOf('.css') }],
    ['/favicon.svg', favicon],
    ['/favicon.ico', favicon],
  ]);
}
