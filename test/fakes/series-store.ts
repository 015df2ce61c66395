import type { SeriesStore } from '../../src/core/series/series-store.ts';
import { StoreConflict } from '../../src/core/stores.ts';
import { copy, replace, select, type Tables } from './tables.ts';

export function fakeSeriesStore(tables: Tables): SeriesStore {
  return {
    async series(id) {
      return copy(tables.series.get(id));
    },
    // Transactions come one after the other here: whoever runs holds every row.
    async lockSeries(id) {
      return copy(tables.series.get(id));
    },
    async seriesOf(twinningId) {
      return select(
        tables.series.values(),
        (series) => series.twinningId === twinningId,
        ({ createdAt }) => createdAt,
        ({ id }) => id,
      );
    },
    async openSeries() {
      return select(
        tables.series.values(),
        ({ endedAt }) => endedAt === undefined,
        ({ createdAt }) => createdAt,
        ({ id }) => id,
      ).map(({ id }) => id);
    },
    async insertSeries(series) {
      if (tables.series.has(series.id)) throw new StoreConflict('series');
      tables.series.set(series.id, copy(series));
    },
    async saveSeries(series) {
      replace(tables.series, series);
    },
  };
}
