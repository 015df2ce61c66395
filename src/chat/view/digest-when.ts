import { usualDigestTime } from '../../core/digest/digest-time.ts';
import { msg } from '../../core/message.ts';
import type { Phrase } from '../../core/text.ts';
import type { Space } from '../../core/twinning/twinning.ts';
import { weekdayValues } from '../date-options.ts';

/** "Monday, 09:00", or that none comes. */
export function digestWhen(digest: Space['digest'] = usualDigestTime): Phrase {
  if (digest === 'off') return msg('choice.digest-day.off');
  return msg('settings.digest.when', {
    day: msg(`choice.digest-day.${weekdayValues[digest.weekday - 1] ?? 'mon'}`),
    hour: String(digest.hour).padStart(2, '0'),
  });
}
