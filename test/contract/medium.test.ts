import { discordMedium } from '../../src/adapters/discord/medium.ts';
import { slackMedium } from '../../src/adapters/slack/medium.ts';
import { plainMedium } from '../../src/i18n/format.ts';
import { reader } from '../fixtures/cards.ts';
import { mediumContract } from './medium-contract.ts';

// Plain text is the fake: it is read by nobody who would make a ping of it.
mediumContract('plain text', () => ({ medium: plainMedium, platform: undefined, pings: () => [] }));

for (const audience of ['one', 'many'] as const)
  mediumContract(`Slack's markup for ${audience}`, () => ({
    medium: slackMedium(reader, audience),
    platform: 'slack',
    pings: (written) =>
      [...written.matchAll(/<(?:@([UW][A-Z0-9]+)|!(channel|here|everyone|subteam))/g)].map(
        ([, user, many]) => user ?? many ?? '',
      ),
  }));

mediumContract("Discord's markup", () => {
  const allowed = new Set<string>();
  return {
    medium: discordMedium(allowed),
    platform: 'discord',
    // Discord notifies whom a message names and also lists as allowed.
    pings: (written) =>
      [...written.matchAll(/<@!?(\d+)>/g)].map(([, id]) => id ?? '').filter((id) => allowed.has(id)),
  };
});
