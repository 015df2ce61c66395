import { defineCommand } from '../../src/chat/command.ts';
import { group } from '../../src/chat/option-values.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { changeOwnProfile } from '../../src/core/committee/change-own-profile.ts';
import { msg } from '../../src/core/message.ts';

export default defineCommand({
  scope: 'person',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: { group: group() },
  lead: 'group',
  form: ['group'],
  async run({ group: represents }, context) {
    await changeOwnProfile(context, context.member, { represents });
    return notice(
      'good',
      msg('command.profile.represents.done', {
        group: msg(`choice.group.${represents}`),
        town: context.town.name,
      }),
    );
  },
});
