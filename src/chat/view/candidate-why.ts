import { type FairnessLedger, sparedTownIds } from '../../core/meeting/fairness-ledger.ts';
import { type Hardship, hardshipAt } from '../../core/meeting/slot-comfort.ts';
import type { SlotCandidate, SlotInTown } from '../../core/meeting/slot-search.ts';
import { msg } from '../../core/message.ts';
import { list, type Param, type Phrase } from '../../core/text.ts';
import { minuteOfDay, timeOfWall } from '../../core/time/wall-time.ts';
import { type Facts, person, townName } from './people.ts';

/** More people than this are counted, not named. */
const MOST_NAMED = 5;

/**
 * Why a slot is offered, and what speaks against it: "everybody except Ines; late in Aalborg; spares Solvang this time".
 */
export function candidateWhy(candidate: SlotCandidate, facts: Facts, fairness?: FairnessLedger): Phrase {
  const notes = [
    ...whoDoesNotCome(candidate, facts),
    ...whatIsHard(candidate.towns, facts),
    ...whoIsSpared(candidate.towns, facts, fairness),
  ];
  return notes.reduce((text, note) => msg('candidates.and', { text, note }), whoComes(candidate, facts));
}

function whoComes({ attendees, missing, missingRequired }: SlotCandidate, facts: Facts): Phrase {
  const optional = missing.filter(({ id }) => !missingRequired.includes(id));
  if (missing.length === 0) return msg('candidates.everyone');
  return missing.length > MOST_NAMED || optional.length === 0
    ? msg('candidates.some', { coming: attendees.length, all: attendees.length + missing.length })
    : msg('candidates.except', {
        names: people(
          missing.map(({ id }) => id),
          facts,
        ),
      });
}

function whoDoesNotCome({ missingRequired, outsideHours, quorum }: SlotCandidate, facts: Facts): Phrase[] {
  const notes: Phrase[] = [];
  if (missingRequired.length > 0)
    notes.push(msg('candidates.required', { names: people(missingRequired, facts) }));
  for (const { townId, group } of quorum.missing)
    notes.push(
      msg('candidates.lacks', {
        who: msg('quorum.missing.group', {
          group: msg(`choice.group.${group}`),
          town: townName(facts, townId),
        }),
      }),
    );
  if (outsideHours.length > MOST_NAMED)
    notes.push(msg('candidates.outside-some', { count: outsideHours.length }));
  else if (outsideHours.length > 0)
    notes.push(msg('candidates.outside', { names: people(outsideHours, facts) }));
  return notes;
}

function whatIsHard(towns: readonly SlotInTown[], facts: Facts): Phrase[] {
  const townsOf = new Map<Hardship, string[]>();
  for (const town of towns) {
    const hardship = hardshipAt(minuteOfDay(timeOfWall(town.wall)), town.comfort);
    if (hardship === undefined) continue;
    townsOf.set(hardship, [...(townsOf.get(hardship) ?? []), townName(facts, town.townId)]);
  }
  // Holidays stand beside the slot already, in the reader's words.
  return [...townsOf].map(([hardship, names]) => msg(`candidates.${hardship}`, { towns: list(names) }));
}

function whoIsSpared(towns: readonly SlotInTown[], facts: Facts, fairness?: FairnessLedger): Phrase[] {
  const spared = fairness === undefined ? [] : sparedTownIds(towns, fairness);
  return spared.length === 0
    ? []
    : [msg('candidates.spares', { towns: list(spared.map((id) => townName(facts, id))) })];
}

/** By name; a town nobody of which is known yet takes part as one person with the town's id. */
function people(ids: readonly string[], facts: Facts): Phrase {
  const named = ids.flatMap((id): Param[] => {
    const member = facts.members.find((one) => one.id === id);
    if (member !== undefined) return [person(member)];
    const town = townName(facts, id);
    return town === '' ? [] : [town];
  });
  return named.length === 0 ? msg('list.nobody') : msg('list.plain', { items: list(named) });
}
