import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newMessage } from '../../src/adapters/discord/message-body.ts';
import { renderCard as onDiscord } from '../../src/adapters/discord/render-card.ts';
import { renderCard as onSlack } from '../../src/adapters/slack/render-card.ts';
import type { Card } from '../../src/chat/card.ts';
import { agendaBlocks, agendaCard } from '../../src/chat/view/agenda-card.ts';
import { attendanceCard, attendanceLists } from '../../src/chat/view/attendance-card.ts';
import { minutesCard, minutesPageCard, minutesPages } from '../../src/chat/view/minutes-card.ts';
import type { Facts } from '../../src/chat/view/people.ts';
import type { Meeting } from '../../src/core/meeting/meeting.ts';
import type { AgendaItem, Attendee, Minutes } from '../../src/core/meeting/meeting-record.ts';
import { languages } from '../../src/core/text.ts';
import { expectValid, withContracts } from '../contracts.ts';
import { sisterCommittees } from '../fakes/sister-committees.ts';
import { fakeStart } from '../fakes/world.ts';

const { mette } = await sisterCommittees();
const hostile = '<!channel> @everyone # `*_~|[a](http://evil.example)\\ & " \u{1F389}';
const crowd = Array.from({ length: 120 }, (_, n) => ({
  ...mette.member,
  id: `mbr_${String(n).padStart(16, '0')}` as const,
  displayName: `${n} ${hostile}`.slice(0, 80),
}));
const facts: Facts = { scope: mette.scope, members: [mette.member, ...crowd], offices: [], home: mette.town };
const meeting: Meeting = {
  id: 'mtg_0123456789abcdef',
  twinningId: mette.scope.twinning.id,
  number: 123456,
  title: hostile.repeat(3).slice(0, 150),
  organiserId: mette.member.id,
  lengthMinutes: 60,
  participantIds: [],
  state: 'confirmed',
  slots: [{ number: 1, wall: '2026-11-02T10:00', timeZone: 'Europe/Copenhagen', at: fakeStart }],
  picked: [1],
  ballots: [],
  confirmedSlot: 1,
  version: 1,
  createdAt: fakeStart,
};
const items = Array.from(
  { length: 50 },
  (_, n): AgendaItem => ({
    id: `agi_${String(n).padStart(16, '0')}`,
    meetingId: meeting.id,
    text: hostile.repeat(4).slice(0, 150),
    authorId: crowd[n]?.id ?? mette.member.id,
    createdAt: fakeStart,
  }),
);
const minutes = (text: string): Minutes => ({
  meetingId: meeting.id,
  text,
  version: 1,
  writtenById: mette.member.id,
  writtenAt: fakeStart,
  offered: [],
});

/** Both platforms take it, in every language; returns what stands there. */
function judged(card: Card): { slack: string; discord: string } {
  let shown = { slack: '', discord: '' };
  for (const language of languages) {
    const reader = { language, locale: language, timeZone: 'Europe/Copenhagen' };
    const slack = onSlack(card, reader, 'many');
    expectValid('slack.message', { channel: 'C0123456789', ...slack });
    const { body: discord } = newMessage(onDiscord({ card, reader }), 'everybody');
    expectValid('discord.message.create', { ...discord, nonce: 'dlv_0123456789abcdef' });
    if (language === 'en') shown = { slack: JSON.stringify(slack), discord: JSON.stringify(discord) };
  }
  return shown;
}

describe(`cards of agenda, minutes and attendance, at their largest${withContracts}`, () => {
  it('show fifty agenda items in pages, each with its button, and nothing is cut', () => {
    const reader = { memberId: mette.member.id, mayDecide: true };
    for (let page = 0; page < 5; page++) {
      const { slack, discord } = judged(agendaCard(meeting, items, facts, reader, page));
      for (const shown of [slack, discord]) {
        expect(shown.match(/Remove \d+/g)).toHaveLength(10);
        expect(shown).not.toContain('shortened');
        expect(shown).toContain(`Remove ${page * 10 + 10}`);
      }
    }
    // Beyond the last page stands the last one; whoever may not remove has no buttons for it.
    const other = { memberId: 'mbr_nobody', mayDecide: false };
    expect(judged(agendaCard(meeting, items, facts, other, 99)).discord).toMatch(/Page 5 of 5/);
    expect(judged(agendaCard(meeting, items, facts, other, 99)).discord).not.toMatch(/Remove/);
    expect(judged({ tone: 'neutral', blocks: agendaBlocks(meeting, items, facts) }).slack).toContain(
      '40 more items',
    );
  });

  it('show long minutes shortened, and whole in pages', () => {
    const text = `${hostile}\n`.repeat(100).slice(0, 4000);
    const { slack, discord } = judged(
      minutesCard(meeting, { minutes: minutes(text), commitments: [] }, facts),
    );
    for (const shown of [slack, discord]) expect(shown).toMatch(/Only the beginning.*Read it all/s);
    const pages = minutesPages(text);
    for (const page of pages.keys()) judged(minutesPageCard(meeting, minutes(text), facts, page));
    for (const shown of Object.values(
      judged(minutesCard(meeting, { minutes: minutes('Short'), commitments: [] }, facts)),
    ))
      expect(shown).not.toMatch(/Only the beginning|Read it all/);
  });

  it('offer everybody convened in lists that both platforms show whole', () => {
    const people = crowd.map(
      (member): Attendee => ({ memberId: member.id, townId: member.townId, present: true }),
    );
    const lists = attendanceLists(people, facts);
    expect(lists.flatMap((one) => one.people)).toEqual(people);
    expect(Math.max(...lists.map((one) => one.people.length))).toBeLessThanOrEqual(25);
    const { discord } = judged(attendanceCard(meeting, people, true, facts));
    for (const { id } of crowd) expect(discord).toContain(id);
  });
});

describe('the pages of a text', () => {
  it('lose nothing but the space they were cut at, and no character is torn', () => {
    const anyText = fc.string({ unit: fc.constantFrom('a', 'b ', '\n', '😀', 'wörd '), maxLength: 400 });
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 60 }), (text, longest) => {
        const pages = minutesPages(text, longest);
        expect(pages.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        for (const page of pages) {
          expect(page.length).toBeLessThanOrEqual(longest);
          expect(page.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});
