import type { Id } from '../world.ts';
import type { Before, Commitment } from './commitment.ts';
import type { CommitmentChange } from './commitment-change.ts';

/** Port: commitments, and all that was ever changed about them. */
export interface CommitmentStore {
  commitment(id: Id<'cmt'>): Promise<Commitment | undefined>;
  commitmentByNumber(twinningId: Id<'twn'>, number: number): Promise<Commitment | undefined>;
  /** Like `commitment`, and holds the row until the transaction ends. */
  lockCommitment(id: Id<'cmt'>): Promise<Commitment | undefined>;
  /** By number, oldest first. */
  commitmentsOf(twinningId: Id<'twn'>): Promise<Commitment[]>;
  /** Those that are open and must be done before this, oldest first. */
  commitmentsBefore(anchor: Before): Promise<Commitment[]>;
  /** The accepted and done ones that recur and are not followed by an occurrence yet, of all twinnings, oldest first. */
  commitmentsToRepeat(): Promise<Id<'cmt'>[]>;
  /** The occurrence that follows this one. */
  commitmentAfter(id: Id<'cmt'>): Promise<Commitment | undefined>;
  nextCommitmentNumber(twinningId: Id<'twn'>): Promise<number>;
  /** @throws StoreConflict also when another one follows its `previousId` already. */
  insertCommitment(commitment: Commitment): Promise<void>;
  saveCommitment(commitment: Commitment): Promise<void>;
  /** @throws StoreConflict when that version of the commitment has one. */
  insertChange(change: CommitmentChange): Promise<void>;
  /** By version, oldest first. */
  changesOf(id: Id<'cmt'>): Promise<CommitmentChange[]>;
  /** Of all commitments of a twinning, oldest first; at the same instant by commitment and version. */
  changesIn(twinningId: Id<'twn'>): Promise<CommitmentChange[]>;
}
