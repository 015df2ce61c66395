import type { LocalDate } from '../time/instant.ts';
import type { Id } from '../world.ts';
import type { Account, Member, Office } from './member.ts';

/** Port: members and offices of towns. */
export interface CommitteeStore {
  member(id: Id<'mbr'>): Promise<Member | undefined>;
  /** Like `member`, and holds the row until the transaction ends: two changes come one after the other. */
  lockMember(id: Id<'mbr'>): Promise<Member | undefined>;
  /** All members (active ones) that this account is: one per town it belongs to. */
  membersByAccount(account: Account): Promise<Member[]>;
  /** Those that this account was and is no longer, the latest to leave first. */
  formerByAccount(account: Account): Promise<Member[]>;
  /** Who was a member of these towns and is no longer: history names them. By joining time. */
  formerOf(townIds: readonly Id<'town'>[]): Promise<Member[]>;
  /** Active members of any town who hold an office, by joining time. */
  officeHolders(): Promise<Member[]>;
  /** Active members, by joining time. */
  membersOf(townIds: readonly Id<'town'>[]): Promise<Member[]>;
  /** Fails with `StoreConflict` when an account is a member of that town already. */
  insertMember(member: Member): Promise<void>;
  saveMember(member: Member): Promise<void>;
  officesOf(townIds: readonly Id<'town'>[]): Promise<Office[]>;
  /** Offices of any town that are held, and whose term was over before this day. */
  endedTerms(before: LocalDate): Promise<Office[]>;
  /** Inserts, or replaces the office of the same town and kind. */
  saveOffice(office: Office): Promise<void>;
}
