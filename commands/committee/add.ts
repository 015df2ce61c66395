import { defineCommand } from '../../src/chat/command.ts';
import { accountOf, nameOf } from '../../src/chat/mentioned.ts';
import { account, choice, group, office, optional } from '../../src/chat/option-values.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { person } from '../../src/chat/view/people.ts';
import { addMember } from '../../src/core/committee/add-member.ts';
import { msg } from '../../src/core/message.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'office-holder',
  reply: 'private',
  surface: 'typed',
  options: {
    member: account(),
    represents: group(),
    office: optional(office()),
    substitute: optional(choice('yes-no', ['yes', 'no'])),
  },
  lead: 'member',
  form: ['member', 'represents', 'office', 'substitute'],
  async run({ member: { userId }, represents, office: kind, substitute }, context) {
    const { member } = await addMember(context, context.inside, {
      account: accountOf(context.caller, userId),
      displayName: nameOf(context.people, userId),
      represents,
      substitute: substitute === 'yes',
      ...(kind === undefined ? {} : { office: kind }),
    });
    return notice(
      'good',
      msg('command.committee.add.done', {
        name: person(member),
        town: context.town.name,
        group: msg(`choice.group.${represents}`),
      }),
    );
  },
});
