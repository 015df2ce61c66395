import { type Actor, audit, type Deps } from '../acting.ts';
import { type CalendarEntry, calendarEntry } from '../calendar/calendar-entry.ts';
import type { TwinningScope } from '../twinning/twinning.ts';
import type { Archive, ArchiveStore } from './archive-store.ts';

/** Of a monthly meeting these are eighty years. */
const MOST_MEETINGS = 1_000;
const EVER = 0;

export interface Export {
  readonly scope: TwinningScope;
  readonly archive: Archive;
  /** Every meeting whose time was fixed, soonest first. */
  readonly calendar: readonly CalendarEntry[];
}

/** Everything that is kept of the actor's twinning. That it was taken is written down first, so that it stands in it. */
export async function exportTwinning(
  { database, world, archives }: Deps & { readonly archives: ArchiveStore },
  actor: Actor,
): Promise<Export> {
  const now = world.now();
  const { twinning } = actor.scope;
  await database.transaction((tx) => audit(tx, world, now, actor, 'twin/export', twinning.id));
  const [archive, meetings] = await Promise.all([
    archives.read(twinning.id),
    database.calendars.datedMeetings([twinning.id], EVER, MOST_MEETINGS),
  ]);
  if (archive === undefined) throw new RangeError('a twinning vanished while it was exported');
  const { scope } = actor;
  return { scope, archive, calendar: meetings.flatMap((meeting) => calendarEntry(meeting, scope) ?? []) };
}
