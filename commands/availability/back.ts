import { defineCommand } from '../../src/chat/command.ts';
import { awaySpan } from '../../src/chat/date-options.ts';
import { awayDays, ownAvailabilityCard } from '../../src/chat/view/availability-card.ts';
import { removeAway } from '../../src/core/availability/change-away.ts';
import { msg } from '../../src/core/message.ts';

/** "I can come after all", beside days away. */
export default defineCommand({
  scope: 'person',
  who: 'anyone',
  reply: 'update',
  surface: 'control',
  options: { days: awaySpan() },
  async run({ days }, context) {
    const { member, reader } = context;
    const away = await removeAway(context, member, days, reader);
    const done = msg('command.availability.back.done', { days: awayDays(days) });
    return ownAvailabilityCard({ member, away, reader, done });
  },
});
