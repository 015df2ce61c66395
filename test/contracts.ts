import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Json } from '../src/sandbox/page-api.ts';
import type { Sandbox } from '../src/sandbox/sandbox.ts';

const file = new URL('../../shared/contracts/validate.mjs', import.meta.url);

export interface Contracts {
  validate(kind: string, body: unknown, context?: unknown): { ok: boolean; errors: readonly unknown[] };
  slackMentions(text: string): { users: string[]; groups: string[]; broadcast: string[] };
  discordPings(
    message: unknown,
    context?: { interaction?: boolean },
  ): { users: string[]; roles: string[]; everyone: boolean };
}

/** The official schemas lie beside the project. Under CI their absence is a failure, not a reason to skip. */
export const hasContracts = existsSync(fileURLToPath(file)) || process.env.CI === 'true';

export const loadContracts = async (): Promise<Contracts> => (await import(file.href)) as Contracts;

/** Nothing that the bot sent would be refused by the platform it went to. */
export function expectAllValid({ validate }: Contracts, { sent }: Sandbox): void {
  const judged = sent.filter(({ kind }) => !kind.endsWith('.call'));
  expect(judged.length).toBeGreaterThan(0);
  for (const { kind, body, ctx, request } of judged)
    expect(validate(kind, body, ctx).errors, `${kind} by ${request}: ${JSON.stringify(body)}`).toEqual([]);
}

/** Whom everything that the bot sent would notify. A mention of nobody: an empty list. */
export function everybodyPinged({ slackMentions, discordPings }: Contracts, { sent }: Sandbox): unknown[] {
  return sent
    .filter(({ kind }) => !kind.endsWith('.call'))
    .flatMap(({ platform, body, kind }): unknown[] => {
      if (platform === 'slack') {
        return stringsIn(body).flatMap((text) => Object.values(slackMentions(text)).flat());
      }
      const message = kind === 'discord.callback' && isObject(body) ? body.data : body;
      const { users, roles, everyone } = discordPings(message ?? {}, {
        interaction: kind !== 'discord.message.create' && kind !== 'discord.message.edit',
      });
      return [...users, ...roles, ...(everyone ? ['everyone'] : [])];
    });
}

const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function stringsIn(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  return isObject(value) ? Object.values(value).flatMap(stringsIn) : [];
}
