import { describe, expect, it } from 'vitest';
import { limits as discordLimits } from '../../../src/adapters/discord/limits.ts';
import { renderCard as onDiscord } from '../../../src/adapters/discord/render-card.ts';
import { limits as slackLimits } from '../../../src/adapters/slack/limits.ts';
import { renderCard as onSlack } from '../../../src/adapters/slack/render-card.ts';
import type { Reader } from '../../../src/chat/call.ts';
import type { Card } from '../../../src/chat/card.ts';
import { ballotCard, standInCard } from '../../../src/chat/view/ballot-card.ts';
import type { Facts } from '../../../src/chat/view/people.ts';
import { pollCard } from '../../../src/chat/view/poll-card.ts';
import { undecidedCard } from '../../../src/chat/view/poll-end-card.ts';
import { groups, type Member } from '../../../src/core/committee/member.ts';
import type { Ballot, Meeting } from '../../../src/core/meeting/meeting.ts';
import { answers } from '../../../src/core/meeting/quorum.ts';
import { languages } from '../../../src/core/text.ts';
import { DAY_MS } from '../../../src/core/time/instant.ts';
import { wallAt } from '../../../src/core/time/zone-offset.ts';
import type { Town } from '../../../src/core/twinning/twinning.ts';
import { catalogues } from '../../../src/i18n/catalogues.ts';
import { expectValid } from '../../contracts.ts';

const createdAt = Date.UTC(2026, 10, 2, 9);
const town = (id: string, name: string, country: string, timeZone: string): Town => ({
  ...{ id: `town_${id}`, name, country, timeZone, language: 'da', createdAt },
});
const aalborg = town('aalborg', 'Aalborg', 'DK', 'Europe/Copenhagen');
const antibes = town('antibes', 'Antibes Juan-les-Pins', 'FR', 'Europe/Paris');
const solvang = town('solvang', 'Solvang', 'US', 'America/Los_Angeles');
const towns = [aalborg, antibes, solvang];

const spelled = (number: number) => number.toString(36).padStart(16, '0');
const member = (number: number, chat: boolean): Member => ({
  id: `mbr_${spelled(number)}`,
  townId: towns[number % 3]?.id ?? aalborg.id,
  displayName: `Anne-Margrethe Østergård ${number}`,
  represents: groups[Math.floor(number / 3) % 3] ?? 'citizens',
  askedRepresents: true,
  substitute: false,
  accounts: chat ? [{ platform: 'slack', tenantId: 'T1', userId: `U${number}` }] : [],
  active: true,
  joinedAt: createdAt,
});

function poll(people: number, slots: number, answered: number): { meeting: Meeting; facts: Facts } {
  const members = Array.from({ length: people }, (_, number) => member(number, number % 7 !== 3));
  const organiser = members[0];
  const chair = { id: 'ofc_1', townId: aalborg.id, kind: 'chair', holderId: `mbr_${spelled(0)}` } as const;
  const starts = Array.from({ length: slots }, (_, index) => createdAt + (10 + index) * DAY_MS);
  const ballots = members.slice(0, answered).flatMap(({ id }, person) =>
    starts.map((_, index): Ballot => {
      const answer = answers[(person + index) % 3] ?? 'yes';
      const recorded = person % 7 === 3 && organiser !== undefined ? { recordedById: organiser.id } : {};
      return { slot: index + 1, memberId: id, answer, castAt: createdAt, ...recorded };
    }),
  );
  return {
    meeting: {
      id: `mtg_${spelled(1)}`,
      twinningId: `twn_${spelled(1)}`,
      number: 12345,
      title: 'Youth Games 2027',
      organiserId: `mbr_${spelled(0)}`,
      lengthMinutes: 90,
      participantIds: [],
      requiredIds: members.slice(1, 3).map(({ id }) => id),
      state: 'polling',
      slots: starts.map((at, index) => ({
        ...{ number: index + 1, at, timeZone: aalborg.timeZone },
        wall: wallAt(at, aalborg.timeZone),
      })),
      picked: [],
      ballots,
      deadlineAt: createdAt + 5 * DAY_MS,
      version: 1,
      createdAt,
    },
    facts: {
      scope: { twinning: { id: `twn_${spelled(1)}`, name: 'Three towns', createdAt }, towns, spaces: [] },
      members,
      offices: [chair],
      home: aalborg,
    },
  };
}

/** Everything that was said, on the platform that allows less room; nothing was left out for lack of room. */
async function fits(card: Card): Promise<string> {
  let longest = '';
  for (const language of languages) {
    const locale = { en: 'en-US', da: 'da-DK', de: 'de-DE', fr: 'fr-FR' }[language];
    const reader: Reader = { language, locale, timeZone: 'Europe/Copenhagen' };
    const { components } = onDiscord({ card, reader });
    const message = JSON.stringify(components);
    expect(message, `Discord, ${language}`).not.toContain(catalogues[language]['discord.shortened']);
    const texts = [...message.matchAll(/"content":"((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) => text);
    expect(
      texts.filter((text) => text.endsWith('…')),
      language,
    ).toEqual([]);
    expect(texts.join('').length).toBeLessThan(discordLimits.messageText * 1.2);
    expectValid('discord.message.create', { components, flags: 32768 });
    const sent = onSlack(card, reader, 'many');
    const blocks = JSON.stringify(sent.blocks);
    expect(blocks, `Slack, ${language}`).not.toContain(catalogues[language]['slack.card-shortened']);
    expect(blocks.length).toBeLessThanOrEqual(slackLimits.blocksJson);
    expectValid('slack.message', sent);
    if (message.length > longest.length) longest = message;
  }
  return longest;
}

describe.each([
  [1, 1, 0],
  [4, 2, 2],
  [13, 6, 9],
  [60, 6, 0],
  [60, 6, 60],
  [60, 7, 30],
  [60, 20, 0],
  [60, 20, 30],
  [60, 20, 60],
])('a poll of %i people on %i slots, %i of them have answered', (people, slots, answered) => {
  const { meeting, facts } = poll(people, slots, answered);
  const holder = facts.members[0];
  if (holder === undefined) throw new Error('a poll of nobody');

  it('fits into one message on both platforms, in every language', async () => {
    await fits(pollCard(meeting, facts));
    await fits(pollCard({ ...meeting, state: 'undecided' }, facts));
    await fits(undecidedCard({ ...meeting, state: 'undecided' }, facts));
  });

  it('fits as everybody’s own copy, and as the one for a member without chat, on each page', async () => {
    const forMember = facts.members[3];
    for (let page = 1; page <= Math.ceil(slots / 5); page++) {
      await fits(ballotCard(meeting, facts, { holder, page }));
      if (forMember !== undefined) await fits(ballotCard(meeting, facts, { holder, page, forMember }));
    }
    await fits(standInCard(meeting, facts, holder));
  });
});

describe('a poll of many', () => {
  it('counts by town and group, and says who is waited for', async () => {
    const { meeting, facts } = poll(60, 6, 30);
    const said = await fits(pollCard(meeting, facts));
    expect(said).toMatch(/Aalborg[^"]*: [^"]*\d\/\d/);
    expect(said).toMatch(/Antibes[^"]*: [^"]*\d\/\d/);
  });

  it('shows every slot on one of the pages of one’s own copy', () => {
    const { meeting, facts } = poll(60, 20, 30);
    const [holder] = facts.members;
    if (holder === undefined) throw new Error('a poll of nobody');
    const reader: Reader = { language: 'en', locale: 'en-US', timeZone: 'UTC' };
    const pages = [1, 2, 3, 4].map((page) => {
      const { components } = onDiscord({ card: ballotCard(meeting, facts, { holder, page }), reader });
      return [...JSON.stringify(components).matchAll(/slot=(\d+)/g)].map(([, slot]) => Number(slot));
    });
    expect([...new Set(pages.flat())]).toEqual(meeting.slots.map(({ number }) => number));
  });

  it('shows every tied slot as a button with its local time', async () => {
    const { meeting, facts } = poll(4, 3, 0);
    const yes = meeting.slots
      .slice(0, 2)
      .flatMap(({ number }) =>
        facts.members.map(
          ({ id }): Ballot => ({ slot: number, memberId: id, answer: 'yes', castAt: createdAt }),
        ),
      );
    const card = undecidedCard({ ...meeting, state: 'undecided', ballots: yes }, facts);
    const reader: Reader = { language: 'en', locale: 'en-US', timeZone: 'UTC' };
    const buttons = [
      ...JSON.stringify(onDiscord({ card, reader }).components).matchAll(/"label":"(\d\.[^"]*)"/g),
    ];
    expect(buttons.map(([, label]) => label)).toEqual([
      '1. Thursday, November 12, 2026 at 10:00',
      '2. Friday, November 13, 2026 at 10:00',
    ]);
    await fits(card);
  });
});
