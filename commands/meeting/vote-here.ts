import { defineCommand } from '../../src/chat/command.ts';

import { answer, meeting, slotNumbersOrAll } from '../../src/chat/option-values.ts';
import { withHolidays } from '../../src/chat/view/holiday-notes.ts';
import { pollCard } from '../../src/chat/view/poll-card.ts';
import { readFacts } from '../../src/chat/view/posting-card.ts';
import { castBallot } from '../../src/core/meeting/decide-meeting.ts';

/** A vote in one's own copy of the poll, which nobody else updates. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'update',
  surface: 'control',
  options: { meeting: meeting(), slot: slotNumbersOrAll(), answer: answer() },
  async run({ meeting: number, slot, answer: given }, context) {
    const voted = await castBallot(context, context.inside, { number, slots: slot, answer: given });
    const facts = await readFacts(context.database, voted.twinningId);
    const shown = facts && (await withHolidays(facts, voted, context.holidays, context.reader.language));
    return shown && pollCard(voted, { ...shown, home: context.town }, 'meeting/vote-here');
  },
});
