import { type Actor, audit, type Deps, post, refresh } from '../acting.ts';
import { followAnchor } from '../commitment/keep-change.ts';
import { refusal } from '../domain-error.ts';
import { mayDecide } from '../meeting/decide-meeting.ts';
import { lockMeeting } from '../meeting/find-meeting.ts';
import { confirmedAt, raised } from '../meeting/meeting.ts';
import { fixedMeetingViews } from '../reminder/reminder.ts';
import type { MeetingSeries } from './meeting-series.ts';

/** Ends the series that a meeting belongs to: all of it that is to come is called off, with one announcement. */
export async function endSeries(
  { database, world }: Deps,
  actor: Actor,
  input: { readonly number: number },
): Promise<{ readonly series: MeetingSeries; readonly cancelled: number }> {
  const now = world.now();
  return await database.transaction(async (tx) => {
    const meeting = await lockMeeting(tx, actor.scope, input.number);
    await mayDecide(tx, actor, meeting);
    const series = meeting.seriesId && (await tx.series.lockSeries(meeting.seriesId));
    if (series === undefined) throw refusal('error.series.none', { title: meeting.title });
    if (series.endedAt !== undefined) throw refusal('error.series.ended', { title: series.title });
    let cancelled = 0;
    for (const { id } of await tx.meetings.occurrencesOf(series.id)) {
      const occurrence = await tx.meetings.lockMeeting(id);
      if (occurrence?.state !== 'confirmed' || (confirmedAt(occurrence) ?? 0) <= now) continue;
      await tx.meetings.saveMeeting({
        ...occurrence,
        state: 'cancelled',
        ...raised(occurrence, now),
      });
      const about = { type: 'meeting', id } as const;
      await tx.reminders.cancelReminders(about);
      await refresh(tx, about, fixedMeetingViews);
      await followAnchor(tx, world, now, actor, about, true);
      cancelled += 1;
    }
    const ended: MeetingSeries = { ...series, endedAt: now };
    await tx.series.saveSeries(ended);
    const about = { type: 'twinning', id: series.twinningId } as const;
    await refresh(tx, about, ['series-started']);
    const args = { seriesId: series.id, count: String(cancelled) };
    await post(tx, world, now, actor.scope.spaces, about, 'series-ended', args);
    await audit(tx, world, now, actor, 'meeting/end-series', series.id);
    return { series: ended, cancelled };
  });
}
