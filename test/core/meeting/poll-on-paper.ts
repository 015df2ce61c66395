import type { Meeting } from '../../../src/core/meeting/meeting.ts';
import type { Answer } from '../../../src/core/meeting/quorum.ts';
import type { OfficerChoice } from '../../../src/core/meeting/quorum-choice.ts';
import type { Instant } from '../../../src/core/time/instant.ts';

/** Mette holds the chair of Aalborg; Ines (Aalborg, citizens) has no chat. */
export const people = ['mette', 'jens', 'ines', 'linda', 'emma'] as const;
export type Name = (typeof people)[number];
export const voters = ['mette', 'jens', 'linda', 'emma'] as const;
export const home: Record<Name, 'aalborg' | 'solvang'> = {
  ...{ mette: 'aalborg', jens: 'aalborg', ines: 'aalborg' },
  ...{ linda: 'solvang', emma: 'solvang' },
};
const side: Record<Name, 'municipality' | 'citizens' | 'youth'> = {
  ...{ mette: 'municipality', jens: 'citizens', ines: 'citizens' },
  ...{ linda: 'municipality', emma: 'youth' },
};
export interface Rule {
  readonly municipality: number;
  readonly citizens: number;
  readonly youth: number;
  readonly heads: number;
  readonly officers: OfficerChoice;
}

/** The poll as one would keep it on paper. */
export class Paper {
  readonly answers = new Map<string, { answer: Answer; recorded: boolean }>();
  state: Meeting['state'] = 'polling';
  confirmed: number | undefined;
  byItself = false;

  constructor(
    readonly slots: readonly { number: number; at: Instant }[],
    readonly deadlineAt: Instant,
    readonly required: readonly Name[],
    public rule: Rule,
  ) {}

  said = (who: Name, slot: number) => this.answers.get(`${who} ${slot}`);
  comes = (slot: number) =>
    people.filter((who) => ['yes', 'if-need-be'].includes(this.said(who, slot)?.answer ?? ''));

  lacks(slot: number): { required: number; quorum: boolean } {
    const coming = this.comes(slot);
    const towns = ['aalborg', 'solvang'] as const;
    const enough = (['municipality', 'citizens', 'youth'] as const).every((group) =>
      towns.every((town) => {
        const of = (names: readonly Name[]) =>
          names.filter((who) => home[who] === town && side[who] === group);
        return of(people).length === 0 || of(coming).length >= this.rule[group];
      }),
    );
    // One office is held: Mette is the chair of Aalborg.
    const officers =
      this.rule.officers === 'none' || (this.rule.officers !== 'two' && coming.includes('mette'));
    return {
      required: this.required.filter((who) => !coming.includes(who)).length,
      quorum: enough && coming.length >= this.rule.heads && officers,
    };
  }

  /** Slots still to come, best first, and whether the best one is alone. */
  best(now: Instant): { slot: number; alone: boolean } | undefined {
    const worth = (slot: number) => {
      const { required, quorum } = this.lacks(slot);
      const yes = people.filter((who) => this.said(who, slot)?.answer === 'yes').length;
      return -required * 10_000 + Number(quorum) * 1_000 + this.comes(slot).length * 10 + yes;
    };
    const open = this.slots
      .filter(({ at }) => at > now)
      .sort((a, b) => worth(b.number) - worth(a.number) || a.at - b.at);
    const first = open[0];
    if (first === undefined || this.comes(first.number).length === 0) return undefined;
    return {
      slot: first.number,
      alone: open.filter(({ number }) => worth(number) === worth(first.number)).length === 1,
    };
  }

  end(now: Instant) {
    const best = this.best(now);
    const { required, quorum } = best === undefined ? { required: 0, quorum: false } : this.lacks(best.slot);
    if (best?.alone && quorum && required === 0) {
      this.state = 'confirmed';
      this.confirmed = best.slot;
      this.byItself = true;
    } else this.state = 'undecided';
  }

  /** False when it is refused. */
  write(
    who: Name,
    slots: readonly number[],
    said: Answer | 'none',
    recorded: boolean,
    now: Instant,
  ): boolean {
    if (this.state !== 'polling' || now >= this.deadlineAt) return false;
    const open = recorded ? slots.filter((slot) => this.said(who, slot)?.recorded !== false) : slots;
    if (open.length === 0) return false;
    for (const slot of open) {
      if (said === 'none') this.answers.delete(`${who} ${slot}`);
      else this.answers.set(`${who} ${slot}`, { answer: said, recorded });
    }
    if (people.every((one) => this.slots.every(({ number }) => this.said(one, number) !== undefined)))
      this.end(now);
    return true;
  }
}
