import type { LocalDate } from '../time/instant.ts';
import { addDays, addMonths, dateOfEpochDay, epochDayOfDate } from '../time/local-date.ts';
import type { Id } from '../world.ts';
import type { Programme } from './programme.ts';
import type { Lead, ProgrammeStep, ProgrammeTask, ProgrammeTemplate } from './programme-template.ts';

/** What should have been done already, and is to be done now, has so long. */
const CATCH_UP_DAYS = 7;

/** One step with its day. */
export interface PlannedStep {
  readonly task: ProgrammeTask;
  readonly seen: boolean;
  /** Where the plan puts it. */
  readonly plannedOn: LocalDate;
  /** That day lies before today. */
  readonly isPast: boolean;
  /** The day to promise it for; absent when it is left out. */
  readonly dueOn?: LocalDate;
}

/** The day that is so far from the programme's. @throws RangeError when the date does not exist. */
export function dayOf(on: LocalDate, { unit, count }: Lead): LocalDate {
  return unit === 'months' ? addMonths(on, count) : addDays(on, unit === 'weeks' ? 7 * count : count);
}

/**
 * All steps and confirmed deadlines by their planned day, those of one day in the order of the template. What is past is
 * left out or, with `past: 'now'`, due within a week, but no later than anything that is still to come.
 */
export function planProgramme(
  template: ProgrammeTemplate,
  { on, leftOut, past, deadlines }: Pick<Programme, 'on' | 'leftOut' | 'past' | 'deadlines'>,
  todayOn: LocalDate,
): PlannedStep[] {
  const dated = [
    ...template.steps.map((task) => ({ task, seen: task.seen, plannedOn: dayOf(on, task.lead) })),
    ...template.deadlines.flatMap(({ id, task }) => {
      const plannedOn = deadlines[id];
      return task === undefined || plannedOn === undefined ? [] : [{ task, seen: false, plannedOn }];
    }),
  ].sort((a, b) => (a.plannedOn < b.plannedOn ? -1 : a.plannedOn > b.plannedOn ? 1 : 0));
  const next = dated.find(({ plannedOn }) => plannedOn >= todayOn)?.plannedOn;
  const soon = addDays(todayOn, CATCH_UP_DAYS);
  const caughtUpOn = next !== undefined && next < soon ? next : soon;
  return dated.map((step) => {
    const isPast = step.plannedOn < todayOn;
    const isLeftOut = leftOut.includes(step.task.id) || (isPast && past === 'leave-out');
    return { ...step, isPast, ...(isLeftOut ? {} : { dueOn: isPast ? caughtUpOn : step.plannedOn }) };
  });
}

/** What one town is to promise to the others. */
export interface PlannedPromise {
  readonly task: ProgrammeTask;
  readonly dueOn: LocalDate;
  readonly ownerTownId: Id<'town'>;
  readonly toTownIds: readonly Id<'town'>[];
}

/** The steps as promises, by day: each has one town that owes it, to all the others that take part. */
export function promisesOf(
  steps: readonly PlannedStep[],
  programme: Pick<Programme, 'hostTownId' | 'guestTownIds' | 'plannedByTownId'>,
): PlannedPromise[] {
  const all = [programme.hostTownId, ...programme.guestTownIds];
  return steps.flatMap(({ task, dueOn }) =>
    dueOn === undefined
      ? []
      : ownersOf(task, programme).map((ownerTownId) => ({
          task,
          dueOn,
          ownerTownId,
          toTownIds: all.filter((id) => id !== ownerTownId),
        })),
  );
}

/** Which towns a step is for. */
export function ownersOf(
  { side }: Pick<ProgrammeTask, 'side'>,
  {
    hostTownId,
    guestTownIds,
    plannedByTownId,
  }: Pick<Programme, 'hostTownId' | 'guestTownIds' | 'plannedByTownId'>,
): readonly Id<'town'>[] {
  switch (side) {
    case 'host':
      return [hostTownId];
    case 'guest':
      return guestTownIds;
    case 'each':
      return [hostTownId, ...guestTownIds];
    case 'both':
      return [plannedByTownId];
  }
}

/**
 * Four years, with every length that months and spans of months can have; and of each month its first day and those that
 * not every month has. Between, all days behave like the first: no month cuts them short, so leads differ by the same.
 */
const CYCLE_DAYS = 1461;
const CYCLE_FROM = epochDayOfDate('2027-01-01');
const cycleDates = Array.from({ length: CYCLE_DAYS }, (_, index) =>
  dateOfEpochDay(CYCLE_FROM + index),
).filter((on) => on.endsWith('-01') || on.slice(8) > '28');

/** The steps that come, for some date, before a step that they need; and needs that name no step. */
export function outOfOrder(
  steps: readonly Pick<ProgrammeStep, 'id' | 'lead' | 'after'>[],
): { readonly step: string; readonly needs: string }[] {
  return steps.flatMap((step) =>
    step.after
      .filter((id) => {
        const needed = steps.find((other) => other.id === id);
        return needed === undefined || cycleDates.some((on) => dayOf(on, step.lead) < dayOf(on, needed.lead));
      })
      .map((needs) => ({ step: step.id, needs })),
  );
}

/**
 * The day to suggest for a deadline: that of the last one seen in the first year in which it is still to come. No more
 * than a guess to begin with.
 */
export function suggestedDay(lastOn: LocalDate, todayOn: LocalDate): LocalDate {
  let on = lastOn;
  for (let years = 1; on < todayOn; years += 1) on = addMonths(lastOn, 12 * years);
  return on;
}
