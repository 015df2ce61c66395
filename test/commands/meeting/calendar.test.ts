import { resolve } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readTemplates } from '../../../src/adapters/programme/programme-templates.ts';
import type { CalendarAddresses } from '../../../src/chat/calendar-addresses.ts';
import type { Call } from '../../../src/chat/call.ts';
import type { Card } from '../../../src/chat/card.ts';
import { loadRegistry } from '../../../src/chat/registry.ts';
import { Router } from '../../../src/chat/router.ts';
import type { Group, Member } from '../../../src/core/committee/member.ts';
import type { Space } from '../../../src/core/twinning/twinning.ts';
import { plainMedium, word } from '../../../src/i18n/format.ts';
import { fakeCalendarAddresses } from '../../fakes/calendar-addresses.ts';
import { type FakeDatabase, fakeDatabase } from '../../fakes/database.ts';
import { fakeDocuments, noArchives } from '../../fakes/documents.ts';
import { fakeHolidayCalendar } from '../../fakes/holiday-calendar.ts';
import { type SisterTowns, seedSisterTowns } from '../../fakes/sister-towns.ts';
import { type FakeWorld, fakeWorld } from '../../fakes/world.ts';

const programmes = await readTemplates(resolve('programmes'));
const registry = await loadRegistry({ commands: resolve('commands'), jobs: resolve('jobs') });
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const nowhere = {
  guess: async () => [],
  completeTown: async () => [],
  completeCountry: async () => [],
  countryOf: async () => undefined,
};

let world: FakeWorld;
let database: FakeDatabase;
let towns: SisterTowns;

beforeEach(async () => {
  world = fakeWorld();
  database = fakeDatabase();
  towns = await seedSisterTowns(database, world);
});

async function ask(
  member: Member,
  space: Space,
  command: string,
  values: Record<string, string> = {},
  calendars: CalendarAddresses | 'none' = fakeCalendarAddresses,
) {
  const router = new Router({
    ...{ world, database, registry, places: nowhere, holidays: fakeHolidayCalendar(), log: silent },
    programmes,
    archives: noArchives,
    documents: fakeDocuments(),
    ...(calendars === 'none' ? {} : { calendars }),
  });
  const account = member.accounts[0];
  if (account === undefined) throw new Error('a member without account');
  const call: Call = {
    requestId: world.newId('drf'),
    command,
    values,
    origin: command.endsWith('address') ? 'control' : 'typed',
    caller: { ...account, profile: async () => ({ displayName: member.displayName, locale: 'en-GB' }) },
    place: { platform: space.platform, tenantId: space.tenantId, channelId: space.channelId, direct: false },
    openForm: false,
    people: {},
  };
  const { visibility, content } = await router.run(call);
  if (content === undefined) throw new Error('no answer');
  return { visibility, text: textOf(content.card), card: content.card };
}
const english = { language: 'en', locale: 'en-GB', timeZone: 'UTC' } as const;
const textOf = (card: Card): string =>
  [card.title, ...card.blocks.flatMap((block) => (block.type === 'text' ? [block.text] : []))]
    .flatMap((phrase) => (phrase === undefined ? [] : [word(phrase, english, plainMedium)]))
    .join('\n');
const buttonsOf = (card: Card): string[] =>
  card.blocks.flatMap((block) =>
    block.type === 'controls'
      ? block.controls.flatMap((control) => (control.type === 'button' ? [JSON.stringify(control.call)] : []))
      : [],
  );
const addressIn = (text: string) => /https:\/\/bot\.example\.org\/calendar\/\w+\.ics/.exec(text)?.[0];

describe('/meeting calendar', () => {
  it('says why there is none, and what would change it, where the internet does not reach the bot', async () => {
    const answer = await ask(towns.mette, towns.odderSpace, 'meeting/calendar', {}, 'none');
    expect(answer.visibility).toBe('private');
    expect(answer.text).toContain('PUBLIC_URL');
    expect(await database.calendars.feedOf({ type: 'member', memberId: towns.mette.id })).toBeUndefined();
  });

  it.each([['citizens'], ['youth'], [undefined]] as [Group | undefined][])(
    'gives an address, privately, to whoever asks: %s',
    async (represents) => {
      const member = represents === undefined ? towns.yann : { ...towns.yann, represents };
      await database.committees.saveMember(member);
      const answer = await ask(member, towns.plerinSpace, 'meeting/calendar');
      expect(answer.visibility).toBe('private');
      expect(addressIn(answer.text)).toBeDefined();
    },
  );

  it('tells it once', async () => {
    const first = await ask(towns.mette, towns.odderSpace, 'meeting/calendar');
    const again = await ask(towns.mette, towns.odderSpace, 'meeting/calendar');
    expect(addressIn(first.text)).toBeDefined();
    expect(addressIn(again.text)).toBeUndefined();
    expect(again.text).toContain('No calendar has asked for it yet');
  });

  it('offers the channel’s address to those who manage its town alone, and gives it to them alone', async () => {
    const asFounder = await ask(towns.mette, towns.odderSpace, 'meeting/calendar');
    const asMember = await ask(towns.anders, towns.odderSpace, 'meeting/calendar');
    const ofSpace = (card: Card) => buttonsOf(card).filter((call) => call.includes('"of":"space"'));
    expect(ofSpace(asFounder.card)).toHaveLength(1);
    expect(ofSpace(asMember.card)).toEqual([]);
    const press = { of: 'space', deed: 'new' };
    const forged = await ask(towns.anders, towns.odderSpace, 'meeting/calendar-address', press);
    expect(forged.text).toContain('hold an office');
    // Somebody of the partner town, in this town's channel.
    const foreign = await ask(towns.yann, towns.odderSpace, 'meeting/calendar-address', press);
    expect(addressIn(foreign.text)).toBeUndefined();
    const given = await ask(towns.mette, towns.odderSpace, 'meeting/calendar-address', press);
    expect(given.text).toContain('The calendar address of this channel');
    expect(addressIn(given.text)).toBeDefined();
  });

  it('can be switched off also after the operator has switched calendars off', async () => {
    await ask(towns.mette, towns.odderSpace, 'meeting/calendar');
    const stop = { of: 'me', deed: 'stop' };
    const stopped = await ask(towns.mette, towns.odderSpace, 'meeting/calendar-address', stop, 'none');
    expect(stopped.text).toContain('leads nowhere any more');
    const again = await ask(towns.mette, towns.odderSpace, 'meeting/calendar-address', stop);
    expect(again.text).toContain('no address to switch off');
  });
});
