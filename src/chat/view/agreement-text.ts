import { msg } from '../../core/message.ts';
import { foundingDay } from '../../core/review/review-dates.ts';
import { day, type Phrase } from '../../core/text.ts';
import type { TwinningSettings } from '../../core/twinning/settings.ts';
import type { TwinningScope } from '../../core/twinning/twinning.ts';

/** Since when, how often it is looked at, and what it says. */
export function agreementText(settings: TwinningSettings, scope: TwinningScope): Phrase {
  const { reviewMonths: months, agreement } = settings;
  const since = foundingDay(scope, settings);
  const text =
    since === undefined
      ? msg('settings.agreement.undated', { months })
      : settings.signedOn === undefined
        ? msg('settings.agreement.since', { on: day(since), months })
        : msg('settings.agreement.signed', { on: day(since), months });
  return agreement === undefined
    ? text
    : msg('list.below', { above: text, below: msg('list.plain', { items: agreement }) });
}
