import type { FactStore } from '../../core/fact-store.ts';
import type { Client } from './row.ts';

export function prismaFactStore(client: Client): FactStore {
  return {
    async fact(name) {
      return (await client.fact.findUnique({ where: { name } }))?.text;
    },
    async saveFact(name, text) {
      await client.fact.upsert({ where: { name }, create: { name, text }, update: { text } });
    },
  };
}
