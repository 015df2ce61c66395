import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { toPlatformError } from '../../../src/adapters/discord/rest-error.ts';

const request = { files: undefined, body: undefined };
const refused = (code: number, status: number) =>
  new DiscordAPIError(
    { code, message: 'said by Discord' },
    code,
    status,
    'POST',
    'https://discord.test',
    request,
  );
const limited = new RateLimitError({
  timeToReset: 0,
  limit: 5,
  method: 'POST',
  hash: '',
  url: '',
  route: '/channels/:id/messages',
  majorParameter: '1',
  global: false,
  retryAfter: 1550,
  sublimitTimeout: 0,
  scope: 'user',
});

describe('what Discord refuses', () => {
  it.each([
    [refused(10003, 404), 'gone', '10003'],
    [refused(10008, 404), 'gone', '10008'],
    [refused(10004, 404), 'gone', '10004'],
    [refused(10013, 404), 'gone', '10013'],
    [refused(50001, 403), 'forbidden', '50001'],
    [refused(50013, 403), 'forbidden', '50013'],
    [refused(50007, 403), 'forbidden', '50007'],
    [refused(50278, 403), 'forbidden', '50278'],
    [refused(40003, 403), 'busy', '40003'],
    [refused(50035, 400), 'rejected', '50035'],
    [refused(0, 401), 'unavailable', '0'],
    [new HTTPError(502, 'Bad Gateway', 'POST', 'https://discord.test', request), 'unavailable', 'http-502'],
    [Object.assign(new Error('aborted'), { name: 'AbortError' }), 'unavailable', 'timeout'],
    [
      new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) }),
      'unavailable',
      'ECONNREFUSED',
    ],
    ['nonsense', 'unavailable', 'unknown'],
  ])('%s', (error, kind, platformCode) => {
    expect(toPlatformError(error)).toMatchObject({ kind, platformCode });
  });

  it('says how long to wait, and never what people wrote', () => {
    expect(toPlatformError(limited)).toMatchObject({ kind: 'busy', retryAfterMs: 1550 });
    expect(toPlatformError(refused(50035, 400)).message).toBe('rejected: 50035');
  });
});
