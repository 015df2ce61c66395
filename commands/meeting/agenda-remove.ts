import { ownAgendaCard } from '../../src/chat/agenda-pages.ts';
import { defineCommand } from '../../src/chat/command.ts';
import { carriedId, meeting, optional, ordinal } from '../../src/chat/option-values.ts';
import { removeAgendaItem } from '../../src/core/meeting/change-agenda.ts';
import { msg } from '../../src/core/message.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'update',
  surface: 'control',
  options: { meeting: meeting(), item: carriedId('agi'), page: optional(ordinal()) },
  async run({ meeting: number, item, page = 0 }, context) {
    const agenda = await removeAgendaItem(context, context.inside, { number, item });
    return await ownAgendaCard(agenda, context, page, msg('agenda.removed'));
  },
});
