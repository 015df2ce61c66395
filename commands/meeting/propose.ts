import { defineCommand } from '../../src/chat/command.ts';
import { dateRange, length } from '../../src/chat/date-options.ts';
import { peopleNamed, townNamed } from '../../src/chat/mentioned.ts';
import { meetingKind, optional, text } from '../../src/chat/option-values.ts';
import { candidatesCard } from '../../src/chat/view/candidates-card.ts';
import { withHolidays } from '../../src/chat/view/holiday-notes.ts';
import { readFacts } from '../../src/chat/view/posting-card.ts';
import { proposeMeeting } from '../../src/core/meeting/propose-meeting.ts';
import { addDays, startOfDay } from '../../src/core/time/local-date.ts';

const USUAL_LENGTH_MINUTES = 60;

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: {
    topic: text('title'),
    length: optional(length()),
    between: optional(dateRange()),
    kind: optional(meetingKind()),
    host: optional(text('name')),
    participants: optional(text('note')),
    required: optional(text('note')),
  },
  lead: 'topic',
  form: ['topic', 'length', 'between', 'kind', 'host'],
  async run(
    { topic, length: lengthMinutes = USUAL_LENGTH_MINUTES, between, kind, host, participants, required },
    context,
  ) {
    const { inside, database, reader } = context;
    const proposal = {
      title: topic,
      lengthMinutes,
      ...(between === undefined
        ? {}
        : {
            fromAt: startOfDay(between.fromOn, reader.timeZone),
            untilAt: startOfDay(addDays(between.untilOn, 1), reader.timeZone),
          }),
      ...(kind === undefined ? {} : { kind }),
      ...(host === undefined ? {} : { hostTownId: townNamed(inside.scope, host, 'host').id }),
      ...(await peopleNamed(database, inside, context.caller, { participants, required })),
    };
    const feasts = { calendar: context.holidays, language: reader.language };
    const { meeting, search, terms } = await proposeMeeting(context, inside, proposal, feasts);
    const facts = await readFacts(database, meeting.twinningId);
    if (facts === undefined) throw new RangeError('a twinning vanished while it was read');
    const shown = await withHolidays(facts, meeting, context.holidays, reader.language);
    return candidatesCard(meeting, { ...shown, home: inside.town }, search, terms, between);
  },
});
