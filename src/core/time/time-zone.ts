import { foldText } from './fold-text.ts';

/** Names that the zone database uses today, for the older spelling that ICU still answers with. */
const MODERN_NAME: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

const known = new Set<string>();
let listed: readonly string[] | undefined;

/**
 * True for a zone of the IANA database, in any case. Not for the empty string (which some libraries take for
 * the process's own zone) nor for a bare offset such as `+01:00`, which knows no daylight saving.
 */
export function isTimeZone(timeZone: string): boolean {
  if (known.has(timeZone)) return true;
  if (timeZone.length > 60 || !/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(timeZone)) return false;
  const lower = timeZone.toLowerCase();
  if (known.has(lower)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    return false;
  }
  // Both keys are safe to keep: at most one lower-case and one listed spelling per zone.
  known.add(lower);
  if (allTimeZones().includes(timeZone)) known.add(timeZone);
  return true;
}

/** Every zone the runtime lists, under its modern name, with UTC; sorted. */
export function allTimeZones(): readonly string[] {
  listed ??= [...new Set([...Intl.supportedValuesOf('timeZone').map(modernName), 'UTC'])].sort();
  return listed;
}

export type TimeZoneReading =
  | { readonly ok: true; readonly timeZone: string }
  | {
      readonly ok: false;
      readonly problem: 'zone-unknown';
      readonly typed: string;
      readonly suggestions: readonly string[];
    };

/**
 * The zone under its usual spelling (`europe/kiev` is Europe/Kyiv, `US/Eastern` is America/New_York), or the
 * zones that may have been meant ("Copenhagen": Europe/Copenhagen).
 */
export function normaliseTimeZone(typed: string): TimeZoneReading {
  const trimmed = typed.trim().replaceAll(' ', '_');
  const lower = trimmed.toLowerCase();
  const exact = allTimeZones().find((zone) => zone.toLowerCase() === lower);
  if (exact !== undefined) return { ok: true, timeZone: exact };
  if (isTimeZone(trimmed)) {
    return {
      ok: true,
      timeZone: modernName(new Intl.DateTimeFormat('en', { timeZone: trimmed }).resolvedOptions().timeZone),
    };
  }
  return {
    ok: false,
    problem: 'zone-unknown',
    typed: typed.slice(0, 100),
    suggestions: suggestTimeZones(typed, 5),
  };
}

/** Zones whose city or region resembles what was typed, best first, at most `limit`; none for an empty text. */
export function suggestTimeZones(typed: string, limit: number): string[] {
  const wanted = searchForm(typed.slice(0, 60));
  if (wanted === '') return [];
  const ranked: { zone: string; rank: number }[] = [];
  for (const zone of allTimeZones()) {
    const whole = searchForm(zone);
    const city = searchForm(zone.slice(zone.lastIndexOf('/') + 1));
    const rank = rankOf(wanted, city, whole);
    if (rank !== undefined) ranked.push({ zone, rank });
  }
  ranked.sort((a, b) => a.rank - b.rank || (a.zone < b.zone ? -1 : 1));
  return ranked.slice(0, Math.max(0, limit)).map(({ zone }) => zone);
}

function rankOf(wanted: string, city: string, whole: string): number | undefined {
  if (city === wanted || whole === wanted) return 0;
  if (city.startsWith(wanted) || whole.startsWith(wanted)) return 1;
  if (whole.includes(wanted)) return 2;
  // "Kopenhagen, Danmark": a zone's city inside what was typed, or one or two slips of the finger.
  if (city.length >= 4 && wanted.split(' ').includes(city)) return 3;
  const firstWord = wanted.split(' ')[0] ?? wanted;
  for (const word of wanted === firstWord ? [wanted] : [wanted, firstWord]) {
    if (word.length >= 5 && Math.abs(word.length - city.length) <= 2 && editDistance(word, city) <= 2)
      return 4;
  }
  return undefined;
}

function searchForm(text: string): string {
  return foldText(text)
    .replace(/[^a-z0-9+-]/g, ' ')
    .replace(/ +/g, ' ')
    .trim();
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(swap, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

function modernName(zone: string): string {
  return MODERN_NAME[zone] ?? zone;
}
