import { refusal } from '../core/domain-error.ts';
import { findMeeting } from '../core/meeting/find-meeting.ts';
import { defineCommand } from './command.ts';
import { meeting, optional, ordinal } from './option-values.ts';
import { minutesPageCard } from './view/minutes-card.ts';
import { ownFacts } from './view/own-facts.ts';

/** A page of the whole minutes, for one person: a new one, or in the place of the page before. */
export const minutesPageCommand = (reply: 'private' | 'update') =>
  defineCommand({
    scope: 'twinning',
    who: 'anyone',
    reply,
    surface: 'control',
    options: { meeting: meeting(), page: optional(ordinal()) },
    async run({ meeting: number, page = 0 }, context) {
      const found = await findMeeting(context.database, context.inside.scope, number);
      const minutes = await context.database.records.minutesOf(found.id);
      if (minutes === undefined) throw refusal('error.meeting.no-minutes', { title: found.title });
      return minutesPageCard(found, minutes, await ownFacts(context), page);
    },
  });
