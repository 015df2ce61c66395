import { defineCommand } from '../../src/chat/command.ts';
import { due } from '../../src/chat/date-options.ts';
import { accountOf } from '../../src/chat/mentioned.ts';
import { account, office, optional } from '../../src/chat/option-values.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { person } from '../../src/chat/view/people.ts';
import { giveOffice } from '../../src/core/committee/give-office.ts';
import { msg } from '../../src/core/message.ts';
import { day } from '../../src/core/text.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'office-holder',
  reply: 'private',
  surface: 'typed',
  options: { member: account(), office: office(), until: optional(due()) },
  lead: 'member',
  form: ['member', 'office', 'until'],
  async run({ member: { userId }, office: kind, until }, context) {
    const { member, before } = await giveOffice(context, context.inside, {
      account: accountOf(context.caller, userId),
      office: kind,
      ...(until === undefined ? {} : { untilOn: until }),
    });
    const named = msg(`choice.office.${kind}`);
    const held = until === undefined ? named : msg('committee.term', { office: named, until: day(until) });
    const params = { name: person(member), office: held, town: context.town.name };
    return notice(
      'good',
      before === undefined
        ? msg('command.committee.office.done', params)
        : msg('command.committee.office.done-before', { ...params, before: person(before) }),
    );
  },
});
