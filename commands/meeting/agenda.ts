import { ownAgendaCard } from '../../src/chat/agenda-pages.ts';
import { defineCommand } from '../../src/chat/command.ts';
import { meeting, text } from '../../src/chat/option-values.ts';
import { addAgendaItem } from '../../src/core/meeting/change-agenda.ts';
import { msg } from '../../src/core/message.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: { meeting: meeting(), item: text('title') },
  lead: 'meeting',
  form: ['meeting', 'item'],
  async run({ meeting: number, item }, context) {
    const agenda = await addAgendaItem(context, context.inside, { number, text: item });
    const done = msg('command.meeting.agenda.done', { number: agenda.items.length });
    return await ownAgendaCard(agenda, context, Number.MAX_SAFE_INTEGER, done);
  },
});
