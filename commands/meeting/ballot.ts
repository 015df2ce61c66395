import { defineCommand } from '../../src/chat/command.ts';
import { meeting } from '../../src/chat/option-values.ts';
import { ballotCard } from '../../src/chat/view/ballot-card.ts';
import { withHolidays } from '../../src/chat/view/holiday-notes.ts';
import { readFacts } from '../../src/chat/view/posting-card.ts';
import { findMeeting } from '../../src/core/meeting/find-meeting.ts';

/** One's own copy of a poll, from a reminder or from the poll itself. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'control',
  options: { meeting: meeting() },
  async run({ meeting: number }, { database, inside, holidays, reader }) {
    const poll = await findMeeting(database, inside.scope, number);
    const facts = await readFacts(database, poll.twinningId);
    const shown = facts && (await withHolidays(facts, poll, holidays, reader.language));
    return shown && ballotCard(poll, { ...shown, home: inside.town }, { holder: inside.member });
  },
});
