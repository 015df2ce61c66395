import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Json } from '../src/sandbox/page-api.ts';
import type { Sandbox } from '../src/sandbox/sandbox.ts';

const file = new URL('../../shared/contracts/validate.mjs', import.meta.url);

interface Finding {
  readonly path: string;
  readonly rule: string;
  readonly message: string;
}
interface Contracts {
  validate(kind: string, body: unknown, context?: object): { errors: Finding[]; warnings: Finding[] };
  slackMentions(text: string): { users: string[]; groups: string[]; broadcast: string[] };
  discordPings(
    message: unknown,
    context?: { interaction?: boolean },
  ): { users: string[]; roles: string[]; everyone: boolean };
}

/** The official schemas lie beside the project. Under CI their absence is a failure, not a reason to skip. */
export const hasContracts = existsSync(fileURLToPath(file)) || process.env.CI === 'true';
const contracts: Contracts | undefined = hasContracts ? await import(file.href) : undefined;

/** For the names of suites that check less without the schemas. */
export const withContracts = hasContracts ? '' : ' (unchecked: ../shared/contracts is not here)';

/** Nothing that the platform would refuse, unescaped or misspelt. Without the schemas it checks nothing. */
export function expectValid(kind: string, body: unknown, context: object = {}): void {
  // As it goes over the wire.
  const judged = contracts?.validate(kind, JSON.parse(JSON.stringify(body)), context);
  if (judged === undefined) return;
  const { errors, warnings } = judged;
  expect({ errors, warnings }, `${kind}: ${JSON.stringify(body).slice(0, 3_000)}`).toEqual({
    errors: [],
    warnings: [],
  });
}

/** Everything that the bot sent to the sandbox's platforms, each as what it is. */
export function expectAllValid({ sent }: Pick<Sandbox, 'sent'>): void {
  const judged = sent.filter(({ kind }) => !kind.endsWith('.call'));
  expect(judged.length).toBeGreaterThan(0);
  for (const { kind, body, ctx } of judged) expectValid(kind, body, ctx);
}

/** Whom a Discord message would notify, as the answer to an interaction. */
export const discordPings = (message: unknown, interaction = true) =>
  contracts?.discordPings(message, { interaction }) ?? { users: [], roles: [], everyone: false };

/** Whom everything that the bot sent would notify. */
export function everybodyPinged({ sent }: Pick<Sandbox, 'sent'>): string[] {
  return sent
    .filter(({ kind }) => !kind.endsWith('.call'))
    .flatMap(({ platform, body, kind }): string[] => {
      if (platform === 'slack')
        return stringsIn(body).flatMap((text) => Object.values(contracts?.slackMentions(text) ?? {}).flat());
      const message = kind === 'discord.callback' && isObject(body) ? body.data : body;
      const isMessage = kind === 'discord.message.create' || kind === 'discord.message.edit';
      const { users, roles, everyone } = discordPings(message ?? {}, !isMessage);
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
