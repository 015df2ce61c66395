import { defineCommand } from '../../src/chat/command.ts';
import { weekdayValues } from '../../src/chat/date-options.ts';
import { choice, hourOfDay, optional } from '../../src/chat/option-values.ts';
import { digestWhen } from '../../src/chat/view/digest-when.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { changeDigest } from '../../src/core/digest/change-digest.ts';
import { usualDigestTime } from '../../src/core/digest/digest-time.ts';
import { refusal } from '../../src/core/domain-error.ts';
import { msg } from '../../src/core/message.ts';
import type { Weekday } from '../../src/core/time/instant.ts';

/** When this channel's weekly summary comes, or that none does. */
export default defineCommand({
  scope: 'twinning',
  who: 'office-holder',
  reply: 'private',
  surface: 'typed',
  options: { day: choice('digest-day', [...weekdayValues, 'off']), hour: optional(hourOfDay()) },
  lead: 'day',
  form: ['day', 'hour'],
  async prefill({ inside }): Promise<Readonly<Record<string, string>>> {
    const digest = inside?.space?.digest ?? usualDigestTime;
    const { weekday, hour } = digest === 'off' ? usualDigestTime : digest;
    return { day: digest === 'off' ? 'off' : (weekdayValues[weekday - 1] ?? 'mon'), hour: String(hour) };
  },
  async run({ day, hour }, context) {
    const { space } = context.inside;
    if (space === undefined) throw refusal('error.digest.no-space');
    const before = space.digest === undefined || space.digest === 'off' ? usualDigestTime : space.digest;
    const digest =
      day === 'off'
        ? 'off'
        : { weekday: (weekdayValues.indexOf(day) + 1) as Weekday, hour: hour ?? before.hour };
    await changeDigest(context, context.inside, space, digest);
    return notice('good', msg('command.twin.digest.done', { when: digestWhen(digest) }));
  },
});
