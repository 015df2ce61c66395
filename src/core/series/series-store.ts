import type { Id } from '../world.ts';
import type { MeetingSeries } from './meeting-series.ts';

/** Port: series of meetings. Their occurrences are meetings. */
export interface SeriesStore {
  series(id: Id<'ser'>): Promise<MeetingSeries | undefined>;
  /** Like `series`, and holds the row until the transaction ends: its occurrences are made by one at a time. */
  lockSeries(id: Id<'ser'>): Promise<MeetingSeries | undefined>;
  /** Of a twinning, ended ones too, oldest first. */
  seriesOf(twinningId: Id<'twn'>): Promise<MeetingSeries[]>;
  /** All that have not ended, oldest first. */
  openSeries(): Promise<Id<'ser'>[]>;
  insertSeries(series: MeetingSeries): Promise<void>;
  saveSeries(series: MeetingSeries): Promise<void>;
}
