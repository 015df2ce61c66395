import { defineCommand } from '../../src/chat/command.ts';
import { plan } from '../../src/chat/programme-options.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { msg } from '../../src/core/message.ts';
import { acceptProgramme } from '../../src/core/programme/offer-programme.ts';
import { list } from '../../src/core/text.ts';

/** Accepts all of a plan that waits for the caller's town. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'control',
  options: { plan: plan() },
  async run({ plan: id }, context) {
    const { accepted } = await acceptProgramme(context, context.inside, id);
    const references = list(accepted.map(({ number }) => `C-${number}`));
    return notice('good', msg('programme.accepted', { count: accepted.length, references }));
  },
});
