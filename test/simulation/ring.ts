import type { Actor, Deps } from '../../src/core/acting.ts';
import { addMember } from '../../src/core/committee/add-member.ts';
import type { Account, Group, Member, OfficeKind } from '../../src/core/committee/member.ts';
import { DomainError } from '../../src/core/domain-error.ts';
import type { Database } from '../../src/core/stores.ts';
import type { Language } from '../../src/core/text.ts';
import { invite } from '../../src/core/twinning/invite.ts';
import { joinTwinning } from '../../src/core/twinning/join-twinning.ts';
import { startTwinning } from '../../src/core/twinning/start-twinning.ts';
import type { Audience, PlatformName, Space, Town, TwinningScope } from '../../src/core/twinning/twinning.ts';
import type { FakeWorld } from '../fakes/world.ts';
import { type Dice, dice } from './dice.ts';
import { type PostOffice, postOffice } from './post-office.ts';

interface Founding {
  readonly name: string;
  readonly country: string;
  readonly timeZone: string;
  readonly language: Language;
  readonly platform: PlatformName;
  readonly youth: boolean;
}

/** Five towns on both platforms, in four languages, on five clocks that change on different days or the other way round. */
export const foundings = [
  {
    name: 'Aalborg',
    country: 'DK',
    timeZone: 'Europe/Copenhagen',
    language: 'da',
    platform: 'slack',
    youth: false,
  },
  {
    name: 'Solvang',
    country: 'US',
    timeZone: 'America/Los_Angeles',
    language: 'en',
    platform: 'discord',
    youth: true,
  },
  {
    name: 'Antibes',
    country: 'FR',
    timeZone: 'Europe/Paris',
    language: 'fr',
    platform: 'slack',
    youth: true,
  },
  {
    name: 'Coburg',
    country: 'DE',
    timeZone: 'Europe/Berlin',
    language: 'de',
    platform: 'discord',
    youth: false,
  },
  {
    name: 'Gisborne',
    country: 'NZ',
    timeZone: 'Pacific/Auckland',
    language: 'en',
    platform: 'slack',
    youth: false,
  },
] as const satisfies readonly Founding[];

/** What a new committee fills, and with whom. */
const committee: readonly { readonly office: OfficeKind; readonly represents: Group }[] = [
  { office: 'chair', represents: 'municipality' },
  { office: 'deputy', represents: 'citizens' },
  { office: 'secretary', represents: 'citizens' },
  { office: 'contact-person', represents: 'municipality' },
];

/** The ring as it is on the platforms, and how its people reach the bot's use cases. */
export interface Ring {
  readonly deps: Deps;
  readonly database: Database;
  readonly world: FakeWorld;
  readonly dice: Dice;
  readonly post: PostOffice;
  readonly towns: readonly Town[];
  /** Whoever was a person here, with the names they got: nobody has two. */
  readonly people: Person[];
  /** How often a rule said no, by its key. */
  readonly refusals: Map<string, number>;
  scope(): Promise<TwinningScope>;
  members(town: Town): Promise<Member[]>;
  /** Whoever acts in this office, or as this person; undefined when nobody does. */
  holder(town: Town, office: OfficeKind): Promise<Actor | undefined>;
  actor(town: Town, member: Member): Promise<Actor>;
  /** An account that nobody had yet. */
  newPerson(town: Town, platform: PlatformName): Person;
  hire(by: Actor, represents: Group): Promise<Member>;
  bind(town: Town, person: Person, code: string, audience: Audience): Promise<Space>;
  /** Undefined when a rule said no. Anything else that fails is a fault. */
  attempt<T>(work: Promise<T>): Promise<T | undefined>;
}

export interface Person {
  readonly account: Account;
  readonly displayName: string;
}

const firstNames = [
  'Ane',
  'Bo',
  'Chloé',
  'Dörte',
  'Eli',
  'Freja',
  'Gaëlle',
  'Hemi',
  'Ida',
  'Jo',
  'Karl',
  'Léa',
];

export async function foundRing(world: FakeWorld, database: Database, seed: number): Promise<Ring> {
  const deps: Deps = { database, world };
  const chance = dice(seed);
  const post = postOffice(() => world.now());
  const people: Person[] = [];
  const refusals = new Map<string, number>();
  const tenantOf = (town: { readonly name: string }, platform: PlatformName) =>
    `${platform === 'slack' ? 'T' : 'G'}${town.name.toUpperCase()}`;
  let channels = 0;
  const channel = (town: { readonly name: string }, platform: PlatformName) => {
    channels += 1;
    return { platform, tenantId: tenantOf(town, platform), channelId: `C${channels}` };
  };
  const newPerson = (town: { readonly name: string }, platform: PlatformName): Person => {
    const number = people.length + 1;
    const tenantId = platform === 'slack' ? tenantOf(town, platform) : 'discord';
    const displayName = `${firstNames[number % firstNames.length]} ${number}`;
    const person = { account: { platform, tenantId, userId: `U${number}` } as const, displayName };
    people.push(person);
    return person;
  };
  const facts = ({ platform: _, youth: __, ...town }: Founding) => town;

  const [first, ...others] = foundings;
  const founder = newPerson(first, first.platform);
  const { twinning } = await startTwinning(deps, {
    town: facts(first),
    channel: channel(first, first.platform),
    account: founder.account,
    profile: founder,
    name: 'The ring',
    sinceOn: '1996-06-01',
  });
  const scope = async () => {
    const found = await database.twinnings.scope(twinning.id);
    if (found === undefined) throw new Error('the ring is gone');
    return found;
  };
  const members = (town: Town) => database.committees.membersOf([town.id]);
  const actor = async (town: Town, member: Member): Promise<Actor> => {
    const now = await scope();
    return { scope: now, town: now.towns.find(({ id }) => id === town.id) ?? town, member };
  };
  const founderOf = async (town: Town) => {
    const [member] = await members(town);
    if (member === undefined) throw new Error(`nobody is in ${town.name}`);
    return await actor(town, member);
  };
  for (const founding of others) {
    const [host] = (await scope()).towns;
    if (host === undefined) throw new Error('no town');
    const { code } = await invite(deps, await founderOf(host), { for: 'partner', audience: 'committee' });
    const person = newPerson(founding, founding.platform);
    await joinTwinning(deps, {
      code,
      town: facts(founding),
      channel: channel(founding, founding.platform),
      account: person.account,
      profile: person,
    });
  }

  const ring: Ring = {
    ...{ deps, database, world, dice: chance, post, people, refusals, scope, members, actor, newPerson },
    towns: (await scope()).towns,
    async holder(town, office) {
      const held = (await database.committees.officesOf([town.id])).find(({ kind }) => kind === office);
      const member = (await members(town)).find(({ id }) => id === held?.holderId);
      return member === undefined || !member.accounts.some(post.isHere)
        ? undefined
        : await actor(town, member);
    },
    async hire(by, represents) {
      const platform = by.member.accounts[0]?.platform ?? 'slack';
      const { account, displayName } = newPerson(by.town, represents === 'youth' ? 'discord' : platform);
      return (await addMember(deps, by, { account, displayName, represents, substitute: false })).member;
    },
    async bind(town, person, code, audience) {
      const { platform } = person.account;
      const place = channel(town, audience === 'youth' ? 'discord' : platform);
      await joinTwinning(deps, { code, channel: place, account: person.account, profile: person });
      const space = await database.twinnings.spaceAt(place.platform, place.tenantId, place.channelId);
      if (space === undefined) throw new Error('not bound');
      return space;
    },
    async attempt(work) {
      try {
        return await work;
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        refusals.set(error.phrase.key, (refusals.get(error.phrase.key) ?? 0) + 1);
        return undefined;
      }
    },
  };

  for (const [index, founding] of foundings.entries()) {
    const town = ring.towns[index];
    if (town === undefined) throw new Error('a town is missing');
    for (const { office, represents } of committee) await appoint(ring, town, office, represents);
    if (!founding.youth) continue;
    // Whoever leads the youth is where the youth is.
    const chair = await ring.holder(town, 'chair');
    if (chair === undefined) throw new Error('no chair');
    const leader = newPerson(town, 'discord');
    const added = await addMember(deps, chair, {
      ...leader,
      represents: 'citizens',
      substitute: false,
      office: 'youth-leader',
    });
    const { code } = await invite(deps, chair, { for: 'space', audience: 'youth' });
    await ring.bind(town, leader, code, 'youth');
    for (let count = 0; count < 2; count += 1) await ring.hire(await actor(town, added.member), 'youth');
  }
  return ring;
}

/** The first one is whoever founded the town. */
async function appoint(ring: Ring, town: Town, office: OfficeKind, represents: Group): Promise<void> {
  const [founder] = await ring.members(town);
  if (founder === undefined) throw new Error('no founder');
  const by = await ring.actor(town, founder);
  const { account, displayName } =
    office === 'chair'
      ? { account: founder.accounts[0], displayName: founder.displayName }
      : ring.newPerson(town, founder.accounts[0]?.platform ?? 'slack');
  await addMember(ring.deps, by, {
    ...(account === undefined ? {} : { account }),
    ...{ displayName, represents, substitute: false, office },
  });
}
