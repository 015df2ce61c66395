import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { documents } from '../../../src/adapters/document/documents.ts';
import { reportAddresses } from '../../../src/adapters/document/report-addresses.ts';
import { reportHandler } from '../../../src/adapters/document/report-handler.ts';
import { DAY_MS } from '../../../src/core/time/instant.ts';
import { richTwinning } from '../../fakes/rich-twinning.ts';
import type { Committees } from '../../fakes/sister-committees.ts';
import { period } from './make-report.ts';

describe('the address of a report', () => {
  let server: Server;
  let people: Committees;
  let base: string;
  let address: (changes?: object) => string;
  beforeEach(async () => {
    people = await richTwinning();
    const { database, world, mette } = people;
    const addresses = reportAddresses('https://bot.example.org/twins', 'the key');
    const handle = reportHandler({
      database,
      world,
      addresses,
      documents: documents({ calendarFile: () => '', addresses }),
    });
    server = createServer((request, response) => {
      void handle(request, response).then((taken) => {
        if (!taken) response.writeHead(418).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    address = (changes = {}) => {
      const asked = {
        twinningId: mette.scope.twinning.id,
        townId: mette.town.id,
        language: 'da' as const,
        period,
        ...changes,
      };
      return new URL(addresses.address(asked, world.now()).url).pathname;
    };
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it('gives the page in the language asked for, to nobody else’s frame, search or script', async () => {
    const response = await fetch(base + address());
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('x-robots-tag')).toContain('noindex');
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(await response.text()).toContain('<h2>Hvem deltog</h2>');
    expect((await fetch(base + address(), { method: 'HEAD' })).status).toBe(200);
    expect((await fetch(base + address(), { method: 'POST' })).status).toBe(405);
  });

  it('also works behind a proxy that takes its own part of the path away', async () => {
    expect((await fetch(base + address().replace('/twins', ''))).status).toBe(200);
  });

  it('leads nowhere when any of it is changed, when it is made up, and when it has expired', async () => {
    const path = address();
    const parts = path.split('/');
    const changed = parts.flatMap((part, index) =>
      index < 3
        ? []
        : [[...parts.slice(0, index), `${part.slice(0, -1)}x`, ...parts.slice(index + 1)].join('/')],
    );
    const { town } = people.linda;
    const swapped = path.replace(people.mette.town.id, town.id);
    for (const wrong of [...changed, swapped, '/twins/report/', '/report/x', `/report/${'y'.repeat(400)}`]) {
      const response = await fetch(base + wrong);
      expect([wrong, response.status, await response.text()]).toEqual([wrong, 404, 'not found\n']);
    }
    people.world.advance(8 * DAY_MS);
    expect((await fetch(base + path)).status).toBe(404);
  });

  it('leads nowhere for a town that is not of the twinning', async () => {
    expect((await fetch(base + address({ townId: 'town_x' }))).status).toBe(404);
    expect((await fetch(base + address({ twinningId: 'twn_x' }))).status).toBe(404);
  });

  it('leaves everything else to others', async () => {
    expect((await fetch(`${base}/calendar/x`)).status).toBe(418);
  });
});
