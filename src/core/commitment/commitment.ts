import type { OfficeKind } from '../committee/member.ts';
import type { Instant, LocalDate } from '../time/instant.ts';
import type { Id } from '../world.ts';

export type CommitmentState = 'offered' | 'accepted' | 'declined' | 'done' | 'confirmed' | 'withdrawn';

/** Who carries it: an office (and whoever holds it then) or a member. */
export type Owner =
  | { readonly type: 'member'; readonly memberId: Id<'mbr'> }
  | { readonly type: 'office'; readonly office: OfficeKind };

/** Who owes what to whom by when. The owner's town promises; the other side accepts and later confirms. */
export interface Commitment {
  readonly id: Id<'cmt'>;
  readonly twinningId: Id<'twn'>;
  /** C-{number}, counted per twinning. */
  readonly number: number;
  readonly what: string;
  readonly owner: Owner;
  readonly ownerTownId: Id<'town'>;
  /** The towns it is promised to; never the owner's. */
  readonly toTownIds: readonly Id<'town'>[];
  readonly offeredById: Id<'mbr'>;
  readonly dueOn?: LocalDate;
  readonly theme?: string;
  readonly state: CommitmentState;
  /** Why it was declined. */
  readonly reason?: string;
  /** Who answered (accepted or declined) and who confirmed. */
  readonly answeredById?: Id<'mbr'>;
  readonly confirmedById?: Id<'mbr'>;
  readonly version: number;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
}
