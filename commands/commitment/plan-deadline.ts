import { defineCommand } from '../../src/chat/command.ts';
import { due } from '../../src/chat/date-options.ts';
import { ordinal } from '../../src/chat/option-values.ts';
import { plan } from '../../src/chat/programme-options.ts';
import { showPlan } from '../../src/chat/show-programme.ts';
import { refusal } from '../../src/core/domain-error.ts';
import { changeProgramme } from '../../src/core/programme/plan-programme.ts';

/** The real day of a deadline, from somebody who has looked it up. Its form suggests one that is only a guess. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'control',
  options: { plan: plan(), number: ordinal(), on: due() },
  form: ['on'],
  async run({ plan: id, number, on }, context) {
    const { database, inside, programmes } = context;
    const draft = await database.programmes.programme(id);
    const known = draft && programmes[draft.template].deadlines[number];
    if (known === undefined) throw refusal('error.programme.no-such-deadline');
    const change = { deadline: { id: known.id, on } };
    return await showPlan(
      context,
      await changeProgramme(context, inside, (name) => programmes[name], id, change),
    );
  },
});
