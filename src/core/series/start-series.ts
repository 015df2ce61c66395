import { type Actor, audit, type Deps, post } from '../acting.ts';
import { refusal } from '../domain-error.ts';
import type { Meeting } from '../meeting/meeting.ts';
import type { Proposal } from '../meeting/propose-meeting.ts';
import type { LocalDate, ZonedMoment } from '../time/instant.ts';
import { completeRule } from '../time/recurrence.ts';
import { formatRule, type RecurrenceRule } from '../time/recurrence-rule.ts';
import { dateOfWall } from '../time/wall-time.ts';
import { wallAt } from '../time/zone-offset.ts';
import { makeOccurrences } from './make-occurrences.ts';
import type { MeetingSeries } from './meeting-series.ts';

export interface SeriesWish extends Pick<Proposal, 'title' | 'lengthMinutes' | 'kind' | 'participantIds'> {
  /** As it was said; what it leaves open follows from the first day. */
  readonly rule: RecurrenceRule;
  readonly from: ZonedMoment;
  readonly untilOn?: LocalDate;
}

/**
 * A recurring meeting, promised on the clock of the actor's town; the towns take turns as host, theirs first. One
 * announcement in every space, however many occurrences there are.
 */
export async function startSeries(
  { database, world }: Deps,
  actor: Actor,
  wish: SeriesWish,
): Promise<{ readonly series: MeetingSeries; readonly occurrences: readonly Meeting[] }> {
  const now = world.now();
  const { scope, town, member } = actor;
  const startWall = wallAt(wish.from.at, town.timeZone);
  const startOn = dateOfWall(startWall);
  if (wish.untilOn !== undefined && wish.untilOn < startOn)
    throw refusal('error.series.until-before', { from: startOn, until: wish.untilOn }).of('until');
  const series: MeetingSeries = {
    id: world.newId('ser'),
    twinningId: scope.twinning.id,
    title: wish.title,
    ...(wish.kind === undefined ? {} : { kind: wish.kind }),
    lengthMinutes: wish.lengthMinutes,
    rule: formatRule(completeRule(wish.rule, startOn)),
    timeZone: town.timeZone,
    startWall,
    ...(wish.untilOn === undefined ? {} : { untilOn: wish.untilOn }),
    hostTownIds: [town.id, ...scope.towns.map(({ id }) => id).filter((id) => id !== town.id)],
    participantIds: wish.participantIds,
    organiserId: member.id,
    createdAt: now,
  };
  return await database.transaction(async (tx) => {
    await tx.series.insertSeries(series);
    const occurrences = await makeOccurrences(tx, world, now, scope, series);
    if (occurrences.length === 0) throw refusal('error.series.never').of('every');
    const about = { type: 'twinning', id: scope.twinning.id } as const;
    await post(tx, world, now, scope.spaces, about, 'series-started', { seriesId: series.id });
    await audit(tx, world, now, actor, 'meeting/series', series.id);
    return { series, occurrences };
  });
}
