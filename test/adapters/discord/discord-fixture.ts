import { createDiscordPlatform, type DiscordOptions } from '../../../src/adapters/discord/discord.ts';
import type { Answer, Call, CallHandler, Content, Plan, Reader } from '../../../src/chat/call.ts';
import type { Block, Card } from '../../../src/chat/card.ts';
import type { AnyCommand } from '../../../src/chat/command.ts';
import type { Form } from '../../../src/chat/form.ts';
import type { LogFields } from '../../../src/chat/log.ts';
import type { OptionType } from '../../../src/chat/option.ts';
import type { Platform } from '../../../src/chat/platform.ts';
import { msg } from '../../../src/core/message.ts';
import type { Param } from '../../../src/core/text.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/sandbox.ts';
import { expectValid } from '../../contracts.ts';
import { fakePictures } from '../../fakes/picture-renderer.ts';

export const reader: Reader = { language: 'en', locale: 'en-GB', timeZone: 'Europe/London' };

export function content(text: Param, blocks: Block[] = [], tone: Card['tone'] = 'neutral'): Content {
  return {
    reader,
    card: {
      tone,
      blocks: [{ type: 'text', text: msg('discord.field', { label: text, value: '' }) }, ...blocks],
    },
  };
}

export const answer = (
  visibility: Answer['visibility'],
  text: Param = 'done',
  more: { blocks?: Block[]; also?: Content[] } = {},
): Answer => ({ visibility, content: content(text, more.blocks), also: more.also ?? [] });

/** One button that calls `command` with these options. */
export const button = (command: string, options: Record<string, string> = {}, openForm = false): Block => ({
  type: 'controls',
  controls: [
    {
      type: 'button',
      label: msg('discord.open-form'),
      style: 'primary',
      call: { command: command as never, options, openForm },
    },
  ],
});

const option = (more: Partial<OptionType<unknown>> = {}): OptionType<unknown> => ({
  discord: 'string',
  field: 'line',
  required: false,
  maxLength: 200,
  parse: (raw) => raw,
  ...more,
});

const command = (options: AnyCommand['options']): AnyCommand => ({
  scope: 'anywhere',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options,
  run: async () => undefined,
});

/** Real files in commands/ come and go; the adapter is to work with any. */
const registry = new Map([
  ['twin/start', command({ town: option({ completer: 'place' }), since: option() })],
  ['committee/add', command({ member: option({ discord: 'user', required: true }) })],
]);

export interface Fixture {
  readonly sandbox: Sandbox;
  readonly platform: Platform;
  readonly calls: Call[];
  readonly logged: { code: string; fields: LogFields }[];
  /** What the handler says next. */
  plan: Plan;
  run: (call: Call) => Promise<Answer>;
  form: (call: Call) => Promise<Form>;
  complete: CallHandler['complete'];
  firstSight: (requestId: string) => Promise<boolean>;
  codes(): string[];
  stop(): Promise<void>;
}

export async function startFixture(
  sandboxOptions: SandboxOptions = {},
  more: Partial<DiscordOptions> = {},
): Promise<Fixture> {
  const sandbox = await startSandbox(sandboxOptions);
  const seen = new Set<string>();
  const logged: Fixture['logged'] = [];
  const note = (code: string, fields: LogFields = {}) => void logged.push({ code, fields });
  const fixture: Fixture = {
    sandbox,
    calls: [],
    logged,
    plan: { type: 'reply', visibility: 'private' },
    run: async () => answer('private'),
    form: async () => {
      throw new Error('no form');
    },
    complete: async () => [],
    firstSight: async (id) => !seen.has(id) && seen.add(id).has(id),
    codes: () => logged.map(({ code }) => code),
    platform: createDiscordPlatform({
      token: sandbox.credentials.discordToken,
      applicationId: sandbox.credentials.discordApplicationId,
      apiUrl: sandbox.credentials.discordApiUrl,
      registry,
      describe: (key, language) => `${key} ${language}`,
      now: () => sandbox.world.nowMs(),
      log: { info: note, warn: note, error: note },
      firstSight: (id) => fixture.firstSight(id),
      pictures: fakePictures(),
      handler: {
        plan: () => fixture.plan,
        run: (call) => {
          fixture.calls.push(call);
          return fixture.run(call);
        },
        form: (call) => {
          fixture.calls.push(call);
          return fixture.form(call);
        },
        complete: (...asked) => fixture.complete(...asked),
      },
      ...more,
    }),
    stop: async () => {
      await fixture.platform.stop();
      for (const sent of sandbox.sent) {
        if (sent.platform === 'discord' && !sent.kind.endsWith('.call')) {
          expectValid(sent.kind, sent.body, { v2: true, ...sent.ctx });
        }
      }
      await sandbox.stop();
    },
  };
  return fixture;
}

export const LINDA = '1202000000000000001';
export const CARLOS = '1202000000000000002';
export const COMMITTEE = '1203000000000000001';
export const SOLVANG = '1201000000000000001';

/** All words of a message. */
export const wordsOf = (message: { components: readonly unknown[] }): string =>
  JSON.stringify(message.components);
