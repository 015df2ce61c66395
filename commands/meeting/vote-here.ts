import { defineCommand } from '../../src/chat/command.ts';
import { answer, meeting, slotNumbersOrAll } from '../../src/chat/option-values.ts';
import { ballotCard, pageOfSlot } from '../../src/chat/view/ballot-card.ts';
import { withHolidays } from '../../src/chat/view/holiday-notes.ts';
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
    const { inside } = context;
    const voted = await castBallot(context, inside, { number, slots: slot, answer: given });
    const facts = await readFacts(context.database, voted.twinningId);
    const shown = facts && (await withHolidays(facts, voted, context.holidays, context.reader.language));
    const copy = { holder: inside.member, page: pageOfSlot(voted, slot) };
    return shown && ballotCard(voted, { ...shown, home: inside.town }, copy);
  },
});
