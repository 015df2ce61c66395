import { defineCommand } from '../../src/chat/command.ts';
import { count } from '../../src/chat/option-values.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { msg } from '../../src/core/message.ts';
import { changeSettings } from '../../src/core/twinning/change-settings.ts';

const MOST_WEEKS = 52;

/** After how many weeks a town that does not answer is asked privately, from its form in the settings. */
export default defineCommand({
  scope: 'twinning',
  who: 'office-holder',
  reply: 'private',
  surface: 'control',
  options: { weeks: count(MOST_WEEKS) },
  form: ['weeks'],
  async run({ weeks }, context) {
    const { silenceWeeks } = await changeSettings(context, context.inside, { silenceWeeks: weeks });
    const rule = msg('settings.silence', { weeks: silenceWeeks });
    return notice('good', msg('command.twin.silence.done', { rule }));
  },
});
