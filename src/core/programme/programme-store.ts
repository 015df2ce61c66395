import type { Instant } from '../time/instant.ts';
import type { Id } from '../world.ts';
import type { Programme } from './programme.ts';

/** Port: plans of programmes. */
export interface ProgrammeStore {
  programme(id: Id<'prg'>): Promise<Programme | undefined>;
  /** Like `programme`, and holds the row until the transaction ends: it is offered once. */
  lockProgramme(id: Id<'prg'>): Promise<Programme | undefined>;
  /** Those offered in a twinning, oldest first. */
  programmesOf(twinningId: Id<'twn'>): Promise<Programme[]>;
  /** The one that made this commitment. */
  programmeWith(commitmentId: Id<'cmt'>): Promise<Programme | undefined>;
  insertProgramme(programme: Programme): Promise<void>;
  saveProgramme(programme: Programme): Promise<void>;
  /** Drafts that were begun before this and never offered; how many that were. */
  forgetDraftedBefore(at: Instant): Promise<number>;
}
