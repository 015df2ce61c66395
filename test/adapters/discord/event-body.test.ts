import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventBody, eventMark, hasMark } from '../../../src/adapters/discord/event-body.ts';
import { meetingEvent } from '../../../src/chat/view/meeting-event.ts';
import { languages } from '../../../src/core/text.ts';
import { defaultSettings } from '../../../src/core/twinning/settings.ts';
import { withContracts } from '../../contracts.ts';
import { expectEventBody } from '../../discord-event-schema.ts';
import { hostileTexts } from '../../fixtures/hostile-texts.ts';
import { anEntry, solvang } from '../calendar/entries.ts';

const reader = { language: 'en', locale: 'en-US', timeZone: 'America/Los_Angeles' } as const;
const MARK = 'pst_0123456789abcdef';

interface Given {
  readonly title?: string;
  readonly link?: string;
  readonly hosted?: boolean;
  readonly language?: (typeof languages)[number];
}
function bodyOf({ title, link, hosted = false, language = 'en' }: Given = {}) {
  const made = anEntry({}, title);
  const entry = { ...made, meeting: { ...made.meeting, ...(hosted ? { hostTownId: solvang.id } : {}) } };
  const settings = {
    ...defaultSettings(entry.meeting.twinningId),
    ...(link === undefined ? {} : { videoLink: link }),
  };
  const body = eventBody(meetingEvent(entry, { settings }, { ...reader, language }), MARK);
  expectEventBody('create', body);
  expectEventBody('change', body);
  return body;
}
const linesOf = ({ description }: { description?: string | null | undefined }) =>
  (description ?? '').split('\n');

describe(`a meeting as an event of a Discord server${withContracts}`, () => {
  it('says what it is, when it begins and ends, and every town’s time', () => {
    const body = bodyOf({ hosted: true });
    expect(body).toMatchObject({
      entity_type: 3,
      privacy_level: 2,
      name: 'Youth Games 2027',
      scheduled_start_time: '2027-01-12T17:00:00.000Z',
      scheduled_end_time: '2027-01-12T18:30:00.000Z',
    });
    expect(linesOf(body)[0]).toMatch(/Aalborg.*Solvang/);
    expect(body.description).toContain('follows by itself');
  });

  it('takes place where the video link leads, else in the host town, else online', () => {
    const link = 'https://meet.example.org/twinning';
    const place = (given: Given) => bodyOf(given).entity_metadata?.location;
    expect(place({ link, hosted: true })).toBe(link);
    expect(place({ hosted: true })).toBe('Solvang');
    expect(place({})).toBe('Online or in one of the towns');
  });

  it('never cuts a link short: one too long for the place stands in the description only', () => {
    const link = `https://meet.example.org/${'x'.repeat(270)}`;
    const body = bodyOf({ link, hosted: true });
    expect(body.entity_metadata?.location).toBe('Solvang');
    expect(linesOf(body)).toContain(`Video: ${link}`);
  });

  it.each(languages)('is worded in the language of the space (%s)', (language) => {
    expect(bodyOf({ language }).description).toMatch(
      { en: /follows by itself/, da: /følger med/, de: /geht von selbst/, fr: /suit tout seul/ }[language],
    );
  });

  it('is known again by its last line, and only by that', () => {
    const { description } = bodyOf();
    expect(hasMark(description, MARK)).toBe(true);
    expect(hasMark(`${description}  `, MARK)).toBe(true);
    expect(hasMark(description, `${MARK}x`)).toBe(false);
    expect(hasMark(`${eventMark(MARK)}\nsomething else`, MARK)).toBe(false);
    expect(hasMark(null, MARK)).toBe(false);
  });

  it('keeps within Discord’s limits and keeps its mark, whatever people typed', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: 'grapheme', maxLength: 2000 })),
        (title) => {
          const body = bodyOf({ title });
          expect(body.name.length).toBeGreaterThan(0);
          expect(body.name.length).toBeLessThanOrEqual(100);
          expect(body.name).not.toMatch(/[\n\u202A-\u202E\u2066-\u2069]/);
          expect(hasMark(body.description, MARK)).toBe(true);
        },
      ),
    );
  });

  it('leaves out the last lines when many towns need the room, and says so', () => {
    const entry = anEntry();
    const towns = Array.from({ length: 40 }, (_, index) => ({
      ...solvang,
      name: `${'*_[town]_*'.repeat(4)} ${index}`,
    }));
    const event = meetingEvent({ ...entry, scope: { ...entry.scope, towns } }, {}, reader);
    const body = eventBody(event, MARK);
    expectEventBody('create', body);
    expect(body.description?.length).toBeLessThanOrEqual(1000);
    expect(linesOf(body).at(-2)).toBe('…');
    expect(hasMark(body.description, MARK)).toBe(true);
  });
});
