import type { FairnessLedger, SparedTurn } from '../../core/meeting/fairness-ledger.ts';
import { msg } from '../../core/message.ts';
import { list, type Phrase } from '../../core/text.ts';
import type { Block } from '../card.ts';
import { type Facts, townName } from './people.ts';

/** One line, and only where it is some town's turn to be spared: "Solvang got up early the last two times". */
export function fairnessNotes(fairness: FairnessLedger | undefined, facts: Facts): Block[] {
  if (fairness === undefined || fairness.turns.length === 0) return [];
  const alike = new Map<string, { turn: SparedTurn; towns: string[] }>();
  for (const turn of fairness.turns) {
    const { townId, hardship, times, of } = turn;
    const key = `${hardship} ${times} ${of}`;
    const group = alike.get(key) ?? { turn, towns: [] };
    group.towns.push(townName(facts, townId));
    alike.set(key, group);
  }
  const turns = [...alike.values()].map(({ turn: { hardship, times, of }, towns }) =>
    msg(`fairness.${hardship}`, { towns: list(towns), when: whenOf(times, of) }),
  );
  const towns = list([...alike.values()].flatMap((group) => group.towns));
  return [
    {
      type: 'text',
      small: true,
      text: msg('fairness.note', { turns: list(turns, 'none'), towns }),
    },
  ];
}

const whenOf = (times: number, of: number): Phrase =>
  times === of ? msg('fairness.in-a-row', { times }) : msg('fairness.of', { times, of });
