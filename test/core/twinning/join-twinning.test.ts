import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../src/core/time/instant.ts';
import { invite } from '../../../src/core/twinning/invite.ts';
import { joinTwinning } from '../../../src/core/twinning/join-twinning.ts';
import { startTwinning } from '../../../src/core/twinning/start-twinning.ts';
import { fakeDatabase } from '../../fakes/database.ts';
import { fakeWorld } from '../../fakes/world.ts';
import { refusalOf } from '../../refusal-of.ts';

const aalborg = { name: 'Aalborg', country: 'DK', timeZone: 'Europe/Copenhagen', language: 'da' } as const;
const solvang = { name: 'Solvang', country: 'US', timeZone: 'America/Los_Angeles', language: 'en' } as const;
const slack = (channelId = 'C1') => ({ platform: 'slack', tenantId: 'T1', channelId }) as const;
const discord = (channelId = '900') => ({ platform: 'discord', tenantId: '800', channelId }) as const;
const mette = {
  account: { platform: 'slack', tenantId: 'T1', userId: 'UMETTE' },
  profile: { displayName: 'Mette Holm' },
} as const;
const linda = {
  account: { platform: 'discord', tenantId: 'discord', userId: '1001' },
  profile: { displayName: 'Linda' },
} as const;

async function founded() {
  const world = fakeWorld();
  const deps = { world, database: fakeDatabase() };
  const { twinning, town, member } = await startTwinning(deps, { town: aalborg, channel: slack(), ...mette });
  const scope = await deps.database.twinnings.scope(twinning.id);
  if (scope === undefined) throw new Error('not founded');
  return { ...deps, deps, actor: { scope, town, member } };
}

describe('founding a twinning', () => {
  it('binds the channel and makes the founder its contact person', async () => {
    const { database, actor } = await founded();
    expect((await database.twinnings.spaceAt('slack', 'T1', 'C1'))?.audience).toBe('committee');
    expect(actor.town.founderId).toBe(actor.member.id);
  });

  it('refuses a channel that has one already', async () => {
    const { deps } = await founded();
    expect(await refusalOf(startTwinning(deps, { town: solvang, channel: slack(), ...linda }))).toBe(
      'error.twinning.channel-bound',
    );
  });

  it('takes a second twinning of the same town from who manages it, and a new town from anybody else', async () => {
    const { deps, actor } = await founded();
    const again = await startTwinning(deps, {
      town: { ...aalborg, name: 'AALBORG' },
      channel: slack('C2'),
      ...mette,
    });
    expect(again.town.id).toBe(actor.town.id);
    const stranger = await startTwinning(deps, {
      town: aalborg,
      channel: slack('C3'),
      account: { ...mette.account, userId: 'UX' },
      profile: mette.profile,
    });
    expect(stranger.town.id).not.toBe(actor.town.id);
  });
});

describe('joining by code', () => {
  it('brings the partner in and tells every space that was there', async () => {
    const { deps, actor, database } = await founded();
    const { code } = await invite(deps, actor, { for: 'partner', audience: 'committee' });
    const joined = await joinTwinning(deps, {
      code: ` ${code.toLowerCase().replaceAll('-', ' ')}`,
      channel: discord(),
      town: solvang,
      ...linda,
    });
    expect(joined.scope.towns.map(({ name }) => name)).toEqual(['Aalborg', 'Solvang']);
    const told = await database.postings.postingsAbout({ type: 'twinning', id: joined.scope.twinning.id });
    expect(told.map(({ view, spaceId }) => [view, spaceId])).toEqual([
      ['town-joined', actor.scope.spaces[0]?.id],
    ]);
  });

  it('works once, and for seven days', async () => {
    const { deps, actor, world } = await founded();
    const first = await invite(deps, actor, { for: 'partner', audience: 'committee' });
    await joinTwinning(deps, { code: first.code, channel: discord(), town: solvang, ...linda });
    expect(
      await refusalOf(
        joinTwinning(deps, { code: first.code, channel: discord('901'), town: solvang, ...linda }),
      ),
    ).toBe('error.twinning.code-invalid');
    const second = await invite(deps, actor, { for: 'partner', audience: 'committee' });
    world.advance(7 * DAY_MS);
    expect(
      await refusalOf(
        joinTwinning(deps, { code: second.code, channel: discord('901'), town: solvang, ...linda }),
      ),
    ).toBe('error.twinning.code-invalid');
  });

  it('is not used up by a try that was refused', async () => {
    const { deps, actor } = await founded();
    const { code } = await invite(deps, actor, { for: 'partner', audience: 'committee' });
    expect(await refusalOf(joinTwinning(deps, { code, channel: slack(), town: solvang, ...linda }))).toBe(
      'error.twinning.channel-bound',
    );
    expect(await refusalOf(joinTwinning(deps, { code, channel: slack('C9'), town: aalborg, ...mette }))).toBe(
      'error.twinning.own-code',
    );
    expect((await joinTwinning(deps, { code, channel: discord(), town: solvang, ...linda })).town.name).toBe(
      'Solvang',
    );
  });

  it('binds a youth channel of the same town by a code for a space', async () => {
    const { deps, actor } = await founded();
    const { code } = await invite(deps, actor, { for: 'space', audience: 'youth' });
    const joined = await joinTwinning(deps, { code, channel: slack('C5'), ...mette });
    expect(joined).toMatchObject({
      audience: 'youth',
      town: { id: actor.town.id },
      member: { id: actor.member.id },
    });
  });
});
