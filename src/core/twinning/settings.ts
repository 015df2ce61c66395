import { DEFAULT_QUORUM, type QuorumRule } from '../meeting/quorum.ts';
import type { Id } from '../world.ts';

/** What the towns of a twinning have agreed about how it works. */
export interface TwinningSettings {
  readonly twinningId: Id<'twn'>;
  /** Who must come for a meeting to be able to decide. */
  readonly quorum: QuorumRule;
  /** Where meetings take place when nobody names another place. */
  readonly videoLink?: string;
  /** After so many weeks without an answer a town's office holders are asked privately: 1 to 52; 0 is never. */
  readonly silenceWeeks: number;
}

const SILENCE_WEEKS = 4;

/** What holds until somebody changes it. */
export const defaultSettings = (twinningId: Id<'twn'>): TwinningSettings => ({
  twinningId,
  quorum: DEFAULT_QUORUM,
  silenceWeeks: SILENCE_WEEKS,
});
