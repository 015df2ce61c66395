import { describe, expect, it } from 'vitest';
import { busyTimes } from '../../../src/adapters/calendar-reader/busy-times.ts';
import { NotACalendar, TooMuch } from '../../../src/adapters/calendar-reader/calendar-blocks.ts';
import { calendarOf, eventOf } from './calendar-server.ts';

const window = { fromAt: Date.UTC(2027, 0, 1), untilAt: Date.UTC(2028, 0, 1) };

/** `2027-03-01T17:00Z/2027-03-01T18:00Z`, as one reads it. */
function busyIn(text: string, timeZone = 'Europe/Copenhagen', within = window) {
  const { busy, unread } = busyTimes(text, timeZone, within);
  const short = (at: number) => new Date(at).toISOString().replace(':00.000Z', 'Z');
  return { busy: busy.map(({ fromAt, untilAt }) => `${short(fromAt)}/${short(untilAt)}`), unread };
}
const busyOf = (...events: readonly string[]) => {
  const { busy, unread } = busyIn(calendarOf(...events.map(eventOf)));
  expect(unread).toBe(0);
  return busy;
};

describe('when somebody is busy', () => {
  it('is from the beginning of an event to its end, by its zone', () => {
    expect(
      busyOf(
        'DTSTART:20270301T160000Z\nDTEND:20270301T170000Z',
        'DTSTART;TZID=America/Los_Angeles:20270701T090000\nDTEND;TZID=America/Los_Angeles:20270701T103000',
        'DTSTART;TZID=Europe/Copenhagen:20270801T090000\nDURATION:PT1H30M',
        'DTSTART;TZID=/freeassociation.example/Europe/Berlin:20270901T090000\nDURATION:PT1H',
      ),
    ).toEqual([
      '2027-03-01T16:00Z/2027-03-01T17:00Z',
      '2027-07-01T16:00Z/2027-07-01T17:30Z',
      '2027-08-01T07:00Z/2027-08-01T08:30Z',
      '2027-09-01T07:00Z/2027-09-01T08:00Z',
    ]);
  });

  it('is on the owner’s clock where no zone is said, and for whole days', () => {
    const text = calendarOf(
      eventOf('DTSTART:20270110T090000\nDTEND:20270110T100000'),
      eventOf('DTSTART;VALUE=DATE:20270712\nDTEND;VALUE=DATE:20270714'),
      eventOf('DTSTART;VALUE=DATE:20270801'),
    );
    expect(busyIn(text, 'Europe/Copenhagen').busy).toEqual([
      '2027-01-10T08:00Z/2027-01-10T09:00Z',
      '2027-07-11T22:00Z/2027-07-13T22:00Z',
      '2027-07-31T22:00Z/2027-08-01T22:00Z',
    ]);
    expect(busyIn(text, 'America/Los_Angeles').busy[2]).toBe('2027-08-01T07:00Z/2027-08-02T07:00Z');
  });

  it('follows a zone that the file describes, as Outlook writes it', () => {
    const zone = `BEGIN:VTIMEZONE
      TZID:Romance Standard Time
      BEGIN:STANDARD
      DTSTART:16010101T030000
      TZOFFSETFROM:+0200
      TZOFFSETTO:+0100
      RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
      END:STANDARD
      BEGIN:DAYLIGHT
      DTSTART:16010101T020000
      TZOFFSETFROM:+0100
      TZOFFSETTO:+0200
      RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
      END:DAYLIGHT
      END:VTIMEZONE`;
    const weekly = eventOf(
      'DTSTART;TZID=Romance Standard Time:20270322T180000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2',
    );
    expect(busyIn(calendarOf(zone, weekly), 'America/Los_Angeles')).toEqual({
      busy: ['2027-03-22T17:00Z/2027-03-22T18:00Z', '2027-03-29T16:00Z/2027-03-29T17:00Z'],
      unread: 0,
    });
    // Whoever calls a zone so and does not describe it, lives there.
    expect(busyIn(calendarOf(weekly), 'Europe/Paris').busy).toHaveLength(2);
  });

  it('is not while an event takes no time of its owner’s, or does not take place', () => {
    expect(
      busyOf(
        'DTSTART:20270301T160000Z\nDTEND:20270301T170000Z\nTRANSP:TRANSPARENT',
        'DTSTART:20270302T160000Z\nDTEND:20270302T170000Z\nSTATUS:CANCELLED',
        'DTSTART:20270303T160000Z\nDTEND:20270303T160000Z',
        'DTSTART:20270304T160000Z\nDTEND:20270304T170000Z\nSTATUS:TENTATIVE\nTRANSP:OPAQUE',
      ),
    ).toEqual(['2027-03-04T16:00Z/2027-03-04T17:00Z']);
  });

  it('reaches neither before nor beyond what is asked about', () => {
    expect(
      busyOf(
        'DTSTART:20200101T000000Z\nDTEND:20270101T060000Z',
        'DTSTART:20271231T230000Z\nDTEND:20990101T000000Z',
        'DTSTART:20260101T000000Z\nDTEND:20260102T000000Z',
      ),
    ).toEqual(['2027-01-01T00:00Z/2027-01-01T06:00Z', '2027-12-31T23:00Z/2028-01-01T00:00Z']);
  });

  it('is one time where events overlap or touch', () => {
    expect(
      busyOf(
        'DTSTART:20270301T160000Z\nDTEND:20270301T170000Z',
        'DTSTART:20270301T163000Z\nDTEND:20270301T164500Z',
        'DTSTART:20270301T170000Z\nDTEND:20270301T180000Z',
      ),
    ).toEqual(['2027-03-01T16:00Z/2027-03-01T18:00Z']);
  });

  it('is read from calendars that tell nothing but this', () => {
    const text = calendarOf(`BEGIN:VFREEBUSY
      FREEBUSY;FBTYPE=BUSY:20270301T160000Z/20270301T170000Z,20270302T160000Z/PT30M
      FREEBUSY;FBTYPE=FREE:20270303T160000Z/20270303T170000Z
      END:VFREEBUSY`);
    expect(busyIn(text).busy).toEqual([
      '2027-03-01T16:00Z/2027-03-01T17:00Z',
      '2027-03-02T16:00Z/2027-03-02T16:30Z',
    ]);
  });

  it('leaves an alarm’s times alone', () => {
    expect(
      busyOf(
        'DTSTART:20270301T160000Z\nDTEND:20270301T170000Z\nBEGIN:VALARM\nTRIGGER:-PT15M\nDURATION:PT5H\nDTSTART:20270501T160000Z\nEND:VALARM',
      ),
    ).toEqual(['2027-03-01T16:00Z/2027-03-01T17:00Z']);
  });
});

describe('series', () => {
  const start =
    'UID:s\nDTSTART;TZID=Europe/Copenhagen:20270322T180000\nDTEND;TZID=Europe/Copenhagen:20270322T190000';

  it('keep their hour when the clocks change', () => {
    expect(busyOf(`${start}\nRRULE:FREQ=WEEKLY;COUNT=2`)).toEqual([
      '2027-03-22T17:00Z/2027-03-22T18:00Z',
      '2027-03-29T16:00Z/2027-03-29T17:00Z',
    ]);
  });

  it('that fall into the hour that is left out, begin after it', () => {
    expect(
      busyOf('DTSTART;TZID=Europe/Copenhagen:20270327T023000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2')[1],
    ).toBe('2027-03-28T01:30Z/2027-03-28T02:30Z');
  });

  it('end by the last instant that is said, on their own clock, or with that day', () => {
    expect(busyOf(`${start}\nRRULE:FREQ=WEEKLY;UNTIL=20270329T160000Z`)).toHaveLength(2);
    expect(busyOf(`${start}\nRRULE:FREQ=WEEKLY;UNTIL=20270329T155900Z`)).toHaveLength(1);
    expect(busyOf(`${start}\nRRULE:FREQ=WEEKLY;UNTIL=20270329`)).toHaveLength(2);
    expect(busyOf('DTSTART;VALUE=DATE:20270701\nRRULE:FREQ=DAILY;UNTIL=20270702T220000Z')).toEqual([
      '2027-06-30T22:00Z/2027-07-03T22:00Z',
    ]);
  });

  it('have exceptions, additions, and occurrences that were moved or dropped', () => {
    const zone = ';TZID=Europe/Copenhagen:';
    expect(
      busyOf(
        `${start}\nRRULE:FREQ=WEEKLY;COUNT=5\nEXDATE${zone}20270329T180000\nRDATE${zone}20270601T180000`,
        `UID:s\nRECURRENCE-ID${zone}20270405T180000\nDTSTART${zone}20270406T080000\nDTEND${zone}20270406T090000`,
        `UID:s\nRECURRENCE-ID:20270412T160000Z\nSTATUS:CANCELLED\nDTSTART${zone}20270412T180000\nDURATION:PT1H`,
      ),
    ).toEqual([
      '2027-03-22T17:00Z/2027-03-22T18:00Z',
      '2027-04-06T06:00Z/2027-04-06T07:00Z',
      '2027-04-19T16:00Z/2027-04-19T17:00Z',
      '2027-06-01T16:00Z/2027-06-01T17:00Z',
    ]);
  });

  it('take exceptions that name only the day, and additions with an end', () => {
    expect(
      busyOf(
        `${start}\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20270323\nRDATE;VALUE=PERIOD:20270601T160000Z/PT2H`,
      ),
    ).toEqual([
      '2027-03-22T17:00Z/2027-03-22T18:00Z',
      '2027-03-24T17:00Z/2027-03-24T18:00Z',
      '2027-06-01T16:00Z/2027-06-01T18:00Z',
    ]);
  });

  it('that began long ago still come round, and those that ended do not', () => {
    expect(busyOf('DTSTART:19900105T180000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY')).toHaveLength(365);
    expect(busyOf('DTSTART:19900105T180000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=20000')).toHaveLength(365);
    expect(busyOf('DTSTART:19900105T180000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2')).toEqual([]);
    expect(
      busyOf('DTSTART:20200105T180000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=20260101T000000Z'),
    ).toEqual([]);
  });
});

describe('bad calendars', () => {
  const good = eventOf('DTSTART:20270301T160000Z\nDTEND:20270301T170000Z');

  it.each([
    'DTSTART:20270301T160000Z\nDURATION:PT1H\nRRULE:FREQ=SECONDLY',
    'DTSTART:20270301T160000Z\nDURATION:PT1H\nRRULE:FREQ=MINUTELY',
    'DTSTART:20270301T160000Z\nDURATION:PT1H\nRRULE:FREQ=SOMETIMES',
    'DTSTART:20270301T160000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;BYDAY=XX',
    'DTSTART:20270301T160000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=tomorrow',
    'DTSTART:20270301T160000Z\nDURATION:PT1H\nRRULE:',
    'DTSTART:next monday\nDURATION:PT1H',
    'DTSTART:20271301T990000Z\nDURATION:PT1H',
    'DTSTART:20270301T160000Z\nDTEND:20270301T150000Z',
    'DTSTART:20270301T160000Z\nDURATION:-PT1H',
    'DTSTART:20270301T160000Z\nDURATION:a while',
    'DTEND:20270301T160000Z',
    'DTSTART',
  ])('lose the entry that cannot be understood, and say so: %s', (lines) => {
    const { busy, unread } = busyIn(calendarOf(good, eventOf(lines)));
    expect({ busy, unread }).toEqual({ busy: ['2027-03-01T16:00Z/2027-03-01T17:00Z'], unread: 1 });
  });

  it.each([
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;INTERVAL=999999999',
    'FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;COUNT=99999999999;BYMONTH=2;BYMONTHDAY=31',
  ])('do not hang on a rule that never comes round: %s', (rule) => {
    const { busy } = busyIn(
      calendarOf(good, eventOf(`DTSTART:20260131T090000Z\nDURATION:PT1H\nRRULE:${rule}`)),
    );
    expect(busy).toEqual(['2027-03-01T16:00Z/2027-03-01T17:00Z']);
  });

  it.each([
    ['nothing', ''],
    ['a page', '<!doctype html><title>Sign in</title>'],
    ['an address book', 'BEGIN:VCARD\nEND:VCARD'],
    ['cut off in the middle', calendarOf(good, good).slice(0, 150)],
    ['an event that never ends', calendarOf(good).replace('END:VEVENT', 'END:VSOMETHING')],
    ['nothing that is understood', calendarOf(eventOf('DTSTART:?'))],
  ])('that are none are refused: %s', (_, text) => {
    expect(() => busyIn(text)).toThrow(NotACalendar);
  });

  it('are read with other line ends, a mark at the beginning, folded lines and strange ones between', () => {
    const text = `\uFEFF${calendarOf(good)}`
      .replaceAll('\r\n', '\n')
      .replace('DTSTART:20270301', 'what is this\nX-;;;:\nDTSTART:2027\n 0301');
    expect(busyIn(text)).toEqual({ busy: ['2027-03-01T16:00Z/2027-03-01T17:00Z'], unread: 0 });
  });

  it('with more in them than is read are refused', () => {
    const many = (count: number, lines: string) =>
      calendarOf(...Array.from({ length: count }, () => eventOf(lines)));
    expect(busyIn(many(5_000, 'DTSTART:20270301T160000Z\nDURATION:PT1H')).busy).toHaveLength(1);
    expect(() => busyIn(many(5_001, 'DTSTART:20270301T160000Z'))).toThrow(TooMuch);
    expect(() => busyIn(many(2_001, 'DTSTART:20200301T160000Z\nRRULE:FREQ=YEARLY;UNTIL=20210101'))).toThrow(
      TooMuch,
    );
    expect(() => busyIn(many(10, 'DTSTART:20270101T000000Z\nDURATION:PT1M\nRRULE:FREQ=HOURLY'))).toThrow(
      TooMuch,
    );
  });

  it('that are empty are no mistake', () => {
    expect(busyIn(calendarOf())).toEqual({ busy: [], unread: 0 });
  });
});
