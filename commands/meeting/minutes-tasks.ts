import { defineCommand } from '../../src/chat/command.ts';
import { meeting } from '../../src/chat/option-values.ts';
import { minutesTasksCard } from '../../src/chat/view/minutes-tasks-card.ts';
import { ownFacts } from '../../src/chat/view/own-facts.ts';
import { readMinutes } from '../../src/core/meeting/write-minutes.ts';

/** What has become of the tasks in the minutes, and which of them the reader's town can complete. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'control',
  options: { meeting: meeting() },
  async run({ meeting: number }, context) {
    const { reader, now } = context;
    const read = await readMinutes(context, context.inside, { number, reading: reader });
    return minutesTasksCard(read, await ownFacts(context), { ...reader, now });
  },
});
