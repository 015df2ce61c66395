import type { Actor } from '../../src/core/acting.ts';
import { addCommitment, type Offer } from '../../src/core/commitment/add-commitment.ts';
import { type Commitment, isOpen } from '../../src/core/commitment/commitment.ts';
import { isProposed, type Move, turnOf } from '../../src/core/commitment/commitment-state.ts';
import { editCommitment } from '../../src/core/commitment/edit-commitment.ts';
import { moveCommitment } from '../../src/core/commitment/move-commitment.ts';
import { pasteCommitments } from '../../src/core/commitment/paste-commitments.ts';
import { undoCommitment } from '../../src/core/commitment/undo-commitment.ts';
import type { Instant, LocalDate } from '../../src/core/time/instant.ts';
import { addDays, dateAt } from '../../src/core/time/local-date.ts';
import { rule } from '../../src/core/time/recurrence-rule.ts';
import type { Ring } from './ring.ts';

const things = [
  'Book the hall',
  'Send the photos',
  'Plant a tree',
  'Invite the choir',
  'Translate the letter',
];
const themes = ['youth', 'music', 'sport', 'climate'];

/** Somebody of a town promises something, or asks another town for it. */
export async function promise(ring: Ring, actor: Actor): Promise<void> {
  const { deps, dice, towns } = ring;
  const today = dateAt(ring.world.now(), actor.town.timeZone);
  const other = dice.pick(towns.filter(({ id }) => id !== actor.town.id));
  const what = `${dice.pick(things)} (${actor.town.name} ${today})`;
  const dueOn = addDays(today, 10 + dice.below(160));
  const theme = dice.pick(themes);
  const offer: Offer = { what, dueOn, ...(theme === undefined ? {} : { theme }) };
  const kind = dice.below(10);
  if (kind === 0) {
    const text = `- ${what} (secretary)\n- Call ${other?.name}: ${what}`;
    const reading = { timeZone: actor.town.timeZone, language: actor.town.language };
    await ring.attempt(pasteCommitments(deps, actor, { text, reading }));
    return;
  }
  const wishes: readonly Offer[] = [
    offer,
    { ...offer, to: other?.name ?? '' },
    { ...offer, from: other?.name ?? '' },
    { ...offer, owner: { office: 'secretary' } },
    { ...offer, owner: { office: 'contact-person' }, to: other?.name ?? '' },
    { ...offer, every: rule('YEARLY') },
    { what },
    { what, due: { before: 'meeting', number: await nextMeeting(ring, actor) } },
    { ...offer, from: other?.name ?? '', owner: { office: 'chair' } },
  ];
  await ring.attempt(addCommitment(deps, actor, wishes[kind - 1] ?? offer));
}

async function nextMeeting({ database, world }: Ring, { scope }: Actor): Promise<number> {
  const meetings = await database.meetings.meetingsOf(scope.twinning.id, ['confirmed', 'polling'], 20);
  const coming = meetings.filter(({ slots }) => slots.some(({ at }) => at > world.now()));
  return coming[0]?.number ?? 1;
}

/** Whoever has the next word on something may say it. */
export async function followUp(
  ring: Ring,
  speaker: (townId: string) => Promise<Actor | undefined>,
): Promise<void> {
  const { database, dice, world } = ring;
  const scope = await ring.scope();
  for (const commitment of await database.commitments.commitmentsOf(scope.twinning.id)) {
    if (!isOpen(commitment) || dice.percent(55)) continue;
    const townId = turnOf(commitment) === 'owner' ? commitment.ownerTownId : dice.pick(commitment.toTownIds);
    const actor = townId === undefined ? undefined : await speaker(townId);
    if (actor !== undefined) await say(ring, actor, commitment, world.now());
  }
}

async function say(ring: Ring, actor: Actor, commitment: Commitment, now: Instant): Promise<void> {
  const { deps, dice } = ring;
  const { number, dueOn } = commitment;
  const today = dateAt(now, actor.town.timeZone);
  const move = (wanted: Move, reason?: string) =>
    ring.attempt(
      moveCommitment(deps, actor, { number, move: wanted, ...(reason === undefined ? {} : { reason }) }),
    );
  const later = () => addDays(dueOn === undefined || dueOn < today ? today : dueOn, 7 + dice.below(40));
  const chance = dice.below(100);
  if (isProposed(commitment)) {
    if (chance < 50) {
      const accepted = await move('accept');
      if (accepted !== undefined && dice.percent(6))
        await ring.attempt(undoCommitment(deps, actor, { number, version: accepted.version }));
    } else if (chance < 58) await move('decline', 'Not this year');
    else if (chance < 68) await counter(ring, actor, number, later());
    return;
  }
  if (commitment.state === 'done') {
    if (chance < 60) await move('confirm');
    else if (chance < 75) await move('reopen', 'Something is missing');
    return;
  }
  const isNear = dueOn === undefined ? dice.percent(10) : dueOn <= addDays(today, 7);
  if (!isNear) {
    if (chance < 2) await move('withdraw', 'We cannot');
    else if (chance < 4) await ring.attempt(editCommitment(deps, actor, { number, theme: 'friendship' }));
    return;
  }
  // Some things are forgotten for a long while: those ring every week.
  if (chance < 30) await move('done');
  else if (chance < 34) await move('withdraw', 'We cannot');
  else if (chance < 42) await counter(ring, actor, number, later());
}

const counter = (ring: Ring, actor: Actor, number: number, on: LocalDate) =>
  ring.attempt(editCommitment(ring.deps, actor, { number, due: { on } }));
