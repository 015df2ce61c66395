import { describe, expect, it } from 'vitest';
import { peopleNamed } from '../../src/chat/mentioned.ts';
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
    const named = async (participants: string | undefined) =>
      (await peopleNamed(database, mette, caller, { participants, required: undefined })).participantIds;
    const both = [jens.member.id, mette.member.id];
    expect(await named('<@UJENS> and <@UMETTE|mette>, <@UJENS>!')).toEqual(both);
    expect(await named(`${jens.member.displayName} og ${mette.member.displayName}`)).toEqual(both);
    expect(await named(undefined)).toEqual([]);
  });
});
