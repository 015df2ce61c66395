import { defineCommand } from '../../src/chat/command.ts';
import { optional, text } from '../../src/chat/option-values.ts';
import { showHistory } from '../../src/chat/show-list.ts';
import { discordTenant } from '../../src/core/committee/member.ts';
import { findHistoryAbout } from '../../src/core/history/find-history-about.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: { about: optional(text('title')) },
  lead: 'about',
  async run({ about }, context) {
    if (about === undefined) return await showHistory(context);
    const { platform, tenantId } = context.caller;
    const where = { platform, tenantId: platform === 'discord' ? discordTenant : tenantId };
    return await showHistory(context, await findHistoryAbout(context.database, context.inside, about, where));
  },
});
