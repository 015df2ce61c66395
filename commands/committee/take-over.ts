import { defineCommand } from '../../src/chat/command.ts';
import { memberId } from '../../src/chat/option-values.ts';
import { shareWords } from '../../src/chat/view/handover-card.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { person } from '../../src/chat/view/people.ts';
import { takeOver } from '../../src/core/committee/take-over.ts';
import { msg } from '../../src/core/message.ts';

/** The answer to the question who takes over what a member has left: the choice below it. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'control',
  options: { former: memberId(), member: memberId() },
  async run({ former: formerId, member: chosen }, context) {
    const { former, member, moved } = await takeOver(context, context.inside, { formerId, memberId: chosen });
    const words = shareWords(moved);
    return notice(
      'good',
      msg('command.committee.take-over.done', { name: person(member), former: former.displayName }),
      ...(words === undefined
        ? []
        : [{ type: 'text' as const, text: msg('handover.moved', { what: words }) }]),
    );
  },
});
