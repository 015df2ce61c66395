import { defineCommand } from '../../src/chat/command.ts';
import { count, quorumOfficers } from '../../src/chat/option-values.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { readFacts } from '../../src/chat/view/posting-card.ts';
import { joined, quorumLacks, ruleText } from '../../src/chat/view/quorum-text.ts';
import { withOffices } from '../../src/core/meeting/poll-outcome.ts';
import { quorum } from '../../src/core/meeting/quorum.ts';
import { ruleOf } from '../../src/core/meeting/quorum-choice.ts';
import { msg } from '../../src/core/message.ts';
import { changeSettings } from '../../src/core/twinning/change-settings.ts';

/** What it takes to decide, from its form in the settings. */
export default defineCommand({
  scope: 'twinning',
  who: 'office-holder',
  reply: 'private',
  surface: 'control',
  options: {
    municipality: count(),
    citizens: count(),
    youth: count(),
    heads: count(),
    officers: quorumOfficers(),
  },
  form: ['municipality', 'citizens', 'youth', 'heads', 'officers'],
  async run({ heads, officers, ...perTown }, context) {
    const rule = ruleOf({ perTown, heads, officers });
    await changeSettings(context, context.inside, { quorum: rule });
    const facts = await readFacts(context.database, context.inside.scope.twinning.id);
    if (facts === undefined) throw new RangeError('a twinning vanished while it was changed');
    const everybody = withOffices(facts.members, facts.offices);
    const best = quorum(everybody, new Set(everybody.map(({ id }) => id)), rule);
    return notice(
      best.met ? 'good' : 'attention',
      msg('command.twin.quorum.done', { rule: ruleText(rule) }),
      ...(best.met
        ? []
        : [
            {
              type: 'text' as const,
              text: msg('command.twin.quorum.unreachable', { missing: joined(quorumLacks(best, facts)) }),
            },
          ]),
    );
  },
});
