import { defineCommand } from '../../src/chat/command.ts';
import { count, meeting, memberId, optional } from '../../src/chat/option-values.ts';
import { ballotCard } from '../../src/chat/view/ballot-card.ts';
import { readFacts } from '../../src/chat/view/posting-card.ts';
import { findMeeting } from '../../src/core/meeting/find-meeting.ts';
import { memberToRecordFor } from '../../src/core/meeting/record-ballot.ts';

/** Leafs through one's own copy of a poll, or the one for a member whose answers one writes down. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'update',
  surface: 'control',
  options: {
    meeting: meeting(),
    page: optional(count()),
    for: optional(memberId()),
    part: optional(count()),
  },
  async run({ meeting: number, page = 1, for: id }, { database, inside }) {
    const poll = await findMeeting(database, inside.scope, number);
    const forMember = id === undefined ? undefined : await memberToRecordFor(database, inside, id);
    const facts = await readFacts(database, poll.twinningId);
    const copy = { holder: inside.member, page, ...(forMember === undefined ? {} : { forMember }) };
    return facts && ballotCard(poll, { ...facts, home: inside.town }, copy);
  },
});
