import { defineCommand } from '../../src/chat/command.ts';
import { memberId, office } from '../../src/chat/option-values.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { person } from '../../src/chat/view/people.ts';
import { fillOffice } from '../../src/core/committee/give-office.ts';
import { officeName } from '../../src/core/committee/office-name.ts';
import { msg } from '../../src/core/message.ts';

/** The answer to the question who becomes what: the choice below it. */
export default defineCommand({
  scope: 'twinning',
  who: 'office-holder',
  reply: 'private',
  surface: 'control',
  options: { office: office(), member: memberId() },
  async run({ office: kind, member: chosen }, context) {
    const { member } = await fillOffice(context, context.inside, { memberId: chosen, office: kind });
    return notice(
      'good',
      msg('command.committee.office.done', {
        name: person(member),
        office: officeName(kind),
        town: context.town.name,
      }),
    );
  },
});
