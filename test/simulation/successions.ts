import type { Actor } from '../../src/core/acting.ts';
import { answerHandover } from '../../src/core/committee/answer-handover.ts';
import { fillOffice, giveOffice } from '../../src/core/committee/give-office.ts';
import { mayManage } from '../../src/core/committee/may-manage.ts';
import type { Member, Office } from '../../src/core/committee/member.ts';
import { proposeHandover } from '../../src/core/committee/propose-handover.ts';
import { takeOver } from '../../src/core/committee/take-over.ts';
import { addMonths, dateAt } from '../../src/core/time/local-date.ts';
import type { Town } from '../../src/core/twinning/twinning.ts';
import type { Ring } from './ring.ts';

/** A term of office, as municipalities have them. */
const TERM_MONTHS = 48;

const accountOf = ({ accounts }: Member) => {
  const [account] = accounts;
  if (account === undefined) throw new Error('no chat');
  return account;
};

/** Somebody who may act for the town's people and spaces, and is there. */
export async function manager(ring: Ring, town: Town): Promise<Actor | undefined> {
  const offices = await ring.database.committees.officesOf([town.id]);
  for (const member of await ring.members(town)) {
    const actor = await ring.actor(town, member);
    if (member.accounts.some(ring.post.isHere) && mayManage(actor.town, member, offices)) return actor;
  }
  return undefined;
}

/** Half of the offices change hands: by a handover that the successor answers, or by a word of the manager. */
export async function elect(ring: Ring, town: Town): Promise<void> {
  const { deps, dice, world } = ring;
  const untilOn = addMonths(dateAt(world.now(), town.timeZone), TERM_MONTHS);
  for (const { kind, holderId } of await ring.database.committees.officesOf([town.id])) {
    const by = await manager(ring, town);
    const holder = (await ring.members(town)).find(({ id }) => id === holderId);
    if (by === undefined) return;
    if (holder !== undefined && dice.percent(45)) {
      await ring.attempt(giveOffice(deps, by, { account: accountOf(holder), office: kind, untilOn }));
      continue;
    }
    const newcomer = await ring.hire(by, kind === 'chair' ? 'municipality' : 'citizens');
    const to = { account: accountOf(newcomer) };
    if (holder !== undefined && dice.percent(60)) {
      const from = { account: accountOf(holder) };
      await ring.attempt(proposeHandover(deps, by, { from, to, office: kind }));
    } else await ring.attempt(giveOffice(deps, by, { ...to, office: kind, untilOn }));
  }
}

/** Who was asked to take over says so, sooner or later. */
export async function answerHandovers(ring: Ring, awake: readonly Town[]): Promise<void> {
  const { database, deps, dice } = ring;
  for (const { id, townId, toId } of await database.handovers.handoversOf(
    awake.map((town) => town.id),
    ['proposed'],
  )) {
    const town = awake.find((one) => one.id === townId);
    const to = await database.committees.member(toId);
    if (town === undefined || to === undefined || !to.active || dice.percent(40)) continue;
    const move = dice.percent(85) ? 'accept' : 'decline';
    await ring.attempt(answerHandover(deps, await ring.actor(town, to), { id, move }));
  }
}

/** Vacant offices are filled, and what somebody has left is taken over: not at once, but some day. */
export async function fillGaps(ring: Ring, town: Town, settled: Set<string>): Promise<void> {
  const { database, deps, dice } = ring;
  const by = await manager(ring, town);
  if (by === undefined) return;
  const vacant = ({ holderId }: Office) => holderId === undefined;
  for (const { kind } of (await database.committees.officesOf([town.id])).filter(vacant)) {
    if (dice.percent(70)) continue;
    const { id } = await ring.hire(by, kind === 'chair' ? 'municipality' : 'citizens');
    await ring.attempt(fillOffice(deps, by, { memberId: id, office: kind }));
  }
  for (const former of await database.committees.formerOf([town.id])) {
    if (settled.has(former.id) || dice.percent(70)) continue;
    settled.add(former.id);
    await ring.attempt(takeOver(deps, by, { formerId: former.id, memberId: by.member.id }));
  }
}

/** Somebody with an office is there no longer, without a word. */
export async function leaveSuddenly(ring: Ring, town: Town): Promise<void> {
  const offices = await ring.database.committees.officesOf([town.id]);
  // Whoever leads the youth stays: of a town that loses its workspace somebody must be left.
  const leader = offices.find(({ kind }) => kind === 'youth-leader')?.holderId;
  const secretary = offices.find(({ kind }) => kind === 'secretary')?.holderId;
  const members = (await ring.members(town)).filter(
    ({ id, represents }) => id !== leader && represents !== 'youth',
  );
  const leaver = members.find(({ id }) => id === secretary) ?? ring.dice.pick(members);
  if (leaver !== undefined && members.length > 2) ring.post.vanish(accountOf(leaver));
}
