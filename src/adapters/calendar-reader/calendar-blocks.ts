/** The lines of each component that say when it is; nothing else of the file is looked at. */
export interface CalendarBlocks {
  readonly events: readonly (readonly string[])[];
  readonly busy: readonly (readonly string[])[];
  readonly zones: readonly (readonly string[])[];
}

export class NotACalendar extends Error {
  override readonly name = 'NotACalendar';
}

export class TooMuch extends Error {
  override readonly name = 'TooMuch';
}

export const MOST_EVENTS = 5_000;
const MOST_ZONES = 200;

const WANTED =
  /^(UID|DTSTART|DTEND|DURATION|RRULE|RDATE|EXDATE|RECURRENCE-ID|STATUS|TRANSP|FREEBUSY|TZID|TZOFFSETFROM|TZOFFSETTO)[;:]/i;
const PARTS_OF_ZONES = ['STANDARD', 'DAYLIGHT'];

/**
 * Cuts a calendar into its components. A line that is no line spoils only the component it stands in.
 * @throws NotACalendar, also when its end is missing: then there is no telling what else is.
 * @throws TooMuch
 */
export function calendarBlocks(text: string): CalendarBlocks {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n|\r/);
  const names = lines.filter((line) => line.trim() !== '');
  const isLine = (line: string | undefined, wanted: string) => line?.trim().toUpperCase() === wanted;
  if (!isLine(names[0], 'BEGIN:VCALENDAR') || !isLine(names.at(-1), 'END:VCALENDAR'))
    throw new NotACalendar();

  const blocks = { events: [] as string[][], busy: [] as string[][], zones: [] as string[][] };
  const kinds: Readonly<Record<string, string[][]>> = {
    VEVENT: blocks.events,
    VFREEBUSY: blocks.busy,
    VTIMEZONE: blocks.zones,
  };
  let current: string[] | undefined;
  let name = '';
  /** Inside of a component of the component, such as an alarm, whose times are not the event's. */
  let inner = 0;
  for (const line of lines) {
    const begins = /^BEGIN:([A-Z-]{1,40})\s*$/i.exec(line)?.[1]?.toUpperCase();
    const ends = /^END:([A-Z-]{1,40})\s*$/i.exec(line)?.[1]?.toUpperCase();
    const partOfZone = name === 'VTIMEZONE' && PARTS_OF_ZONES.includes(begins ?? ends ?? '');
    if (current === undefined) {
      if (begins !== undefined && kinds[begins] !== undefined) {
        current = [line];
        name = begins;
        inner = 0;
      }
    } else if (ends === name && inner === 0) {
      current.push(line);
      kinds[name]?.push(current);
      current = undefined;
      if (blocks.events.length > MOST_EVENTS || blocks.zones.length > MOST_ZONES) throw new TooMuch();
    } else if (partOfZone) current.push(line);
    else if (begins !== undefined) inner += 1;
    else if (ends !== undefined) inner = Math.max(0, inner - 1);
    else if (inner === 0 && WANTED.test(line)) current.push(line);
  }
  if (current !== undefined) throw new NotACalendar();
  return blocks;
}
