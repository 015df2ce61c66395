import { agreeing, readInEachLanguage } from './each-language.ts';
import type { TimeOfDay } from './instant.ts';
import {
  notUnderstood,
  type ParseResult,
  type TypedContext,
  understood,
  unreadable,
} from './parse-outcome.ts';
import { minutesOf } from './read-clock.ts';
import { readMoments } from './read-moment.ts';
import { tokenise } from './typed-token.ts';
import { formatMinuteOfDay } from './wall-time.ts';

/** A time of day, as typed: `19:30`, `kl. 19.30`, `7 pm`, `18 Uhr`, `18h30`, `noon`, `halv otte om aftenen`. */
export function parseTimeOfDay(
  text: string,
  context: Pick<TypedContext, 'language'>,
): ParseResult<TimeOfDay> {
  const bad = unreadable(text);
  if (bad) return bad;
  // A number alone can only be the hour here.
  const tokens = tokenise(text);
  const [only] = tokens;
  if (tokens.length === 1 && only?.kind === 'number') tokens.unshift({ kind: 'word', text: '@' });
  return readInEachLanguage<TimeOfDay>(
    text,
    context.language,
    (words) => {
      const times: TimeOfDay[] = [];
      let impossible: string | undefined;
      const at = { ...words, at: [...words.at, '@'] };
      for (const { day, clock, part } of readMoments(tokens, at, 'day-first')) {
        if (day !== undefined || clock === undefined) continue;
        if (clock.kind === 'midnight') times.push('00:00');
        else if (clock.kind === 'impossible') impossible = clock.said;
        else times.push(...minutesOf(clock, part).map(formatMinuteOfDay));
      }
      if (times.length > 0)
        return agreeing(
          times.map((time) => understood(time)),
          (time) => time,
        );
      if (impossible !== undefined) return { ok: false, problem: 'impossible-time', understood: impossible };
      return notUnderstood(text);
    },
    (time) => time,
  );
}
