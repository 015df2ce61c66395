import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import { hasContracts } from './contracts.ts';

/** Discord's own words for an event outside of Discord: when it is made, and when it is changed. */
const schemas = {
  create: 'ExternalScheduledEventCreateRequest',
  change: 'ExternalScheduledEventPatchRequestPartial',
} as const;

const judges = hasContracts ? compiled() : undefined;

function compiled(): Record<keyof typeof schemas, ValidateFunction> {
  const api = JSON.parse(
    readFileSync(new URL('../../shared/contracts/discord-openapi.json', import.meta.url), 'utf8'),
  );
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema({ $id: 'discord', components: api.components });
  const judge = (name: string) => ajv.compile({ $ref: `discord#/components/schemas/${name}` });
  return { create: judge(schemas.create), change: judge(schemas.change) };
}

/** Discord would take it. Unknown fields count too: a misspelt one would be ignored in silence. */
export function expectEventBody(kind: keyof typeof schemas, body: unknown): void {
  if (judges === undefined) return;
  // As it goes over the wire.
  const sent = JSON.parse(JSON.stringify(body));
  judges[kind](sent);
  expect(judges[kind].errors ?? [], JSON.stringify(sent)).toEqual([]);
  const known = [
    ...['name', 'description', 'scheduled_start_time', 'scheduled_end_time', 'privacy_level'],
    ...['entity_type', 'entity_metadata', 'status', 'channel_id'],
  ];
  expect(Object.keys(sent).filter((key) => !known.includes(key))).toEqual([]);
}
