import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

interface Report {
  readonly ok: boolean;
  readonly errors: readonly { path: string; rule: string; message: string }[];
  readonly warnings: readonly { path: string; rule: string; message: string }[];
}

const file = fileURLToPath(new URL('../../../../shared/contracts/validate.mjs', import.meta.url));

/** Slack's own schemas lie beside the project, not in it; CI must have them. */
export const hasContract = existsSync(file) || process.env.CI === 'true';

/** Fails when Slack would refuse the body, or when something in it is unescaped or would notify a whole channel. */
export async function expectValid(kind: string, body: unknown, context: object = {}): Promise<void> {
  if (!hasContract) return;
  const { validate } = (await import(file)) as {
    validate: (kind: string, body: unknown, context: object) => Report;
  };
  const { errors, warnings } = validate(kind, body, context);
  expect({ errors, warnings }, JSON.stringify(body).slice(0, 3000)).toEqual({ errors: [], warnings: [] });
}
