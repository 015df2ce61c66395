import { defineCommand } from '../../src/chat/command.ts';
import { buttons, commandButton, notice } from '../../src/chat/view/notice.ts';
import { msg } from '../../src/core/message.ts';
import { DEFAULT_WEEKLY_HOURS, formatWeeklyHours } from '../../src/core/time/weekly-hours.ts';

export default defineCommand({
  scope: 'person',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: {},

  async run(_, { member, reader }) {
    const hours = formatWeeklyHours(member.weeklyHours ?? DEFAULT_WEEKLY_HOURS, reader.language);
    const params = { hours, zone: reader.timeZone };
    return notice(
      'neutral',
      member.weeklyHours === undefined
        ? msg('command.availability.show.default', params)
        : msg('command.availability.show.own', params),
      buttons(commandButton(msg('command.availability.set.button'), 'availability/set')),
    );
  },
});
