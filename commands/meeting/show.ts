import { defineCommand } from '../../src/chat/command.ts';

import { meeting } from '../../src/chat/option-values.ts';
import { meetingCard } from '../../src/chat/view/meeting-card.ts';
import { recordBlocks } from '../../src/chat/view/meeting-record.ts';
import { pollCard } from '../../src/chat/view/poll-card.ts';
import { readFacts } from '../../src/chat/view/posting-card.ts';
import { findMeeting } from '../../src/core/meeting/find-meeting.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: { meeting: meeting() },
  lead: 'meeting',
  form: ['meeting'],
  async run({ meeting: number }, { database, inside, now }) {
    const found = await findMeeting(database, inside.scope, number);
    const facts = await readFacts(database, found.twinningId);
    if (facts === undefined) throw new RangeError('a twinning vanished while it was read');
    const here = { ...facts, home: inside.town };
    const card =
      found.state === 'polling' ? pollCard(found, here, 'meeting/vote-here') : meetingCard(found, here);
    return { ...card, blocks: [...card.blocks, ...(await recordBlocks(found, here, database, now))] };
  },
});
