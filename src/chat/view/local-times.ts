import { msg } from '../../core/message.ts';
import { instant, list, type Phrase } from '../../core/text.ts';
import type { Instant } from '../../core/time/instant.ts';
import { dateAt } from '../../core/time/local-date.ts';
import { offsetMinutes } from '../../core/time/zone-offset.ts';
import type { Town } from '../../core/twinning/twinning.ts';

/**
 * One instant on every town's clock: weekday, date and time for the first, and for each other only the time
 * where the day is the same. Towns with the same clock share an entry; `home` comes first.
 */
export function localTimes(at: Instant, towns: readonly Town[], home?: Town): Phrase {
  const ordered = [...towns].sort((a, b) => Number(b.id === home?.id) - Number(a.id === home?.id));
  const clocks: { timeZone: string; offset: number; names: string[] }[] = [];
  for (const { timeZone, name } of ordered) {
    const offset = offsetMinutes(at, timeZone);
    const same = clocks.find((clock) => clock.offset === offset);
    if (same === undefined) clocks.push({ timeZone, offset, names: [name] });
    else same.names.push(name);
  }
  const firstDay = clocks[0] === undefined ? '' : dateAt(at, clocks[0].timeZone);
  const entries = clocks.map(({ timeZone, names }, index) =>
    msg('time.in-town', {
      when: instant(at, timeZone, index > 0 && dateAt(at, timeZone) === firstDay ? 'time' : 'full'),
      towns: list(names),
    }),
  );
  return msg('list.plain', { items: list(entries, 'none') });
}
