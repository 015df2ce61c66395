import type { ServerResponse } from 'node:http';
import type { FaultEffect, Faults } from '../faults.ts';
import type { Platform } from '../page-api.ts';
import { type Answer, send } from './exchange.ts';

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function faultAnswer(effect: FaultEffect, platform: Platform): Answer | undefined {
  if (effect.kind === 'answer') {
    const headers = effect.headers ?? {};
    return effect.body === undefined
      ? { status: effect.status, headers }
      : { status: effect.status, headers, json: effect.body };
  }
  if (effect.kind !== 'rate-limit') return undefined;
  const retry = String(effect.retryAfterSeconds);
  if (platform === 'slack') {
    return { status: 429, headers: { 'retry-after': retry }, json: { ok: false, error: 'ratelimited' } };
  }
  return {
    status: 429,
    headers: {
      'retry-after': retry,
      'x-ratelimit-reset-after': retry,
      'x-ratelimit-limit': '5',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-scope': 'user',
    },
    json: {
      message: 'You are being rate limited.',
      retry_after: effect.retryAfterSeconds,
      global: false,
    },
  };
}

/** Answers one request of the app, or lets it meet the trouble that a test has ordered for it. */
export async function performWithFaults(
  faults: Faults,
  platform: Platform,
  name: string,
  response: ServerResponse,
  perform: () => Promise<Answer>,
): Promise<Answer | 'dropped'> {
  const effect = faults.take(platform, name);
  if (effect?.kind === 'drop-before') {
    response.destroy();
    return 'dropped';
  }
  const instead = effect && faultAnswer(effect, platform);
  if (instead) {
    send(response, instead);
    return instead;
  }
  if (effect?.kind === 'delay') await sleep(effect.ms);
  if (effect?.kind === 'hold') await effect.until;
  const answer = await perform();
  if (effect?.kind === 'hold-answer') await effect.until;
  if (effect?.kind === 'drop-after') {
    response.destroy();
    return 'dropped';
  }
  send(response, answer);
  return answer;
}
