import type { AnyCommand } from '../../chat/command.ts';
import { messageActions } from '../../chat/from-message.ts';
import { msg } from '../../core/message.ts';
import { plainMedium, type Wording, word } from '../../i18n/format.ts';
import { clampPlain } from './limits.ts';

/** What each scope is for; docs/slack.md says it in words. A scope that nothing here needs is not asked for. */
export const scopes = [
  // Slash commands.
  'commands',
  // Answers, announcements, reminders.
  'chat:write',
  // Joining the public channel in which somebody ran a command.
  'channels:join',
  // Looking whether a doubtful message arrived, before it is sent again: public, private, direct.
  'channels:history',
  'groups:history',
  'im:history',
  // Reminders to a person.
  'im:write',
  // Pictures: Slack shows one in a message when it has it as a file.
  'files:write',
  // Names, time zones and languages.
  'users:read',
] as const;

export interface ManifestOptions {
  /** In whose language the commands are described. */
  readonly wording: Wording;
  /** The bot's public address; without it the app uses Socket Mode. */
  readonly publicUrl?: string;
}

/** The app manifest that Slack takes under "From a manifest", made from the command definitions. */
export function slackManifest(
  commands: ReadonlyMap<string, AnyCommand>,
  { wording, publicUrl }: ManifestOptions,
): Record<string, unknown> {
  const url = publicUrl === undefined ? undefined : new URL('/slack/events', publicUrl).href;
  const address = url === undefined ? {} : { url };
  return {
    _metadata: { major_version: 1, minor_version: 1 },
    display_information: {
      name: 'Twinbell',
      description: clampPlain(word(msg('slack.manifest.description'), wording, plainMedium), 140),
      background_color: '#1d3557',
    },
    features: {
      app_home: {
        home_tab_enabled: false,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: 'Twinbell', always_online: true },
      slash_commands: rootsOf(commands).map((root) => ({
        command: `/${root}`,
        description: describe(root, wording),
        ...hint(root, commands),
        should_escape: true,
        ...address,
      })),
      ...shortcutsOf(commands, wording),
    },
    oauth_config: { scopes: { bot: [...scopes] } },
    settings: {
      interactivity: { is_enabled: true, ...(url === undefined ? {} : { request_url: url }) },
      org_deploy_enabled: false,
      socket_mode_enabled: url === undefined,
      token_rotation_enabled: false,
    },
  };
}

/** What one can make of a message, in its menu. Slack takes 24 characters for a name, and no second language. */
function shortcutsOf(commands: ReadonlyMap<string, AnyCommand>, wording: Wording) {
  const actions = messageActions(commands).map(({ command, nameKey }) => ({
    name: clampPlain(word({ type: 'message', key: nameKey, params: {} }, wording, plainMedium), 24),
    type: 'message',
    callback_id: command,
    description: clampPlain(
      word(
        { type: 'message', key: `command.${command.replace('/', '.')}.description`, params: {} },
        wording,
        plainMedium,
      ),
      150,
    ),
  }));
  return actions.length === 0 ? {} : { shortcuts: actions };
}

/** 'twin' first: it works for everything. */
function rootsOf(commands: ReadonlyMap<string, AnyCommand>): string[] {
  const roots = new Set(
    [...commands].filter(([, { surface }]) => surface !== 'control').map(([path]) => rootOf(path)),
  );
  return [...roots].sort((a, b) => Number(b === 'twin') - Number(a === 'twin') || a.localeCompare(b, 'en'));
}

const rootOf = (path: string): string => path.split('/', 1)[0] ?? path;

const describe = (root: string, wording: Wording): string =>
  clampPlain(
    word({ type: 'message', key: `command.${root}.description`, params: {} }, wording, plainMedium),
    2000,
  );

/** Slack shows it behind the command while one types: the words that may follow. */
function hint(root: string, commands: ReadonlyMap<string, AnyCommand>): { usage_hint?: string } {
  const words = [...commands]
    .filter(([path, { surface }]) => surface === 'typed' && path.startsWith(`${root}/`))
    .map(([path]) => path.slice(root.length + 1));
  return words.length === 0 ? {} : { usage_hint: clampPlain(`[${words.join(' | ')}]`, 1000) };
}
