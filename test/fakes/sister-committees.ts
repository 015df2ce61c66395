import type { Actor, Deps } from '../../src/core/acting.ts';
import { addMember } from '../../src/core/committee/add-member.ts';
import type { Database } from '../../src/core/stores.ts';
import { invite } from '../../src/core/twinning/invite.ts';
import { joinTwinning } from '../../src/core/twinning/join-twinning.ts';
import { startTwinning } from '../../src/core/twinning/start-twinning.ts';
import { type FakeDatabaseOptions, fakeDatabase } from './database.ts';
import { type FakeWorld, fakeWorld } from './world.ts';

export interface Committees {
  readonly deps: Deps;
  readonly database: Database;
  readonly world: FakeWorld;
  /** Aalborg: Mette (municipality, founder) and Jens (citizens). Solvang: Linda (municipality) and Emma (youth). */
  readonly mette: Actor;
  readonly jens: Actor;
  readonly linda: Actor;
  readonly emma: Actor;
}

const slackUser = (userId: string) => ({ platform: 'slack', tenantId: 'T1', userId }) as const;
const discordUser = (userId: string) => ({ platform: 'discord', tenantId: 'discord', userId }) as const;

/** Two committees that have found each other, through the real use cases, on the fake store or another one. */
export async function sisterCommittees(
  options: FakeDatabaseOptions & { readonly on?: { database: Database; world: FakeWorld } } = {},
): Promise<Committees> {
  const { world, database } = options.on ?? { world: fakeWorld(), database: fakeDatabase(options) };
  const deps = { world, database };
  const { twinning, town, member } = await startTwinning(deps, {
    town: { name: 'Aalborg', country: 'DK', timeZone: 'Europe/Copenhagen', language: 'da' },
    channel: { platform: 'slack', tenantId: 'T1', channelId: 'C1' },
    account: slackUser('UMETTE'),
    profile: { displayName: 'Mette' },
  });
  const scopeNow = async () => {
    const scope = await database.twinnings.scope(twinning.id);
    if (scope === undefined) throw new Error('the twinning is gone');
    return scope;
  };
  const founder: Actor = { scope: await scopeNow(), town, member };
  const { code } = await invite(deps, founder, { for: 'partner', audience: 'committee' });
  const joined = await joinTwinning(deps, {
    code,
    town: { name: 'Solvang', country: 'US', timeZone: 'America/Los_Angeles', language: 'en' },
    channel: { platform: 'discord', tenantId: '800', channelId: '900' },
    account: discordUser('1001'),
    profile: { displayName: 'Linda' },
  });
  const partner: Actor = { scope: joined.scope, town: joined.town, member: joined.member };
  const youth = await invite(deps, partner, { for: 'space', audience: 'youth' });
  await joinTwinning(deps, {
    code: youth.code,
    channel: { platform: 'discord', tenantId: '800', channelId: '901' },
    account: discordUser('1001'),
    profile: { displayName: 'Linda' },
  });
  const add = async (
    actor: Actor,
    account: ReturnType<typeof slackUser> | ReturnType<typeof discordUser>,
    displayName: string,
    represents: 'municipality' | 'citizens' | 'youth',
  ) => (await addMember(deps, actor, { account, displayName, represents, substitute: false })).member;
  const people = {
    mette: await add(founder, slackUser('UMETTE'), 'Mette', 'municipality'),
    jens: await add(founder, slackUser('UJENS'), 'Jens', 'citizens'),
    linda: await add(partner, discordUser('1001'), 'Linda', 'municipality'),
    emma: await add(partner, discordUser('1003'), 'Emma', 'youth'),
  };
  const scope = await scopeNow();
  const of = (home: Actor, person: (typeof people)['mette']): Actor => ({
    scope,
    town: home.town,
    member: person,
  });
  return {
    deps,
    database,
    world,
    mette: of(founder, people.mette),
    jens: of(founder, people.jens),
    linda: of(partner, people.linda),
    emma: of(partner, people.emma),
  };
}
