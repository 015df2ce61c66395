import { defineCommand } from '../../src/chat/command.ts';

import { answer, meeting, slotNumbersOrAll } from '../../src/chat/option-values.ts';
import { castBallot } from '../../src/core/meeting/decide-meeting.ts';

/** Silent: the poll's message is refreshed everywhere by its job, which is its only writer. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'silent',
  surface: 'control',
  options: { meeting: meeting(), slot: slotNumbersOrAll(), answer: answer() },
  async run({ meeting: number, slot, answer: given }, context) {
    await castBallot(context, context.inside, { number, slots: slot, answer: given });
    return undefined;
  },
});
