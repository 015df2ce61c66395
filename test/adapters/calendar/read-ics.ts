/**
 * A reader of iCalendar text, written for the tests from RFC 5545 alone: it shares nothing with the code that writes.
 */
export interface IcsLine {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly value: string;
}
export interface IcsComponent {
  readonly name: string;
  readonly lines: readonly IcsLine[];
  readonly inside: readonly IcsComponent[];
}

export function readIcs(text: string): IcsComponent {
  const root: IcsComponent = { name: '', lines: [], inside: [] };
  const open = [root];
  for (const raw of text.replace(/\r\n[ \t]/g, '').split('\r\n')) {
    if (raw === '') continue;
    const line = readLine(raw);
    const top = open.at(-1) ?? root;
    if (line.name === 'BEGIN') {
      const begun: IcsComponent = { name: line.value, lines: [], inside: [] };
      (top.inside as IcsComponent[]).push(begun);
      open.push(begun);
    } else if (line.name === 'END') {
      if (top.name !== line.value) throw new Error(`END:${line.value} inside ${top.name}`);
      open.pop();
    } else (top.lines as IcsLine[]).push(line);
  }
  const [only, ...others] = root.inside;
  if (open.length !== 1 || only === undefined || others.length > 0) throw new Error('not one component');
  return only;
}

function readLine(raw: string): IcsLine {
  const parts = /^([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)$/s.exec(
    raw,
  );
  if (parts === null) throw new Error(`not a content line: ${raw}`);
  const parameters = Object.fromEntries(
    [...(parts[2] ?? '').matchAll(/;([A-Z0-9-]+)=("[^"]*"|[^;]*)/g)].map((found) => [found[1], found[2]]),
  );
  return { name: parts[1] ?? '', parameters, value: parts[3] ?? '' };
}

export const lineOf = (component: IcsComponent, name: string): IcsLine | undefined =>
  component.lines.find((line) => line.name === name);
export const rawOf = (component: IcsComponent, name: string): string => lineOf(component, name)?.value ?? '';
export const textOf = (component: IcsComponent, name: string): string =>
  rawOf(component, name).replace(/\\([\\;,nN])/g, (_, escaped: string) =>
    escaped.toLowerCase() === 'n' ? '\n' : escaped,
  );
export const insideOf = (component: IcsComponent, name: string): IcsComponent[] =>
  component.inside.filter((one) => one.name === name);

/** `19700329T020000` as milliseconds, its clock read as if it were UTC. */
export const lineOfStamp = (stamp: string): number =>
  Date.UTC(
    Number(stamp.slice(0, 4)),
    Number(stamp.slice(4, 6)) - 1,
    Number(stamp.slice(6, 8)),
    Number(stamp.slice(9, 11)),
    Number(stamp.slice(11, 13)),
    Number(stamp.slice(13, 15)),
  );

const MINUTE = 60_000;
const offsetOf = (text: string): number =>
  (text.startsWith('-') ? -1 : 1) * (Number(text.slice(1, 3)) * 60 + Number(text.slice(3, 5)));

/** When its clocks change until the end of `lastYear`: each onset with the offset from then on, in minutes. */
export function onsetsOf(vtimezone: IcsComponent, lastYear: number): { at: number; offset: number }[] {
  return vtimezone.inside
    .flatMap((observance) => {
      const before = offsetOf(rawOf(observance, 'TZOFFSETFROM'));
      const offset = offsetOf(rawOf(observance, 'TZOFFSETTO'));
      const start = lineOfStamp(rawOf(observance, 'DTSTART'));
      return startsOf(start, rawOf(observance, 'RRULE'), before, lastYear).map((line) => ({
        at: line - before * MINUTE,
        offset,
      }));
    })
    .sort((a, b) => a.at - b.at);
}

export function offsetAt(onsets: readonly { at: number; offset: number }[], at: number): number | undefined {
  return onsets.findLast((onset) => onset.at <= at)?.offset;
}

const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** Every day of every year is asked whether the rule names it: slow, and hard to get wrong. */
function startsOf(start: number, rrule: string, before: number, lastYear: number): number[] {
  if (rrule === '') return [start];
  const rule = Object.fromEntries(rrule.split(';').map((part) => part.split('=') as [string, string]));
  const { FREQ, BYMONTH, BYDAY, BYMONTHDAY, UNTIL, ...unknown } = rule;
  if (FREQ !== 'YEARLY' || Object.keys(unknown).length > 0) throw new Error(`an unusual rule: ${rrule}`);
  if (UNTIL !== undefined && !UNTIL.endsWith('Z')) throw new Error('UNTIL is not in UTC');
  const until = UNTIL === undefined ? Number.POSITIVE_INFINITY : lineOfStamp(UNTIL);
  const [, count, weekday] = /^(-?\d)?([A-Z]{2})$/.exec(BYDAY ?? '') ?? [];
  const month = Number(BYMONTH) - 1;
  const found: number[] = [];
  for (let year = new Date(start).getUTCFullYear(); year <= lastYear; year++) {
    const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    for (let day = 1; day <= length; day++) {
      const line = Date.UTC(year, month, day) + (start % 86_400_000);
      const fits =
        (weekday === undefined || DAYS[new Date(line).getUTCDay()] === weekday) &&
        (BYMONTHDAY === undefined || BYMONTHDAY.split(',').map(Number).includes(day)) &&
        (count === undefined ||
          (Number(count) > 0 ? Math.ceil(day / 7) : -Math.ceil((length + 1 - day) / 7)) === Number(count));
      if (fits && line >= start && line - before * MINUTE <= until) found.push(line);
    }
  }
  return found;
}
