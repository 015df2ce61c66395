import { defineCommand } from '../../src/chat/command.ts';
import { plan } from '../../src/chat/programme-options.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { msg } from '../../src/core/message.ts';
import { offerProgramme } from '../../src/core/programme/offer-programme.ts';

/** Makes the plan commitments of both sides; every space shows them in one message. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'update',
  surface: 'control',
  options: { plan: plan() },
  async run({ plan: id }, context) {
    const { inside, programmes } = context;
    const { parts } = await offerProgramme(context, inside, (name) => programmes[name], id);
    return notice('good', msg('programme.offered', { count: parts.length }));
  },
});
