import { meetingKinds } from '../../core/meeting/meeting.ts';
import type { MeetingSeries } from '../../core/series/meeting-series.ts';
import type { SeriesStore } from '../../core/series/series-store.ts';
import type { Id } from '../../core/world.ts';
import type { MeetingSeries as SeriesRow } from './generated/client.ts';
import { orConflict } from './prisma-error.ts';
import {
  type Client,
  readId,
  readWordOrNull,
  toDate,
  toDateOrNull,
  toInstant,
  toInstantOrNull,
  withoutNulls,
} from './row.ts';

export function prismaSeriesStore(client: Client): SeriesStore {
  async function series(id: Id<'ser'>): Promise<MeetingSeries | undefined> {
    const row = await client.meetingSeries.findUnique({ where: { id } });
    return row === null ? undefined : readSeries(row);
  }

  return {
    series,
    async lockSeries(id) {
      const held = await client.$queryRaw<
        unknown[]
      >`SELECT 1 FROM meeting_series WHERE id = ${id} FOR NO KEY UPDATE`;
      return held.length === 0 ? undefined : series(id);
    },
    async seriesOf(twinningId) {
      const rows = await client.meetingSeries.findMany({
        where: { twinningId },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      });
      return rows.map(readSeries);
    },
    async openSeries() {
      const rows = await client.meetingSeries.findMany({
        where: { endedAt: null },
        select: { id: true },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      });
      return rows.map(({ id }) => readId('ser', id));
    },
    async insertSeries(inserted) {
      await orConflict(
        'series',
        client.meetingSeries.createMany({ data: { id: inserted.id, ...columns(inserted) } }),
      );
    },
    async saveSeries(saved) {
      await client.meetingSeries.update({ where: { id: saved.id }, data: columns(saved) });
    },
  };
}

function columns(series: MeetingSeries) {
  return {
    twinningId: series.twinningId,
    title: series.title,
    kind: series.kind ?? null,
    lengthMinutes: series.lengthMinutes,
    rule: series.rule,
    timeZone: series.timeZone,
    startWall: series.startWall,
    untilOn: series.untilOn ?? null,
    hostTownIds: [...series.hostTownIds],
    participantIds: [...series.participantIds],
    organiserId: series.organiserId,
    createdAt: toDate(series.createdAt),
    endedAt: toDateOrNull(series.endedAt),
  };
}

function readSeries(row: SeriesRow): MeetingSeries {
  return withoutNulls({
    id: readId('ser', row.id),
    twinningId: readId('twn', row.twinningId),
    title: row.title,
    kind: readWordOrNull(meetingKinds, row.kind),
    lengthMinutes: row.lengthMinutes,
    rule: row.rule,
    timeZone: row.timeZone,
    startWall: row.startWall,
    untilOn: row.untilOn,
    hostTownIds: row.hostTownIds.map((id) => readId('town', id)),
    participantIds: row.participantIds.map((id) => readId('mbr', id)),
    organiserId: readId('mbr', row.organiserId),
    createdAt: toInstant(row.createdAt),
    endedAt: toInstantOrNull(row.endedAt),
  });
}
