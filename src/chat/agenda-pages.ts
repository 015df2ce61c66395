import type { Agenda } from '../core/meeting/change-agenda.ts';
import { findMeeting } from '../core/meeting/find-meeting.ts';
import { mayDecideOn } from '../core/meeting/may-record.ts';
import type { Phrase } from '../core/text.ts';
import type { Card } from './card.ts';
import { defineCommand, type TwinningContext } from './command.ts';
import { meeting, optional, ordinal } from './option-values.ts';
import { agendaCard } from './view/agenda-card.ts';
import { ownFacts } from './view/own-facts.ts';

/** The agenda as this person may change it. */
export async function ownAgendaCard(
  { meeting: found, items }: Agenda,
  context: TwinningContext,
  page: number,
  done?: Phrase,
): Promise<Card> {
  const mayDecide = await mayDecideOn(context.database, context.inside, found);
  const reader = { memberId: context.member.id, mayDecide };
  return agendaCard(found, items, await ownFacts(context), reader, page, done);
}

/** A page of one's own copy of the agenda: a new one, or in the place of the page before. */
export const agendaPageCommand = (reply: 'private' | 'update') =>
  defineCommand({
    scope: 'twinning',
    who: 'anyone',
    reply,
    surface: 'control',
    options: { meeting: meeting(), page: optional(ordinal()) },
    async run({ meeting: number, page = 0 }, context) {
      const found = await findMeeting(context.database, context.inside.scope, number);
      const items = await context.database.records.agendaOf(found.id);
      return await ownAgendaCard({ meeting: found, items }, context, page);
    },
  });
