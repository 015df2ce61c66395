import { defineCommand } from '../../src/chat/command.ts';

import { meeting } from '../../src/chat/option-values.ts';
import { ballotCard } from '../../src/chat/view/ballot-card.ts';
import { withHolidays } from '../../src/chat/view/holiday-notes.ts';
import { meetingCard } from '../../src/chat/view/meeting-card.ts';
import { recordBlocks } from '../../src/chat/view/meeting-record.ts';
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
  async run({ meeting: number }, { database, inside, reader, calendars, holidays, now }) {
    const found = await findMeeting(database, inside.scope, number);
    const facts = await readFacts(database, found.twinningId);
    if (facts === undefined) throw new RangeError('a twinning vanished while it was read');
    const calendar = { reader, ...(calendars === undefined ? {} : { addresses: calendars }) };
    const here = { ...facts, home: inside.town, calendar };
    const card =
      found.state === 'polling'
        ? ballotCard(found, await withHolidays(here, found, holidays, reader.language), {
            holder: inside.member,
          })
        : meetingCard(found, here);
    return { ...card, blocks: [...card.blocks, ...(await recordBlocks(found, here, database, now))] };
  },
});
