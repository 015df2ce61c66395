import type { Id } from '../world.ts';
import type { Handover, HandoverState } from './handover.ts';

/** Port: handovers. */
export interface HandoverStore {
  handover(id: Id<'hnd'>): Promise<Handover | undefined>;
  /** Like `handover`, and holds the row until the transaction ends: of two who answer the second sees the first. */
  lockHandover(id: Id<'hnd'>): Promise<Handover | undefined>;
  /** In one of these states, oldest first. */
  handoversOf(townIds: readonly Id<'town'>[], states: readonly HandoverState[]): Promise<Handover[]>;
  insertHandover(handover: Handover): Promise<void>;
  saveHandover(handover: Handover): Promise<void>;
}
