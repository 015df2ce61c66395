import { defineCommand } from '../../src/chat/command.ts';
import { timeZone } from '../../src/chat/date-options.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { changeOwnProfile } from '../../src/core/committee/change-own-profile.ts';
import { msg } from '../../src/core/message.ts';
import { instant } from '../../src/core/text.ts';

export default defineCommand({
  scope: 'person',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: { timezone: timeZone() },
  lead: 'timezone',
  form: ['timezone'],
  async run({ timezone: zone }, context) {
    await changeOwnProfile(context, context.member, { timeZone: zone });
    return notice(
      'good',
      msg('command.profile.timezone.done', { zone, now: instant(context.now, zone, 'time') }),
    );
  },
});
