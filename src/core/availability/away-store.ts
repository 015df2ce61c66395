import type { LocalDate } from '../time/instant.ts';
import type { Id } from '../world.ts';
import type { AwaySpan } from './away.ts';

export interface MemberAway extends AwaySpan {
  readonly memberId: Id<'mbr'>;
}

/** Port: the days on which members are away. */
export interface AwayStore {
  /** First day first. */
  awayOf(memberIds: readonly Id<'mbr'>[]): Promise<MemberAway[]>;
  /** These spans instead of all that are kept of this member. Hold the member (`lockMember`) while deciding them. */
  saveAway(memberId: Id<'mbr'>, spans: readonly AwaySpan[]): Promise<void>;
  /** Spans that ended before that day; how many were removed. */
  forgetAwayBefore(on: LocalDate): Promise<number>;
}
