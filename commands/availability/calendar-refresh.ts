import { defineCommand } from '../../src/chat/command.ts';
import { privateCalendarCard } from '../../src/chat/view/private-calendar-card.ts';
import { calendarState, refreshCalendar } from '../../src/core/availability/private-calendar.ts';
import { refusal } from '../../src/core/domain-error.ts';

/** "Read it now". Pressed again at once, it shows what has just been read. */
export default defineCommand({
  scope: 'person',
  who: 'anyone',
  reply: 'update',
  surface: 'control',
  options: {},
  async run(_, context) {
    const { member, privateCalendars } = context;
    if (privateCalendars === undefined) throw refusal('error.private-calendar.off');
    await refreshCalendar(context, privateCalendars, member.id, 'early');
    const state = await calendarState(context, privateCalendars, member.id);
    if (state === undefined) throw refusal('error.private-calendar.none');
    return privateCalendarCard(state);
  },
});
