import { createServer, type ServerResponse } from 'node:http';
import { servePage } from '../../../src/sandbox/page/serve-page.ts';
import type { Json, PageState } from '../../../src/sandbox/page-api.ts';
import { discordCommands } from './fixture-discord.ts';

const WEEK = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 420 150" width="420" height="150"><rect width="420" height="150" rx="8" fill="#f3f6fa"/><g font-family="sans-serif" font-size="12" fill="#44505e"><text x="12" y="22">Common hours, week 2</text>${['Mon', 'Tue', 'Wed', 'Thu', 'Fri'].map((day, at) => `<text x="${30 + at * 78}" y="140">${day}</text><rect x="${20 + at * 78}" y="34" width="56" height="90" rx="4" fill="#dfe7ef"/><rect x="${20 + at * 78}" y="${50 + at * 8}" width="56" height="34" rx="4" fill="#58b48a"/>`).join('')}</g></svg>`;

export interface FixtureServer {
  url: string;
  posts: { path: string; body: Json }[];
  answers: Map<string, Json>;
  push(state: PageState): void;
  close(): Promise<void>;
}

// Plays the sandbox's server for the page alone: it remembers what the page posts and shows what it is given.
export async function openFixtureServer(first: PageState): Promise<FixtureServer> {
  const page = await servePage();
  const posts: FixtureServer['posts'] = [];
  const answers: FixtureServer['answers'] = new Map();
  const streams = new Set<ServerResponse>();
  let state = first;
  const json = (response: ServerResponse, value: unknown) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(value));
  };
  const send = (stream: ServerResponse) => stream.write(`event: state\ndata: ${JSON.stringify(state)}\n\n`);
  const server = createServer(async (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    if (await page(request, response)) return;
    if (path === '/api/state') return json(response, state);
    if (path === '/api/discord/commands') return json(response, { revision: 1, commands: discordCommands });
    if (path === '/api/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      streams.add(response);
      send(response);
      return;
    }
    if (path.startsWith('/files/')) {
      response.writeHead(200, { 'content-type': 'image/svg+xml' });
      response.end(WEEK);
      return;
    }
    if (request.method !== 'POST') {
      response.writeHead(404).end();
      return;
    }
    let body = '';
    for await (const chunk of request) body += String(chunk);
    posts.push({ path, body: JSON.parse(body) });
    json(response, answers.get(path) ?? { ok: true });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    posts,
    answers,
    push: (next) => {
      state = next;
      for (const stream of streams) send(stream);
    },
    close: () => {
      for (const stream of streams) stream.end();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
