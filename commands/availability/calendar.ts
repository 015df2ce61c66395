import { defineCommand } from '../../src/chat/command.ts';
import { optional, privateAddress } from '../../src/chat/option-values.ts';
import { privateCalendarCard } from '../../src/chat/view/private-calendar-card.ts';
import { calendarState, connectCalendar } from '../../src/core/availability/private-calendar.ts';
import { refusal } from '../../src/core/domain-error.ts';
import { msg } from '../../src/core/message.ts';

/** Connects a private calendar. A form that is sent empty shows what is connected already. */
export default defineCommand({
  scope: 'person',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: { address: optional(privateAddress()) },
  lead: 'address',
  form: ['address'],
  opensFormWithout: ['address'],
  async run({ address }, context) {
    const { member, origin, privateCalendars } = context;
    if (privateCalendars === undefined) throw refusal('error.private-calendar.off');
    if (address !== undefined) await connectCalendar(context, privateCalendars, member, address);
    const state = await calendarState(context, privateCalendars, member.id);
    if (state === undefined) throw refusal('error.private-calendar.none').of('address');
    if (address === undefined) return privateCalendarCard(state);
    const safer = origin === 'typed' ? [msg('command.availability.calendar.safer')] : [];
    return privateCalendarCard(state, msg('command.availability.calendar.done'), ...safer);
  },
});
