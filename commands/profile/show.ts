import { defineCommand } from '../../src/chat/command.ts';
import { profileCard } from '../../src/chat/view/profile-card.ts';
import { comingAway } from '../../src/core/availability/away.ts';
import { dateAt } from '../../src/core/time/local-date.ts';

export default defineCommand({
  scope: 'person',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: {},

  async run(_, { member, town, reader, database, now }) {
    const away = comingAway(await database.away.awayOf([member.id]), dateAt(now, reader.timeZone));
    return profileCard(member, town, reader, away);
  },
});
