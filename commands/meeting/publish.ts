import { defineCommand } from '../../src/chat/command.ts';
import { meeting } from '../../src/chat/option-values.ts';
import { readFacts } from '../../src/chat/view/posting-card.ts';
import { publishedNotice } from '../../src/chat/view/published-notice.ts';
import { publishPoll } from '../../src/core/meeting/publish-poll.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'update',
  surface: 'control',
  options: { meeting: meeting() },
  async run({ meeting: number }, context) {
    const poll = await publishPoll(context, context.inside, { number });
    const facts = await readFacts(context.database, poll.twinningId);
    return facts && publishedNotice(poll, facts, context.town, context.now);
  },
});
