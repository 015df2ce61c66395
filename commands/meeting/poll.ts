import { defineCommand } from '../../src/chat/command.ts';

import { participantsOf } from '../../src/chat/mentioned.ts';
import { length, optional, slots, text, when } from '../../src/chat/option-values.ts';
import { clockNotes } from '../../src/chat/view/clock-notes.ts';
import { localTimes } from '../../src/chat/view/local-times.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { pollSlots } from '../../src/core/meeting/publish-poll.ts';
import { msg } from '../../src/core/message.ts';

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
  },
  lead: 'topic',
  form: ['topic', 'slots', 'length', 'deadline'],
  async run(
    {
      topic,
      slots: { value: given, notes },
      length: lengthMinutes = USUAL_LENGTH_MINUTES,
      deadline,
      participants,
    },
    context,
  ) {
    const { inside, database } = context;
    const poll = await pollSlots(context, inside, {
      title: topic,
      slots: given,
      lengthMinutes,
      ...(deadline === undefined ? {} : { deadlineAt: deadline.value.at }),
      participantIds: await participantsOf(database, inside, context.caller, participants),
    });
    const until = localTimes(poll.deadlineAt ?? context.now, inside.scope.towns, context.town);
    return notice(
      'good',
      msg('meeting.published', { title: poll.title, reference: `M-${poll.number}`, until }),
      ...clockNotes(notes),
    );
  },
});
