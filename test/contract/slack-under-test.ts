import { createSlackPlatform } from '../../src/adapters/slack/slack.ts';
import type { FaultEffect } from '../../src/sandbox/faults.ts';
import type { JsonObject } from '../../src/sandbox/page-api.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { AALBORG } from '../../src/sandbox/seed.ts';
import type { SlackMessageRecord } from '../../src/sandbox/world-data.ts';
import { expectValid } from '../contracts.ts';
import { fakeLog } from '../fakes/log.ts';
import { fakePictures } from '../fakes/picture-renderer.ts';
import { silentHandler } from '../fakes/silent-handler.ts';
import type { Befallen, PlatformUnderTest, Shown, Spot, Trouble } from './platform-contract.ts';

const methods: Readonly<Record<Befallen, string>> = {
  send: 'chat.postMessage',
  edit: 'chat.update',
  findSent: 'conversations.history',
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
      return { kind: 'answer', status: 200, body: { ok: false, error: 'invalid_auth' } };
  }
}

/** The real adapter on the server that plays Slack. */
export async function slackUnderTest(): Promise<PlatformUnderTest> {
  const sandbox = await startSandbox();
  const { world, faults, credentials } = sandbox;
  const fresh = () =>
    createSlackPlatform({
      botToken: credentials.slackBotToken,
      signingSecret: credentials.slackSigningSecret,
      apiUrl: credentials.slackApiUrl,
      handler: silentHandler,
      commands: new Map(),
      log: fakeLog(),
      pictures: fakePictures(),
      now: () => Date.now(),
      firstSight: () => Promise.resolve(true),
      accountChanged: () => Promise.resolve(),
    });
  const platform = fresh();
  await platform.start();
  let made = 0;
  const botId = world.space(AALBORG)?.botUserId ?? '';

  function spot(
    channelId: () => string,
    to: Spot['to'],
    userId: string,
    more: Pick<Spot, 'close' | 'vanish' | 'leave' | 'comeBack' | 'servers'>,
  ) {
    return {
      to,
      userId,
      shown: () =>
        world
          .slackMessages(channelId())
          .filter(({ authorId }) => authorId === botId)
          .map(shown),
      chatter(count: number) {
        for (let each = 0; each < count; each += 1)
          world.addSlackMessage({ ...plainMessage, id: world.ids.slackTs(), channelId: channelId() });
      },
      remove({ messageId }: Shown['message']) {
        const list = world.slackMessages(channelId());
        list.splice(
          list.findIndex((one) => one.id === messageId),
          1,
        );
      },
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
    name: 'slack',
    platform,
    fresh,
    now: () => Date.now(),
    foreigner: {
      type: 'person',
      account: { platform: 'discord', tenantId: 'discord', userId: '1202000000000000001' },
    },
    channel() {
      made += 1;
      const id = `C0SPOT${made}`;
      const channel = sandbox.addChannel({ id, spaceId: AALBORG, name: `spot-${made}`, topic: '' });
      return spot(() => id, { type: 'channel', tenantId: AALBORG, channelId: id }, '', {
        close: () => {
          channel.botMayPost = false;
        },
        vanish: () => without(world.data.channels, id),
        ...noPerson,
      });
    },
    person() {
      made += 1;
      const id = `U0SPOT${made}`;
      const person = sandbox.addPerson({
        id,
        spaceId: AALBORG,
        name: `Spot ${made}`,
        username: `spot${made}`,
        locale: 'en-GB',
        timeZone: 'Europe/Copenhagen',
        role: '',
      });
      const account = { platform: 'slack', tenantId: AALBORG, userId: id } as const;
      return spot(() => world.dm(person, botId).id, { type: 'person', account }, id, {
        // Slack's people cannot refuse messages; a workspace can switch off the tab in which they arrive.
        close: () => {
          const body = { ok: false, error: 'messages_tab_disabled' };
          faults.next({
            platform: 'slack',
            request: 'chat.postMessage',
            effect: { kind: 'answer', status: 200, body },
          });
        },
        vanish: () => without(world.data.people, id),
        leave: () => sandbox.slack.deactivate(id),
        comeBack: () => sandbox.slack.reactivate(id),
        servers: [],
      });
    },
    befall(call, trouble, times = 1) {
      const request = methods[call];
      const before = sandbox.sent.length;
      faults.next({ platform: 'slack', request, times, effect: effectOf(trouble) });
      return () => sandbox.sent.slice(before).filter((one) => one.request === request).length;
    },
    forget: () => undefined,
    async settle() {
      faults.clear();
      const wrong = sandbox.refusals.filter(({ code }) => /invalid_|too_long|no_text|not_authed/.test(code));
      const sent = sandbox.sent.filter(({ kind }) => kind === 'slack.message');
      sandbox.forgetSent();
      for (const { kind, body, ctx } of sent) expectValid(kind, body, ctx);
      const ours = wrong.filter(({ code }) => code !== 'invalid_auth');
      if (ours.length > 0) throw new Error(`refused: ${JSON.stringify(ours)}`);
    },
    async stop() {
      await platform.stop();
      await sandbox.stop();
    },
  };
}

const plainMessage: SlackMessageRecord = {
  platform: 'slack',
  kind: 'message',
  id: '',
  channelId: '',
  authorId: 'U0METTE',
  botId: null,
  sentAt: new Date(0).toISOString(),
  editedAt: null,
  visibleTo: null,
  text: 'chat',
  blocks: [],
  attachments: [],
  files: [],
  metadata: null,
  threadTs: null,
};

function shown(record: SlackMessageRecord): Shown {
  const controls = elementsOf(record.blocks).flatMap((element) =>
    element.type === 'button'
      ? [wordsOf(element.text)]
      : String(element.type).endsWith('_select')
        ? [wordsOf(element.placeholder)]
        : [],
  );
  const texts = record.blocks.flatMap((block) =>
    block.type === 'actions' ? [] : [block.text, ...list(block.fields), ...list(block.elements)],
  );
  // Where one is pinged the entity is unescaped, in markup as well as in the text beside the blocks.
  const raw = [
    record.text,
    ...texts.filter((one) => object(one).type === 'mrkdwn').map((one) => String(object(one).text)),
  ].join('\n');
  return {
    message: { platform: 'slack', tenantId: AALBORG, channelId: record.channelId, messageId: record.id },
    text: texts.map(wordsOf).join('\n'),
    controls,
    pings: [
      ...new Set(
        [...raw.matchAll(/<(?:@([UW][A-Z0-9]+)|!(channel|here|everyone|subteam))/g)].map(
          ([, user, many]) => user ?? many ?? '',
        ),
      ),
    ],
  };
}

const object = (value: unknown): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const elementsOf = (blocks: readonly JsonObject[]): JsonObject[] =>
  blocks.flatMap((block) => [...list(block.elements), block.accessory]).map(object);
const wordsOf = (text: unknown): string =>
  String(object(text).text ?? '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
