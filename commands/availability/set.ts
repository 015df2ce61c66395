import { defineCommand } from '../../src/chat/command.ts';
import { weeklyHours } from '../../src/chat/option-values.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { changeOwnProfile } from '../../src/core/committee/change-own-profile.ts';
import { msg } from '../../src/core/message.ts';
import { formatWeeklyHours } from '../../src/core/time/weekly-hours.ts';

export default defineCommand({
  scope: 'person',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: { hours: weeklyHours() },
  lead: 'hours',
  form: ['hours'],
  async run({ hours }, context) {
    await changeOwnProfile(context, context.member, { weeklyHours: hours });
    const written = formatWeeklyHours(hours, context.reader.language);
    return notice(
      'good',
      msg('command.availability.set.done', { hours: written, zone: context.reader.timeZone }),
    );
  },
});
