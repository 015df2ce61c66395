import type { CommitteeStore } from '../../src/core/committee/committee-store.ts';
import { type Account, type Member, officeKinds } from '../../src/core/committee/member.ts';
import { StoreConflict } from '../../src/core/stores.ts';
import { copy, replace, select, type Tables } from './tables.ts';

export function fakeCommitteeStore(tables: Tables): CommitteeStore {
  // Two active members of one town never share an account; a former member's accounts are free again.
  function refuseTakenAccounts(member: Member): void {
    if (!member.active) return;
    if (
      member.accounts.some((own, at) => member.accounts.slice(0, at).some((one) => sameAccount(own, one)))
    ) {
      throw new StoreConflict('member account');
    }
    for (const other of tables.members.values()) {
      if (other.id === member.id || other.townId !== member.townId || !other.active) continue;
      if (other.accounts.some((account) => member.accounts.some((own) => sameAccount(own, account)))) {
        throw new StoreConflict('member account');
      }
    }
  }

  return {
    async member(id) {
      return copy(tables.members.get(id));
    },
    // Transactions come one after the other here: whoever runs holds every row.
    async lockMember(id) {
      return copy(tables.members.get(id));
    },
    async membersByAccount(account) {
      return select(
        tables.members.values(),
        (member) => member.active && member.accounts.some((own) => sameAccount(own, account)),
        (member) => member.joinedAt,
        (member) => member.id,
      );
    },
    async formerByAccount(account) {
      return select(
        tables.members.values(),
        (member) => !member.active && member.accounts.some((own) => sameAccount(own, account)),
        (member) => -(member.left?.at ?? Number.NEGATIVE_INFINITY),
        (member) => member.id,
      );
    },
    async formerOf(townIds) {
      return select(
        tables.members.values(),
        (member) => !member.active && townIds.includes(member.townId),
        (member) => member.joinedAt,
        (member) => member.id,
      );
    },
    async officeHolders() {
      const holders = new Set([...tables.offices.values()].map(({ holderId }) => holderId));
      return select(
        tables.members.values(),
        (member) => member.active && holders.has(member.id),
        (member) => member.joinedAt,
        (member) => member.id,
      );
    },
    async membersOf(townIds) {
      return select(
        tables.members.values(),
        (member) => member.active && townIds.includes(member.townId),
        (member) => member.joinedAt,
        (member) => member.id,
      );
    },
    async insertMember(member) {
      if (tables.members.has(member.id)) throw new StoreConflict('member');
      refuseTakenAccounts(member);
      tables.members.set(member.id, copy(member));
    },
    async saveMember(member) {
      refuseTakenAccounts(member);
      replace(tables.members, member);
    },
    async officesOf(townIds) {
      return select(
        tables.offices.values(),
        (office) => townIds.includes(office.townId),
        (office) => townIds.indexOf(office.townId),
        (office) => officeKinds.indexOf(office.kind),
      );
    },
    async endedTerms(before) {
      return select(
        tables.offices.values(),
        ({ holderId, untilOn }) => holderId !== undefined && untilOn !== undefined && untilOn < before,
        ({ untilOn }) => untilOn ?? '',
        ({ id }) => id,
      );
    },
    async saveOffice(office) {
      tables.offices.set(`${office.townId}/${office.kind}`, copy(office));
    },
  };
}

function sameAccount(a: Account, b: Account): boolean {
  return a.platform === b.platform && a.tenantId === b.tenantId && a.userId === b.userId;
}
