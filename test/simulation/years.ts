import { resolve } from 'node:path';
import { readTemplates } from '../../src/adapters/programme/programme-templates.ts';
import type { Actor } from '../../src/core/acting.ts';
import { acceptProgramme, offerProgramme } from '../../src/core/programme/offer-programme.ts';
import { changeProgramme, draftProgramme } from '../../src/core/programme/plan-programme.ts';
import type { ProgrammeName } from '../../src/core/programme/programme-template.ts';
import { agreedTowns, presentReview } from '../../src/core/review/review.ts';
import { agreeToReview, writePart } from '../../src/core/review/write-review.ts';
import { dateAt } from '../../src/core/time/local-date.ts';
import type { Town } from '../../src/core/twinning/twinning.ts';
import type { Ring } from './ring.ts';
import { manager } from './successions.ts';

const templates = await readTemplates(resolve('programmes'));
const template = (name: ProgrammeName) => templates[name];

/** The towns look back and ahead together: each writes its part, and all agree in the end. */
export async function review(ring: Ring, awake: readonly Town[]): Promise<void> {
  const { database, deps, dice } = ring;
  const { twinning, towns } = await ring.scope();
  const current = async () => presentReview(await database.reviews.reviewsOf(twinning.id));
  for (const town of awake) {
    const found = await current();
    if (found === undefined || found.state === 'confirmed' || dice.percent(60)) continue;
    const by = await manager(ring, town);
    if (by === undefined) continue;
    if (!found.parts.some(({ townId }) => townId === town.id)) {
      const change = { themes: ['Youth', town.name], concrete: `What ${town.name} does`, ideas: 'A garden' };
      await ring.attempt(writePart(deps, by, change));
    } else if (found.parts.length === towns.length && !agreedTowns(found).includes(town.id))
      await ring.attempt(agreeToReview(deps, by, found));
  }
}

/** Young people of one town visit another one next July: a plan of promises on both sides. */
export async function planExchange(ring: Ring, actor: Actor): Promise<void> {
  const { deps, dice, towns, world } = ring;
  const year = Number(dateAt(world.now(), actor.town.timeZone).slice(0, 4)) + 1;
  const place = towns.findIndex(({ id }) => id === actor.town.id);
  const guest = (place + 1 + dice.below(towns.length - 1)) % towns.length;
  const { id } = await draftProgramme(deps, actor, { template: 'youth-exchange', on: `${year}-07-10` });
  await ring.attempt(changeProgramme(deps, actor, template, id, { guestPlaces: [guest] }));
  await ring.attempt(offerProgramme(deps, actor, template, id));
}

/** Each town that is asked accepts its share of a plan with one press. */
export async function acceptExchanges(
  ring: Ring,
  awake: readonly Town[],
  speaker: (townId: string) => Promise<Actor | undefined>,
): Promise<void> {
  const { twinning } = await ring.scope();
  for (const { id, hostTownId, guestTownIds } of (
    await ring.database.programmes.programmesOf(twinning.id)
  ).slice(-2))
    for (const town of awake) {
      if (![hostTownId, ...guestTownIds].includes(town.id) || ring.dice.percent(50)) continue;
      const actor = await speaker(town.id);
      if (actor !== undefined) await ring.attempt(acceptProgramme(ring.deps, actor, id));
    }
}
