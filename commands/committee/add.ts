import { defineCommand } from '../../src/chat/command.ts';
import { accountOf, nameOf } from '../../src/chat/mentioned.ts';
import { choice, group, office, optional, personOrName, text, unless } from '../../src/chat/option-values.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { person } from '../../src/chat/view/people.ts';
import { addMember } from '../../src/core/committee/add-member.ts';
import { refusal } from '../../src/core/domain-error.ts';
import { msg } from '../../src/core/message.ts';

/** A person on this platform, or somebody without chat by name: both are members like all others. */
export default defineCommand({
  scope: 'twinning',
  who: 'office-holder',
  reply: 'private',
  surface: 'typed',
  options: {
    member: unless('name', personOrName()),
    represents: group(),
    office: optional(office()),
    substitute: optional(choice('yes-no', ['yes', 'no'])),
    name: optional(text('name')),
  },
  lead: 'member',
  form: ['member', 'name', 'represents', 'office', 'substitute'],
  async run({ member: given, name, represents, office: kind, substitute }, context) {
    const userId = given !== undefined && 'userId' in given ? given.userId : undefined;
    const written = name ?? (given !== undefined && 'name' in given ? given.name : undefined);
    const displayName = written ?? (userId === undefined ? undefined : nameOf(context.people, userId));
    if (displayName === undefined) throw refusal('error.option.missing').of('member');
    const { member } = await addMember(context, context.inside, {
      ...(userId === undefined ? {} : { account: accountOf(context.caller, userId) }),
      displayName,
      represents,
      substitute: substitute === 'yes',
      ...(kind === undefined ? {} : { office: kind }),
    });
    const town = context.town.name;
    return notice(
      'good',
      msg('command.committee.add.done', {
        name: person(member),
        town,
        group: msg(`choice.group.${represents}`),
      }),
      ...(member.accounts.length > 0
        ? []
        : [
            {
              type: 'text' as const,
              small: true,
              text: msg('command.committee.add.no-chat', { name: person(member), town }),
            },
          ]),
    );
  },
});
