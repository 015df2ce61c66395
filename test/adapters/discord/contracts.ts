import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

const file = new URL('../../../../shared/contracts/validate.mjs', import.meta.url);

/** Discord's own schemas lie beside the project; where they are missing these checks say so in their names. */
export const hasContracts = existsSync(fileURLToPath(file));

interface Judgement {
  readonly ok: boolean;
  readonly errors: readonly unknown[];
  readonly warnings: readonly { rule: string }[];
}
type Validate = (kind: string, body: unknown, context?: object) => Judgement;
type Pings = (
  message: object,
  context?: { interaction?: boolean },
) => { users: string[]; roles: string[]; everyone: boolean };

const loaded: { validate: Validate; discordPings: Pings } | undefined =
  hasContracts || process.env.CI === 'true' ? await import(file.href) : undefined;

/** Nothing that Discord would refuse. Without the schemas it checks nothing. */
export function expectValid(kind: string, body: unknown, context: object = {}): void {
  // As it goes over the wire.
  const judged = loaded?.validate(kind, JSON.parse(JSON.stringify(body)), context);
  if (judged === undefined) return;
  expect({ errors: judged.errors, warnings: judged.warnings }, kind).toEqual({ errors: [], warnings: [] });
}

/** Whom a message would notify. */
export const pingsOf = (message: object) =>
  loaded?.discordPings(message, { interaction: true }) ?? { users: [], roles: [], everyone: false };

export const withContracts = hasContracts ? '' : ' (unchecked: ../shared/contracts is not here)';
