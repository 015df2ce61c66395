import type { Actor } from '../../src/core/acting.ts';
import { DAY_MS, type Instant } from '../../src/core/time/instant.ts';
import { dateAt } from '../../src/core/time/local-date.ts';
import { invite } from '../../src/core/twinning/invite.ts';
import type { Town } from '../../src/core/twinning/twinning.ts';
import { askWhen, decide, meetQuarterly, writeDown } from './gatherings.ts';
import { followUp, promise } from './promises.ts';
import type { Ring } from './ring.ts';
import { answerHandovers, elect, fillGaps, leaveSuddenly, manager } from './successions.ts';
import { acceptExchanges, planExchange, review } from './years.ts';

const WEEK_MS = 7 * DAY_MS;

/** The weeks after the beginning in which something befalls a town. */
export interface Plot {
  /** Between elections; each town has its own week. */
  readonly termWeeks: number;
  readonly workspaceDeleted: number;
  readonly boundAgain: number;
  readonly silentFrom: number;
  readonly silentUntil: number;
}

/** Ten years; shorter runs see everything in less time. */
export const plotOf = (weeks: number): Plot => ({
  termWeeks: Math.min(208, Math.round(weeks * 0.4)),
  workspaceDeleted: Math.round(weeks * 0.42),
  boundAgain: Math.round(weeks * 0.42) + Math.min(22, Math.round(weeks / 8)),
  silentFrom: Math.round(weeks * 0.65),
  silentUntil: Math.round(weeks * 0.65) + Math.min(52, Math.round(weeks / 5)),
});

export interface Fates {
  readonly silent: () => Town | undefined;
  /** Without a committee space that works. */
  readonly homeless: () => Town | undefined;
  /** What the people do in this week of the story. */
  live(week: number): Promise<void>;
}

export function fates(ring: Ring, plot: Plot): Fates {
  const { dice, towns } = ring;
  const town = (index: number): Town => {
    const found = towns[index];
    if (found === undefined) throw new Error('no such town');
    return found;
  };
  const [founder, deleted, quiet] = [town(0), town(2), town(3)];
  const settled = new Set<string>();
  let silent: Town | undefined;
  let homeless: Town | undefined;

  /** Anybody of the town who is there and grown up; nobody of a silent one. */
  async function speaker(townId: string): Promise<Actor | undefined> {
    const found = towns.find(({ id }) => id === townId);
    if (found === undefined || found.id === silent?.id) return undefined;
    const here = (await ring.members(found)).filter(
      ({ represents, accounts }) => represents !== 'youth' && accounts.some(ring.post.isHere),
    );
    const member = dice.pick(here);
    return member && (await ring.actor(found, member));
  }

  async function befall(week: number): Promise<void> {
    if (week === plot.silentFrom) silent = quiet;
    if (week === plot.silentUntil) silent = undefined;
    if (week === plot.workspaceDeleted) {
      homeless = deleted;
      const isThere = ({ platform, tenantId }: { platform: string; tenantId: string }) =>
        platform === 'slack' && tenantId === `T${deleted.name.toUpperCase()}`;
      const { spaces } = await ring.scope();
      const accounts = ring.people.map(({ account }) => account);
      ring.post.demolish(spaces.filter(isThere), accounts.filter(isThere));
    }
    if (week === plot.boundAgain) {
      // Who leads the youth is elsewhere, and has a code: the town moves to another platform.
      const by = await manager(ring, deleted);
      if (by === undefined) throw new Error(`nobody is left in ${deleted.name}`);
      const { code } = await invite(ring.deps, by, { for: 'space', audience: 'committee' });
      await ring.bind(deleted, ring.newPerson(deleted, 'discord'), code, 'committee');
      homeless = undefined;
    }
  }

  return {
    silent: () => silent,
    homeless: () => homeless,
    async live(week) {
      await befall(week);
      const awake = towns.filter(({ id }) => id !== silent?.id);
      for (const [index, one] of towns.entries()) {
        if (one.id === silent?.id) continue;
        if ((week + 30 + index * 9) % plot.termWeeks === 0) await elect(ring, one);
        if (dice.percent(1.2)) await leaveSuddenly(ring, one);
        const actor = await speaker(one.id);
        if (actor !== undefined && dice.percent(6)) await promise(ring, actor);
        if (actor !== undefined && week % 26 === index * 5) await askWhen(ring, actor);
        if (actor !== undefined && week % 104 === 40 + index * 3 && dice.percent(40))
          await planExchange(ring, actor);
        await fillGaps(ring, one, settled);
      }
      if (week % plot.termWeeks === 1) {
        const actor = await speaker(founder.id);
        if (actor !== undefined) await meetQuarterly(ring, actor);
      }
      await answerHandovers(ring, awake);
      await followUp(ring, speaker);
      await decide(ring, speaker);
      await writeDown(ring, speaker);
      await review(ring, awake);
      await acceptExchanges(ring, awake, speaker);
      if (dice.percent(40)) ring.post.disturb(dice);
    },
  };
}

/** Thursdays: the evening of some towns, and the next morning of others. */
export const weekAt = (start: Instant, week: number): Instant => start + week * WEEK_MS;
export const dayOf = (at: Instant, { timeZone }: Town) => dateAt(at, timeZone);
