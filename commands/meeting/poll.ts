import { defineCommand } from '../../src/chat/command.ts';
import { length, slots, when } from '../../src/chat/date-options.ts';
import { peopleNamed } from '../../src/chat/mentioned.ts';
import { optional, text } from '../../src/chat/option-values.ts';
import { clockNotes } from '../../src/chat/view/clock-notes.ts';
import { readFacts } from '../../src/chat/view/posting-card.ts';
import { publishedNotice } from '../../src/chat/view/published-notice.ts';
import { pollSlots } from '../../src/core/meeting/publish-poll.ts';

const USUAL_LENGTH_MINUTES = 60;

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: {
    topic: text('title'),
    slots: slots(),
    length: optional(length()),
    deadline: optional(when()),
    participants: optional(text('note')),
    required: optional(text('note')),
  },
  lead: 'topic',
  form: ['topic', 'slots', 'length', 'deadline', 'required'],
  async run(
    {
      topic,
      slots: { value: given, notes },
      length: lengthMinutes = USUAL_LENGTH_MINUTES,
      deadline,
      participants,
      required,
    },
    context,
  ) {
    const { inside, database } = context;
    const poll = await pollSlots(context, inside, {
      title: topic,
      slots: given,
      lengthMinutes,
      ...(deadline === undefined ? {} : { deadlineAt: deadline.value.at }),
      ...(await peopleNamed(database, inside, context.caller, { participants, required })),
    });
    const facts = await readFacts(database, poll.twinningId);
    return facts && publishedNotice(poll, facts, context.town, context.now, clockNotes(notes));
  },
});
