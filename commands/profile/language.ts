import { defineCommand } from '../../src/chat/command.ts';
import { language } from '../../src/chat/option-values.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { changeOwnProfile } from '../../src/core/committee/change-own-profile.ts';
import { msg } from '../../src/core/message.ts';

export default defineCommand({
  scope: 'person',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: { language: language() },
  lead: 'language',
  form: ['language'],
  async run({ language: chosen }, context) {
    await changeOwnProfile(context, context.member, { language: chosen });
    return notice(
      'good',
      msg('command.profile.language.done', { language: { type: 'language', language: chosen } }),
    );
  },
});
