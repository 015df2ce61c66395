import { type IcsComponent, insideOf, lineOf, onsetsOf, rawOf, readIcs } from './read-ics.ts';

const UTC = /^\d{8}T\d{6}Z$/;
const LOCAL = /^\d{8}T\d{6}$/;

/**
 * What no validator catches, rule by rule: the faults that made some program refuse a calendar or show it wrong.
 * Empty when there is none.
 */
export function lintIcs(text: string): string[] {
  const faults: string[] = [];
  const check = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault);
  };
  check(!/(^|[^\r])\n|\r(?!\n)/.test(text), 'a line does not end with CRLF');
  check(text.endsWith('\r\n'), 'the last line has no CRLF');
  check(!/(?![\t\r\n])\p{Cc}/u.test(text), 'a control character');
  for (const line of text.split('\r\n'))
    check(Buffer.byteLength(line) <= 75, `a line of ${Buffer.byteLength(line)} octets`);
  check(Buffer.from(text).toString() === text && !text.includes('\ufffd'), 'a torn character');

  // What is not made of lines cannot be read on.
  if (faults.some((fault) => fault.includes('CRLF'))) return faults;
  const calendar = readIcs(text);
  check(calendar.name === 'VCALENDAR', 'no VCALENDAR');
  check(rawOf(calendar, 'VERSION') === '2.0', 'no VERSION:2.0');
  check(rawOf(calendar, 'PRODID') !== '', 'no PRODID');
  const zones = insideOf(calendar, 'VTIMEZONE');
  const events = insideOf(calendar, 'VEVENT');
  const names = zones.map((zone) => rawOf(zone, 'TZID'));
  check(new Set(names).size === names.length, 'a VTIMEZONE twice');
  for (const zone of zones) faults.push(...zoneFaults(zone));
  const used = new Set(
    events.flatMap(({ lines }) => lines.flatMap(({ parameters }) => parameters.TZID ?? [])),
  );
  for (const zone of used) check(names.includes(zone), `no VTIMEZONE for ${zone}`);
  for (const name of names) check(used.has(name), `VTIMEZONE ${name} is not used`);

  const uids = events.map((event) => `${rawOf(event, 'UID')} ${rawOf(event, 'RECURRENCE-ID')}`);
  check(new Set(uids).size === uids.length, 'a UID twice');
  const method = rawOf(calendar, 'METHOD');
  for (const event of events) {
    faults.push(...eventFaults(event));
    if (method === 'CANCEL') check(rawOf(event, 'STATUS') === 'CANCELLED', 'CANCEL without STATUS:CANCELLED');
  }
  return faults;
}

function zoneFaults(zone: IcsComponent): string[] {
  const faults: string[] = [];
  const name = rawOf(zone, 'TZID');
  if (!/^[A-Za-z0-9_+/-]+$/.test(name)) faults.push(`TZID ${name} is no zone`);
  if (zone.inside.length === 0) faults.push(`${name}: neither STANDARD nor DAYLIGHT`);
  for (const observance of zone.inside) {
    for (const needed of ['DTSTART', 'TZOFFSETFROM', 'TZOFFSETTO'])
      if (lineOf(observance, needed) === undefined) faults.push(`${name}: no ${needed}`);
    if (!LOCAL.test(rawOf(observance, 'DTSTART'))) faults.push(`${name}: DTSTART is not local`);
    if (lineOf(observance, 'RDATE') !== undefined) faults.push(`${name}: RDATE, which Outlook refuses`);
    const until = /UNTIL=([^;]*)/.exec(rawOf(observance, 'RRULE'))?.[1];
    if (until !== undefined && !UTC.test(until)) faults.push(`${name}: UNTIL is not in UTC`);
  }
  if (faults.length === 0 && onsetsOf(zone, 2040).length === 0) faults.push(`${name}: never begins`);
  return faults;
}

function eventFaults(event: IcsComponent): string[] {
  const faults: string[] = [];
  const uid = rawOf(event, 'UID');
  const say = (fault: string) => faults.push(`${uid}: ${fault}`);
  if (uid === '') say('no UID');
  for (const stamp of ['DTSTAMP', 'LAST-MODIFIED', 'CREATED'])
    if (!UTC.test(rawOf(event, stamp))) say(`${stamp} is not in UTC`);
  if (!/^\d+$/.test(rawOf(event, 'SEQUENCE'))) say('no SEQUENCE');
  const [start, end] = [lineOf(event, 'DTSTART'), lineOf(event, 'DTEND')];
  for (const moment of [start, end]) {
    const local = moment?.parameters.TZID !== undefined;
    if (moment === undefined || !(local ? LOCAL : UTC).test(moment.value)) say('a time without its zone');
  }
  if (start?.parameters.TZID !== end?.parameters.TZID) say('begins and ends on different clocks');
  if ((end?.value ?? '') <= (start?.value ?? '')) say('ends before it begins');
  const cn = lineOf(event, 'ORGANIZER')?.parameters.CN;
  if (lineOf(event, 'ORGANIZER') !== undefined && cn !== undefined && !/^("[^"]*"|[^";:,]*)$/.test(cn))
    say('a CN that must be quoted');
  if (lineOf(event, 'ATTENDEE') !== undefined) say('names somebody who comes');
  if (!['CONFIRMED', 'CANCELLED'].includes(rawOf(event, 'STATUS'))) say('no STATUS');
  const until = /UNTIL=([^;]*)/.exec(rawOf(event, 'RRULE'))?.[1];
  if (until !== undefined && !UTC.test(until)) say('UNTIL is not in UTC');
  for (const alarm of event.inside.filter(({ name }) => name === 'VALARM'))
    if (lineOf(alarm, 'TRIGGER') === undefined) say('a VALARM without TRIGGER');
  return faults;
}
