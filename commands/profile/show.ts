import { defineCommand } from '../../src/chat/command.ts';
import { profileCard } from '../../src/chat/view/profile-card.ts';

export default defineCommand({
  scope: 'person',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: {},

  async run(_, { member, town, reader }) {
    return profileCard(member, town, reader);
  },
});
