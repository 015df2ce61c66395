import { defineCommand } from '../../src/chat/command.ts';
import { due } from '../../src/chat/date-options.ts';
import { plan } from '../../src/chat/programme-options.ts';
import { showPlan } from '../../src/chat/show-programme.ts';
import { changeProgramme } from '../../src/core/programme/plan-programme.ts';

/** Another date: every step goes with it. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'control',
  options: { plan: plan(), on: due() },
  form: ['on'],
  async run({ plan: id, on }, context) {
    const template = (name: keyof typeof context.programmes) => context.programmes[name];
    return await showPlan(context, await changeProgramme(context, context.inside, template, id, { on }));
  },
});
