import { defineCommand } from '../../src/chat/command.ts';
import { due } from '../../src/chat/date-options.ts';
import { awayDays, ownAvailabilityCard } from '../../src/chat/view/availability-card.ts';
import { addAway } from '../../src/core/availability/change-away.ts';
import { msg } from '../../src/core/message.ts';

export default defineCommand({
  scope: 'person',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: { from: due(), until: due() },
  form: ['from', 'until'],
  async run({ from: fromOn, until: untilOn }, context) {
    const { member, reader } = context;
    const span = { fromOn, untilOn };
    const away = await addAway(context, member, span, reader);
    const done = msg('command.availability.away.done', { days: awayDays(span) });
    return ownAvailabilityCard({ member, away, reader, done });
  },
});
