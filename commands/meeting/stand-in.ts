import { defineCommand } from '../../src/chat/command.ts';
import { meeting } from '../../src/chat/option-values.ts';
import { standInCard } from '../../src/chat/view/ballot-card.ts';
import { readFacts } from '../../src/chat/view/posting-card.ts';
import { findMeeting } from '../../src/core/meeting/find-meeting.ts';

/** For whom? Office holders answer for members of their town who have no chat. */
export default defineCommand({
  scope: 'twinning',
  who: 'office-holder',
  reply: 'update',
  surface: 'control',
  options: { meeting: meeting() },
  async run({ meeting: number }, { database, inside }) {
    const poll = await findMeeting(database, inside.scope, number);
    const facts = await readFacts(database, poll.twinningId);
    return facts && standInCard(poll, { ...facts, home: inside.town }, inside.member);
  },
});
