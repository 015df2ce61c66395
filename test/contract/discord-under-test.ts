import { createDiscordPlatform } from '../../src/adapters/discord/discord.ts';
import type { FaultEffect } from '../../src/sandbox/faults.ts';
import type { JsonObject } from '../../src/sandbox/page-api.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { SOLVANG } from '../../src/sandbox/seed.ts';
import type { DiscordMessageRecord } from '../../src/sandbox/world-data.ts';
import { expectValid } from '../contracts.ts';
import { fakeLog } from '../fakes/log.ts';
import { fakePictures } from '../fakes/picture-renderer.ts';
import { silentHandler } from '../fakes/silent-handler.ts';
import type { Befallen, PlatformUnderTest, Shown, Spot, Trouble } from './platform-contract.ts';

const routes: Readonly<Record<Befallen, string>> = {
  send: 'POST /channels/{}/messages',
  edit: 'PATCH /channels/{}/messages/{}',
  findSent: 'GET /channels/{}/messages',
};

function effectOf(trouble: Trouble): FaultEffect {
  if (typeof trouble === 'object') return { kind: 'rate-limit', retryAfterSeconds: trouble.busySeconds };
  switch (trouble) {
    case 'lost before':
      return { kind: 'drop-before' };
    case 'lost after':
      return { kind: 'drop-after' };
    case 'fails':
      return { kind: 'answer', status: 503 };
    case 'no token':
      return { kind: 'answer', status: 401, body: { code: 0, message: '401: Unauthorized' } };
  }
}

/** What Discord says of a request that is wrong in itself. */
const WRONG = ['50035', '50006', '50109', '404', '0'];

/** The real adapter on the server that plays Discord. */
export async function discordUnderTest(): Promise<PlatformUnderTest> {
  const sandbox = await startSandbox();
  const { world, faults, credentials } = sandbox;
  const fresh = () =>
    createDiscordPlatform({
      token: credentials.discordToken,
      applicationId: credentials.discordApplicationId,
      apiUrl: credentials.discordApiUrl,
      handler: silentHandler,
      registry: new Map(),
      log: fakeLog(),
      pictures: fakePictures(),
      now: () => Date.now(),
      firstSight: () => Promise.resolve(true),
    });
  let platform = fresh();
  await platform.start();
  const botId = world.data.discordApplicationId;
  let made = 0;

  function spot(
    channelId: () => string,
    to: Spot['to'],
    userId: string,
    more: Pick<Spot, 'close' | 'vanish' | 'leave' | 'comeBack' | 'servers'>,
  ) {
    const tenantId = to.type === 'channel' ? to.tenantId : '';
    return {
      to,
      userId,
      shown: () =>
        world
          .discordMessages(channelId())
          .filter(({ authorId }) => authorId === botId)
          .map((record) => shown(record, tenantId)),
      chatter(count: number) {
        for (let each = 0; each < count; each += 1)
          sandbox.discord.say('linda.petersen', channelId(), 'chat');
      },
      remove: ({ messageId }: Shown['message']) => sandbox.discord.deleteMessage(channelId(), messageId),
      ...more,
    };
  }
  const noPerson = { leave: async () => undefined, comeBack: async () => undefined, servers: [] };
  const without = <T extends { id: string }>(list: T[], id: string) =>
    void list.splice(
      list.findIndex((one) => one.id === id),
      1,
    );

  return {
    name: 'discord',
    get platform() {
      return platform;
    },
    fresh,
    now: () => Date.now(),
    foreigner: { type: 'person', account: { platform: 'slack', tenantId: 'T0AALBORG', userId: 'U0METTE' } },
    channel() {
      made += 1;
      const id = world.ids.snowflake();
      sandbox.addChannel({ id, spaceId: SOLVANG, name: `spot-${made}`, topic: '' });
      return spot(() => id, { type: 'channel', tenantId: SOLVANG, channelId: id }, '', {
        close: () => sandbox.discord.setBotAccess(id, 'read-only'),
        vanish: () => without(world.data.channels, id),
        ...noPerson,
      });
    },
    person() {
      made += 1;
      const id = world.ids.snowflake();
      const person = sandbox.addPerson({
        id,
        spaceId: SOLVANG,
        name: `Spot ${made}`,
        username: `spot${made}`,
        locale: 'en-US',
        timeZone: 'America/Los_Angeles',
        role: '',
      });
      const account = { platform: 'discord', tenantId: 'discord', userId: id } as const;
      return spot(() => world.dm(person, botId).id, { type: 'person', account }, id, {
        close: () => sandbox.discord.setAcceptsDms(id, false),
        vanish: () => without(world.data.people, id),
        leave: async () => sandbox.discord.leaveServer(id, SOLVANG),
        comeBack: async () => sandbox.discord.joinServer(id, SOLVANG),
        servers: [SOLVANG],
      });
    },
    befall(call, trouble, times = 1) {
      const request = routes[call];
      const before = sandbox.sent.length;
      faults.next({ platform: 'discord', request, times, effect: effectOf(trouble) });
      return () => sandbox.sent.slice(before).filter((one) => one.request === request).length;
    },
    forget() {
      for (const messages of Object.values(world.data.discordMessages))
        for (const message of messages) message.nonce = null;
    },
    async settle() {
      faults.clear();
      // discord.js keeps to 50 requests a second, which tests are done with sooner than that: each has its own.
      await platform.stop();
      platform = fresh();
      const wrong = sandbox.refusals.filter(({ code, status }) => WRONG.includes(code) && status !== 401);
      const sent = sandbox.sent.filter(({ kind }) => !kind.endsWith('.call'));
      sandbox.forgetSent();
      for (const { kind, body, ctx } of sent) expectValid(kind, body, { v2: true, ...ctx });
      if (wrong.length > 0) throw new Error(`refused: ${JSON.stringify(wrong)}`);
    },
    async stop() {
      await platform.stop();
      await sandbox.stop();
    },
  };
}

function shown(record: DiscordMessageRecord, tenantId: string): Shown {
  const parts = everyPart(record.components);
  return {
    message: { platform: 'discord', tenantId, channelId: record.channelId, messageId: record.id },
    text: [record.content, ...parts.flatMap(({ content }) => (typeof content === 'string' ? [content] : []))]
      .join('\n')
      .replaceAll('\\', ''),
    controls: parts.flatMap(({ label, placeholder, custom_id: id }) =>
      typeof id === 'string' ? [String(label ?? placeholder)] : [],
    ),
    pings: [...record.pings.userIds, ...record.pings.roleIds, ...(record.pings.everyone ? ['everyone'] : [])],
  };
}

const everyPart = (components: readonly JsonObject[]): JsonObject[] =>
  components.flatMap((one) => [
    one,
    ...everyPart(Array.isArray(one.components) ? (one.components as JsonObject[]) : []),
  ]);
