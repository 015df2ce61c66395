import { defineCommand } from '../../src/chat/command.ts';
import { due } from '../../src/chat/date-options.ts';
import { programmeTemplate } from '../../src/chat/programme-options.ts';
import { showPlan } from '../../src/chat/show-programme.ts';
import { draftProgramme } from '../../src/core/programme/plan-programme.ts';

/** A backward plan from a date, for who asks first; nothing is offered before they say so. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: { template: programmeTemplate(), on: due() },
  lead: 'template',
  form: ['template', 'on'],
  async run({ template, on }, context) {
    return await showPlan(context, await draftProgramme(context, context.inside, { template, on }));
  },
});
