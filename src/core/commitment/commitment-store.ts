import type { Id } from '../world.ts';
import type { Commitment } from './commitment.ts';

/** Port: commitments. */
export interface CommitmentStore {
  commitment(id: Id<'cmt'>): Promise<Commitment | undefined>;
  commitmentByNumber(twinningId: Id<'twn'>, number: number): Promise<Commitment | undefined>;
  /** Like `commitment`, and holds the row until the transaction ends. */
  lockCommitment(id: Id<'cmt'>): Promise<Commitment | undefined>;
  /** By number, oldest first. */
  commitmentsOf(twinningId: Id<'twn'>): Promise<Commitment[]>;
  nextCommitmentNumber(twinningId: Id<'twn'>): Promise<number>;
  insertCommitment(commitment: Commitment): Promise<void>;
  saveCommitment(commitment: Commitment): Promise<void>;
}
