import { defineCommand } from '../../src/chat/command.ts';
import { namedPerson } from '../../src/chat/mentioned.ts';
import { personOrName } from '../../src/chat/option-values.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { removeMember } from '../../src/core/committee/remove-member.ts';
import { msg } from '../../src/core/message.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'office-holder',
  reply: 'private',
  surface: 'typed',
  options: { member: personOrName() },
  lead: 'member',
  form: ['member'],
  async run({ member: given }, context) {
    const member = await removeMember(context, context.inside, namedPerson(context.caller, given));
    return notice(
      'good',
      msg('command.committee.remove.done', { name: member.displayName, town: context.town.name }),
    );
  },
});
