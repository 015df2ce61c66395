import { describe, expect, it } from 'vitest';
import { participantsOf } from '../../src/chat/mentioned.ts';
import { sisterCommittees } from '../fakes/sister-committees.ts';

describe('who is mentioned', () => {
  it('takes part once, however often they are named', async () => {
    const { database, mette, jens } = await sisterCommittees();
    const caller = {
      platform: 'slack',
      tenantId: 'T1',
      userId: 'UMETTE',
      profile: async () => ({ displayName: 'Mette' }),
    } as const;
    const typed = '<@UJENS> and <@UMETTE|mette>, and do not forget <@UJENS>!';
    expect(await participantsOf(database, mette, caller, typed)).toEqual([jens.member.id, mette.member.id]);
    expect(await participantsOf(database, mette, caller, undefined)).toEqual([]);
  });
});
