import { type Clock, readClock } from './read-clock.ts';
import { type NumericOrder, readDate, type SaidDay } from './read-date.ts';
import { isMark, type Reading, readPhrases, type TypedToken } from './typed-token.ts';
import type { DateWords, DayPart } from './words/date-words.ts';

/** What was said of a moment; each at most once, in any order. */
export interface SaidMoment {
  readonly day?: SaidDay | undefined;
  readonly clock?: Clock | undefined;
  readonly part?: DayPart | undefined;
}

/** All ways to read the whole text as a day, a part of the day and a time; nothing may be left over. */
export function readMoments(
  tokens: readonly TypedToken[],
  words: DateWords,
  order: NumericOrder,
): SaidMoment[] {
  const complete: SaidMoment[] = [];
  const go = (i: number, said: SaidMoment, afterDay: boolean) => {
    if (i === tokens.length) {
      if (said.day !== undefined || said.clock !== undefined) complete.push(said);
      return;
    }
    const started = said.day !== undefined || said.clock !== undefined || said.part !== undefined;
    // Between date and time: "12.1.2027, 17:00", "2027-01-12T17:00".
    if (started && (isMark(tokens[i], ',') || tokens[i]?.text === 't')) go(i + 1, said, false);
    if (said.day === undefined) {
      for (const { value, next } of readDate(tokens, i, words, order)) {
        const part = value.kind === 'offset' ? value.part : undefined;
        if (part === undefined) go(next, { ...said, day: value }, true);
        else if (said.part === undefined) go(next, { ...said, day: value, part }, false);
      }
    }
    if (said.clock === undefined) {
      for (const { value, next } of readClock(tokens, i, words)) go(next, { ...said, clock: value }, false);
    }
    if (said.part === undefined) {
      for (const { value, next } of readParts(tokens, i, words, afterDay))
        go(next, { ...said, part: value }, false);
    }
  };
  go(0, {}, false);
  return complete;
}

function readParts(
  tokens: readonly TypedToken[],
  i: number,
  words: DateWords,
  afterDay: boolean,
): Reading<DayPart>[] {
  const parts = readPhrases(tokens, i, words.dayParts);
  return afterDay ? [...parts, ...readPhrases(tokens, i, words.dayPartsAfterDay)] : parts;
}
