import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type LineContext,
  lineKey,
  type Nameable,
  readTaskLine,
  taskLines,
} from '../../../src/core/meeting/minutes-line.ts';
import { foldText } from '../../../src/core/time/fold-text.ts';
import { parseDate } from '../../../src/core/time/parse-date.ts';

const person = (id: string, displayName: string, town = 'a', userId = `U${id.toUpperCase()}1`): Nameable => ({
  id: `mbr_${id}`,
  townId: `town_${town}`,
  displayName,
  accounts: [{ platform: 'slack', userId }],
});
const people = [
  person('mette', 'Mette Holm'),
  person('jens', 'Jens Østergaard'),
  person('linda', 'Linda Petersen', 'b', '100200300'),
  person('anna', 'Anna Beck'),
  person('annab', 'Anna Berg', 'b'),
  person('chat', 'Else'),
];
// Wednesday 4 November 2026 in Aalborg.
const context = (language: LineContext['language'], more: Partial<LineContext> = {}): LineContext => ({
  now: Date.UTC(2026, 10, 4, 12),
  timeZone: 'Europe/Copenhagen',
  language,
  people,
  townId: 'town_a',
  ...more,
});

/** As short as can be compared: what, who, by when. */
function read(line: string, language: LineContext['language'] = 'en', more: Partial<LineContext> = {}) {
  const { what, owner, due } = readTaskLine(line, context(language, more));
  return [
    what,
    owner.state === 'member'
      ? owner.memberId.slice(4)
      : owner.state === 'office'
        ? `(${owner.office})`
        : owner.state,
    due.state === 'day' ? due.on : due.state,
  ];
}

describe('the lines with an empty box', () => {
  it('are found with any bullet, in order, and once', () => {
    const text = [
      'We met.',
      '- [ ] Book the hall (Jens)',
      '  * [] Ask Linda',
      '- [x] Already done',
      '- [ ]',
      'see - [ ] not at the beginning',
      '- [ ]  book  the HALL (jens)',
      '• [ ] Naïve café',
    ].join('\n');
    expect(taskLines(text)).toEqual(['Book the hall (Jens)', 'Ask Linda', 'Naïve café']);
  });

  it('have keys that spelling does not change, and that emoji alone do not share', () => {
    expect(lineKey('Réserver  la salle!')).toBe(lineKey('reserver la SALLE'));
    expect(lineKey('🎉')).not.toBe(lineKey('🎈'));
  });
});

describe('a task line', () => {
  it.each([
    ['en', 'Book the hall (Jens, by 12 March)', 'Book the hall', 'jens', '2027-03-12'],
    ['da', 'Bestille bus @mette inden 1. april', 'Bestille bus', 'mette', '2027-04-01'],
    ['de', 'Saal buchen: Jugendleitung, bis 1.4.', 'Saal buchen', '(youth-leader)', '2027-04-01'],
    ['fr', 'réserver le car – secrétariat avant le 12 mars', 'réserver le car', '(secretary)', '2027-03-12'],
    ['en', 'Book the hall by 12 March (Jens)', 'Book the hall', 'jens', '2027-03-12'],
    ['en', 'Book the hall (by 12 March): Jens', 'Book the hall', 'jens', '2027-03-12'],
    ['en', 'Write to <@ULINDA> - Mette Holm', 'Write to - Mette Holm', 'unclear', 'none'],
    ['en', 'Write the report <@UMETTE1> before 2027-02-01', 'Write the report', 'mette', '2027-02-01'],
    ['en', 'Ask the mayor (<@!100200300>)', 'Ask the mayor', 'linda', 'none'],
    ['en', '@Jens Østergaard books the hall by 12 March', 'books the hall', 'jens', '2027-03-12'],
    ['en', 'Book the hall (Østergaard)', 'Book the hall', 'jens', 'none'],
    ['da', 'Skrive referat – sekretæren, senest 1. december', 'Skrive referat', '(secretary)', '2026-12-01'],
    ['da', 'Betale lokalet (kassereren inden den 24/11)', 'Betale lokalet', '(treasurer)', '2026-11-24'],
    [
      'de',
      'Gäste einladen – stellvertretender Vorsitz, bis zum 24. Dezember',
      'Gäste einladen',
      '(deputy)',
      '2026-12-24',
    ],
    [
      'fr',
      'Écrire aux familles (le responsable jeunesse, d’ici le 24 décembre)',
      'Écrire aux familles',
      '(youth-leader)',
      '2026-12-24',
    ],
    ['fr', 'Payer la salle : la trésorière', 'Payer la salle', '(treasurer)', 'none'],
    ['en', 'Book the hall (Jens, tomorrow)', 'Book the hall', 'jens', '2026-11-05'],
    ['en', 'Cake for all, Jens by 12 March', 'Cake for all', 'jens', '2027-03-12'],
  ] as const)('%s: %s', (language, line, what, owner, due) => {
    expect(read(line, language)).toEqual([what, owner, due]);
  });

  it.each([
    ['somebody who is not here', 'Book the hall (Karen)', 'Book the hall (Karen)', 'none', 'none'],
    ['a mention of nobody here', 'Book the hall @karen', 'Book the hall', 'unclear', 'none'],
    ['two people of one name', 'Book the hall (Anna, by 12 March)', 'Book the hall', 'unclear', '2027-03-12'],
    ['two people', 'Book the hall (Jens and Mette)', 'Book the hall', 'jens', 'unclear'],
    ['two mentions', 'Book the hall @Jens @Mette', 'Book the hall @Jens @Mette', 'unclear', 'none'],
    ['a day that does not exist', 'Book the hall (Jens, by 35 March)', 'Book the hall', 'jens', 'unclear'],
    ['a day that has passed', 'Book the hall (Jens, by 1 November)', 'Book the hall', 'jens', 'unclear'],
    ['the next of two weekdays', 'Book the hall (Jens, by next Friday)', 'Book the hall', 'jens', 'unclear'],
    ['a list of people', 'Invite Mette, Jens', 'Invite Mette', 'unclear', 'none'],
    ['a list with a day', 'Invite Mette, Jens by 12 March', 'Invite Mette', 'unclear', '2027-03-12'],
    ['a name in the middle', 'Ask Jens about the hall', 'Ask Jens about the hall', 'none', 'none'],
    [
      'a day in the middle',
      'Open the fair on 12 March at noon',
      'Open the fair on 12 March at noon',
      'none',
      'none',
    ],
    ['a river', 'Walk by the river (Jens)', 'Walk by the river', 'jens', 'none'],
    ['nothing but who and when', '@Jens by 12 March', '@Jens by 12 March', 'none', 'none'],
    ['an address of mail', 'Write to info@jens.dk', 'Write to info@jens.dk', 'none', 'none'],
  ])('asks back rather than guess: %s', (_, line, what, owner, due) => {
    expect(read(line)).toEqual([what, owner, due]);
  });

  it('takes a person of two towns for one, in the town of the writer', () => {
    const both = [person('here', 'Kim', 'a', 'UKIM00'), person('there', 'Kim', 'b', 'UKIM00')];
    expect(read('Call (Kim)', 'en', { people: both })).toEqual(['Call', 'here', 'none']);
    expect(read('Call (Kim)', 'en', { people: both, townId: 'town_b' })).toEqual(['Call', 'there', 'none']);
    const twice = [person('one', 'Kim', 'a', 'UKIM01'), person('two', 'Kim', 'a', 'UKIM02')];
    expect(read('Call (Kim)', 'en', { people: twice })[1]).toBe('unclear');
  });

  it('asks when a person is called like an office', () => {
    expect(read('Pay (Kasse)', 'de', { people: [person('k', 'Kasse')] })[1]).toBe('unclear');
  });

  it('asks an American which of 5 and 3 is the month', () => {
    const [, owner, due] = read('Call (Jens, by 05/03)', 'en', { timeZone: 'America/Los_Angeles' });
    expect([owner, due]).toEqual(['jens', 'unclear']);
  });
});

const word = fc.oneof(
  fc.constantFrom(
    'Jens',
    'Mette',
    '@mette',
    '@',
    '(',
    ')',
    ',',
    ':',
    ' – ',
    '-',
    'by',
    'inden',
    'bis',
    'avant le',
    '12',
    '35',
    'March',
    'april',
    '1.4.',
    '<@UJENS1>',
    '<@U>',
    'secretary',
    'Jugendleitung',
    'and',
    '[ ]',
    '\u202e',
    '𝔊',
    '2027-02-30',
  ),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const anyLine = fc.array(word, { maxLength: 14 }).map((words) => words.join(' '));
const anyLanguage = fc.constantFrom('en', 'da', 'de', 'fr' as const);

describe('any line', () => {
  it('is read without failing, and names only an owner and a day that stand in it', () => {
    fc.assert(
      fc.property(anyLine, anyLanguage, (line, language) => {
        const where = context(language);
        const { what, owner, due } = readTaskLine(line, where);
        expect(line === '' || what !== '').toBe(true);
        if (owner.state === 'member') {
          expect(line).toContain(owner.typed);
          const named = people.find(({ id }) => id === owner.memberId);
          const spoken = foldText(owner.typed).replace(/^@/, '').trim();
          const called = foldText(named?.displayName ?? '').replace(/\s+/g, ' ');
          const isMention = named?.accounts.some(({ userId }) => owner.typed.includes(userId));
          expect(isMention || called.replaceAll(' ', '.').includes(spoken.replace(/\s+/g, '.'))).toBe(true);
        }
        if (due.state === 'day') {
          const squeezed = line.replace(/\s+/g, ' ');
          expect(squeezed.replace(/<@[^>]*>|@\S+/g, '').replace(/\s+/g, '')).toContain(
            due.typed.replace(/<@[^>]*>|@\S+/g, '').replace(/\s+/g, ''),
          );
          const said = due.typed.split(/\s+/);
          const days = said.map((_, from) => parseDate(said.slice(from).join(' '), where));
          expect(days.some((day) => day.ok && day.value === due.on)).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('without digits, names and words of time has neither owner nor day', () => {
    const plain = fc
      .array(
        fc.constantFrom(
          'hall',
          'bus',
          'cake',
          'gæster',
          'Brot',
          'salle',
          ',',
          '(',
          ')',
          ':',
          '–',
          'by',
          'bis',
        ),
        {
          maxLength: 12,
        },
      )
      .map((words) => words.join(' '));
    fc.assert(
      fc.property(plain, anyLanguage, (line, language) => {
        const { owner, due } = readTaskLine(line, context(language));
        expect([owner.state, due.state]).toEqual(['none', 'none']);
      }),
    );
  });

  it('is read quickly: a whole form of the worst lines blocks nobody', () => {
    const worst = Array.from(
      { length: 20 },
      (_, n) => `a, (Jens by 1 ${'by den 3 '.repeat(10)}) ${n}: Jens – Jens, by 3`,
    );
    const started = performance.now();
    for (const line of worst) readTaskLine(line, context('fr'));
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
