import type { Commitment } from '../commitment/commitment.ts';
import { isOpen } from '../commitment/list-commitments.ts';
import { type Member, type Office, type OfficeKind, officeKinds } from '../committee/member.ts';
import { confirmedSlotOf, type Meeting } from '../meeting/meeting.ts';
import type { Attendance } from '../meeting/meeting-record.ts';
import { participation, type TownParticipation } from '../meeting/participation.ts';
import { foldText } from '../time/fold-text.ts';
import type { Instant, LocalDate } from '../time/instant.ts';
import { addMonths, dateAt } from '../time/local-date.ts';
import type { TwinningScope } from '../twinning/twinning.ts';

/** Days of the reader's calendar, both inclusive. */
export interface ReportPeriod {
  readonly fromOn: LocalDate;
  readonly untilOn: LocalDate;
}

export interface HeldMeeting {
  readonly number: number;
  readonly title: string;
  readonly at: Instant;
  /** Where it was held, in words of the towns; nothing where it was nowhere in particular. */
  readonly hostTownId?: string;
  /** The beginning of the minutes. */
  readonly minutes?: string;
  /** Undefined where nobody counted. */
  readonly present?: number;
  readonly convened?: number;
}

/** What became of the promises of one town. */
export const promiseStates = ['kept', 'reported', 'open', 'overdue', 'dropped'] as const;
export type PromiseState = (typeof promiseStates)[number];
export interface TownPromises {
  readonly townId: string;
  readonly counts: Readonly<Record<PromiseState, number>>;
}

export interface TownOffices {
  readonly townId: string;
  readonly held: readonly {
    readonly kind: OfficeKind;
    readonly holder: string;
    readonly untilOn?: LocalDate;
  }[];
  readonly vacant: readonly OfficeKind[];
}

/** A twinning's year, as it is told to a council and to those who come after. Plain data. */
export interface YearReport {
  readonly scope: TwinningScope;
  readonly period: ReportPeriod;
  readonly madeAt: Instant;
  /** Those that took place in the period, earliest first. */
  readonly held: readonly HeldMeeting[];
  /** Every month of the period (`YYYY-MM`), with how many meetings were held in it. */
  readonly months: readonly { readonly month: string; readonly meetings: number }[];
  readonly participation: readonly TownParticipation[];
  readonly promises: readonly TownPromises[];
  /** Themes of promises that the period touched, and those of earlier ones that it did not. */
  readonly themes: { readonly touched: readonly string[]; readonly untouched: readonly string[] };
  readonly offices: readonly TownOffices[];
  /** From when the report was made. */
  readonly ahead: {
    readonly meetings: readonly HeldMeeting[];
    /** Open, with a day, soonest first. */
    readonly promises: readonly Pick<Commitment, 'number' | 'what' | 'dueOn' | 'ownerTownId'>[];
  };
}

export interface ReportFacts {
  readonly scope: TwinningScope;
  /** Confirmed ones. */
  readonly meetings: readonly Meeting[];
  readonly attendances: readonly Attendance[];
  /** By meeting id. */
  readonly minutes: ReadonlyMap<string, string>;
  readonly commitments: readonly Commitment[];
  readonly offices: readonly Office[];
  /** Those who hold offices. */
  readonly members: readonly Member[];
}

/** So much of the minutes says what a meeting was about; the whole text is in the chat and in the export. */
const MINUTES_SHOWN = 420;
const AHEAD_SHOWN = 12;

/** Pure: what of these facts belongs into the report of a period, on a clock. */
export function yearReport(
  facts: ReportFacts,
  period: ReportPeriod,
  now: Instant,
  timeZone: string,
): YearReport {
  const { scope, commitments } = facts;
  const todayOn = dateAt(now, timeZone);
  const within = (at: Instant) => isWithin(dateAt(at, timeZone), period);
  const dated = facts.meetings
    .flatMap((meeting) => {
      const at = confirmedSlotOf(meeting)?.at;
      return meeting.state === 'confirmed' && at !== undefined ? [{ meeting, at }] : [];
    })
    .sort((a, b) => a.at - b.at || a.meeting.number - b.meeting.number);
  const past = dated.filter(({ at }) => at <= now && within(at));
  const counted = facts.attendances.filter(({ meetingId }) =>
    past.some(({ meeting }) => meeting.id === meetingId),
  );
  const touched = commitments.filter((one) => touches(one, period, within));
  return {
    scope,
    period,
    madeAt: now,
    held: past.map(({ meeting, at }) => heldMeeting(meeting, at, facts)),
    months: monthsOf(period).map((month) => ({
      month,
      meetings: past.filter(({ at }) => dateAt(at, timeZone).startsWith(month)).length,
    })),
    participation: participation(
      scope.towns.map(({ id }) => id),
      counted,
    ),
    promises: scope.towns.map(({ id }) => townPromises(id, touched, todayOn)),
    themes: themesOf(commitments, touched),
    offices: scope.towns.map(({ id }) => townOffices(id, facts)),
    ahead: {
      meetings: dated
        .filter(({ at }) => at > now)
        .slice(0, AHEAD_SHOWN)
        .map(({ meeting, at }) => heldMeeting(meeting, at, facts)),
      promises: commitments
        .filter((one) => isOpen(one) && one.dueOn !== undefined && one.dueOn >= todayOn)
        .sort((a, b) => ((a.dueOn ?? '') < (b.dueOn ?? '') ? -1 : 1))
        .slice(0, AHEAD_SHOWN),
    },
  };
}

const isWithin = (on: LocalDate, { fromOn, untilOn }: ReportPeriod): boolean => on >= fromOn && on <= untilOn;

/** Offered, due or changed in the period: the year had to do with it. */
const touches = (
  { createdAt, changedAt, dueOn }: Commitment,
  period: ReportPeriod,
  within: (at: Instant) => boolean,
): boolean => within(createdAt) || within(changedAt) || (dueOn !== undefined && isWithin(dueOn, period));

function heldMeeting(meeting: Meeting, at: Instant, { attendances, minutes }: ReportFacts): HeldMeeting {
  const attendance = attendances.find(({ meetingId }) => meetingId === meeting.id);
  const text = minutes.get(meeting.id);
  return {
    number: meeting.number,
    title: meeting.title,
    at,
    ...(meeting.hostTownId === undefined ? {} : { hostTownId: meeting.hostTownId }),
    ...(text === undefined ? {} : { minutes: beginning(text) }),
    ...(attendance === undefined
      ? {}
      : {
          present: attendance.people.filter(({ present }) => present).length,
          convened: attendance.people.length,
        }),
  };
}

/** Whole lines, as many as fit; of one that is too long, its first words. Tasks are promises, and told as those. */
function beginning(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !/^\s*- \[[ x]?\]/i.test(line));
  const shown: string[] = [];
  let left = MINUTES_SHOWN;
  for (const line of lines) {
    if (line.length > left) {
      if (shown.length === 0) shown.push(`${[...line].slice(0, MINUTES_SHOWN).join('')} …`);
      else shown.push('…');
      break;
    }
    shown.push(line);
    left -= line.length;
  }
  return shown.join('\n');
}

function monthsOf({ fromOn, untilOn }: ReportPeriod): string[] {
  const months: string[] = [];
  for (let on = `${fromOn.slice(0, 7)}-01`; on <= untilOn; on = addMonths(on, 1)) months.push(on.slice(0, 7));
  return months;
}

function townPromises(townId: string, touched: readonly Commitment[], todayOn: LocalDate): TownPromises {
  const counts: Record<PromiseState, number> = { kept: 0, reported: 0, open: 0, overdue: 0, dropped: 0 };
  for (const one of touched) if (one.ownerTownId === townId) counts[promiseState(one, todayOn)] += 1;
  return { townId, counts };
}

function promiseState({ state, dueOn }: Commitment, todayOn: LocalDate): PromiseState {
  switch (state) {
    case 'confirmed':
      return 'kept';
    case 'done':
      return 'reported';
    case 'declined':
    case 'withdrawn':
      return 'dropped';
    default:
      return state === 'accepted' && dueOn !== undefined && dueOn < todayOn ? 'overdue' : 'open';
  }
}

/** One theme however it was written; the first way of writing it is shown. */
function themesOf(all: readonly Commitment[], touched: readonly Commitment[]): YearReport['themes'] {
  const names = new Map<string, string>();
  for (const { theme } of all)
    if (theme !== undefined && !names.has(foldText(theme))) names.set(foldText(theme), theme);
  const now = new Set(touched.flatMap(({ theme }) => (theme === undefined ? [] : foldText(theme))));
  const sorted = [...names].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    touched: sorted.flatMap(([key, name]) => (now.has(key) ? name : [])),
    untouched: sorted.flatMap(([key, name]) => (now.has(key) ? [] : name)),
  };
}

function townOffices(townId: string, { offices, members }: ReportFacts): TownOffices {
  const held = officeKinds.flatMap((kind): TownOffices['held'][number][] => {
    const office = offices.find((one) => one.townId === townId && one.kind === kind);
    const holder = members.find(({ id }) => id === office?.holderId);
    if (office === undefined || holder === undefined) return [];
    const { untilOn } = office;
    return [{ kind, holder: holder.displayName, ...(untilOn === undefined ? {} : { untilOn }) }];
  });
  return { townId, held, vacant: officeKinds.filter((kind) => !held.some((one) => one.kind === kind)) };
}
