import { defineCommand } from '../../src/chat/command.ts';
import { pastDate } from '../../src/chat/date-options.ts';
import { count, optional, text } from '../../src/chat/option-values.ts';
import { agreementText } from '../../src/chat/view/agreement-text.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { msg } from '../../src/core/message.ts';
import { changeSettings } from '../../src/core/twinning/change-settings.ts';

/** What the towns have signed, from its form in the settings: what it shows when it is sent holds. */
export default defineCommand({
  scope: 'twinning',
  who: 'office-holder',
  reply: 'private',
  surface: 'control',
  options: { signed: optional(pastDate()), months: count(), agreement: optional(text('reason')) },
  form: ['signed', 'months', 'agreement'],
  async prefill({ database, inside }): Promise<Readonly<Record<string, string>>> {
    if (inside === undefined) return {};
    const { twinning } = inside.scope;
    const {
      signedOn = twinning.sinceOn,
      reviewMonths,
      agreement,
    } = await database.settings.settings(twinning.id);
    return {
      months: String(reviewMonths),
      ...(signedOn === undefined ? {} : { signed: signedOn }),
      ...(agreement === undefined ? {} : { agreement }),
    };
  },
  async run({ signed, months, agreement }, context) {
    const settings = await changeSettings(context, context.inside, {
      agreement: {
        reviewMonths: months,
        ...(signed === undefined ? {} : { signedOn: signed }),
        ...(agreement === undefined ? {} : { agreement }),
      },
    });
    return notice(
      'good',
      msg('command.twin.agreement.done', { agreement: agreementText(settings, context.inside.scope) }),
    );
  },
});
