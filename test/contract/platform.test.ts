import { type PlatformError, PlatformError as Refusal } from '../../src/chat/platform.ts';
import type { PlatformName } from '../../src/core/twinning/twinning.ts';
import { fakePlatform } from '../fakes/platform.ts';
import { discordUnderTest } from './discord-under-test.ts';
import { type PlatformUnderTest, platformContract, type Spot, type Trouble } from './platform-contract.ts';
import { slackUnderTest } from './slack-under-test.ts';

platformContract('the fake platform', () => fakeUnderTest('slack'));
platformContract('Slack', slackUnderTest);
platformContract('Discord', discordUnderTest);

async function fakeUnderTest(name: PlatformName): Promise<PlatformUnderTest> {
  const now = () => Date.now();
  const platform = fakePlatform(name, now);
  let made = 0;
  const spot = (to: Spot['to'], userId: string): Spot => ({
    to,
    userId,
    shown: () =>
      platform.shown(to).map(({ message, text, controls, pings }) => ({ message, text, controls, pings })),
    chatter: () => undefined,
    close: () => platform.close(to),
    vanish: () => platform.remove(to),
    leave: async () => to.type === 'person' && platform.leave(to.account),
    comeBack: async () => to.type === 'person' && platform.comeBack(to.account),
    servers: [],
    remove: (message) => platform.remove(message),
  });
  return {
    name,
    platform,
    now,
    fresh: () => fakePlatform(name, now),
    foreigner: { type: 'person', account: { platform: 'discord', tenantId: 'discord', userId: '1' } },
    channel() {
      made += 1;
      return spot({ type: 'channel', tenantId: 'T1', channelId: `C${made}` }, '');
    },
    person() {
      made += 1;
      const userId = `U${made}`;
      return spot({ type: 'person', account: { platform: name, tenantId: 'T1', userId } }, userId);
    },
    befall(call, trouble, times = 1) {
      const before = platform.calls[call];
      for (let each = 0; each < times; each += 1) platform.trouble(call, befalling(trouble));
      return () => platform.calls[call] - before;
    },
    forget: () => undefined,
    settle: async () => platform.calm(),
    stop: () => platform.stop(),
  };
}

function befalling(trouble: Trouble) {
  const refused = (error: PlatformError) => ({ type: 'refused', error }) as const;
  if (typeof trouble === 'object')
    return refused(new Refusal('busy', 'too-many', trouble.busySeconds * 1_000));
  switch (trouble) {
    case 'lost before':
      return { type: 'lost-before' } as const;
    case 'lost after':
      return { type: 'lost-after' } as const;
    case 'fails':
    case 'no token':
      return refused(new Refusal('unavailable', trouble));
  }
}
