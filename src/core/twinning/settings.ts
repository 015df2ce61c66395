import { DEFAULT_QUORUM, type QuorumRule } from '../meeting/quorum.ts';
import type { LocalDate } from '../time/instant.ts';
import type { Id } from '../world.ts';

/** What the towns of a twinning have agreed about how it works. */
export interface TwinningSettings {
  readonly twinningId: Id<'twn'>;
  /** Who must come for a meeting to be able to decide. */
  readonly quorum: QuorumRule;
  /** Where meetings take place when nobody names another place. */
  readonly videoLink?: string;
  /** Every so many months, counted from the agreement, the towns look back and ahead together. 3 to 60. */
  readonly reviewMonths: number;
  /** When the towns signed. */
  readonly signedOn?: LocalDate;
  /** What they signed: its words, or where they can be read. */
  readonly agreement?: string;
  /** After so many weeks without an answer a town's office holders are asked privately: 1 to 52; 0 is never. */
  readonly silenceWeeks: number;
}

export const REVIEW_MONTHS = 12;
const SILENCE_WEEKS = 4;

/** What holds until somebody changes it. */
export const defaultSettings = (twinningId: Id<'twn'>): TwinningSettings => ({
  twinningId,
  quorum: DEFAULT_QUORUM,
  reviewMonths: REVIEW_MONTHS,
  silenceWeeks: SILENCE_WEEKS,
});
