import { isObject, listOf, objectOf, textOf } from '../json.ts';
import type { JsonObject } from '../page-api.ts';
import type { SpaceRecord } from '../world-data.ts';
import { checkCommand, registeredCommand } from './command-rules.ts';
import { bodyOf, type RestCall, type RestRoute } from './discord-context.ts';
import { FormErrors, refuse } from './discord-refusal.ts';
import { channelJson, guildJson, memberJson, userJson } from './discord-shapes.ts';

export function guildFor(call: RestCall, id = call.ids[0]): SpaceRecord {
  const space = call.context.world.space(id);
  return space?.discord ? space : refuse('unknownGuild');
}

function ownApplication(call: RestCall): void {
  if (call.ids[0] !== call.context.world.data.discordApplicationId) refuse('missingAccess');
}

function scopeOf(call: RestCall): string {
  ownApplication(call);
  return call.ids.length > 1 && call.ids[1] ? guildFor(call, call.ids[1]).id : 'global';
}

function registered(call: RestCall, scope: string, given: JsonObject, known?: JsonObject): JsonObject {
  const { world } = call.context;
  return registeredCommand(given, {
    id: known?.id ?? world.ids.snowflake(),
    application_id: world.data.discordApplicationId,
    version: world.ids.snowflake(),
    ...(scope === 'global'
      ? {
          integration_types: given.integration_types ?? [0],
          contexts: given.contexts ?? null,
          dm_permission: true,
        }
      : { guild_id: scope }),
  });
}

function saveCommands(call: RestCall, scope: string, commands: JsonObject[]): void {
  const { world } = call.context;
  world.data.discordCommands[scope] = commands;
  world.data.discordCommandsRevision += 1;
  world.changed();
}

const known = (call: RestCall, scope: string): JsonObject[] =>
  call.context.world.data.discordCommands[scope] ?? [];

const overwriteCommands: RestRoute = (call) => {
  const scope = scopeOf(call);
  const list = listOf(call.body).filter(isObject);
  const errors = new FormErrors();
  if (!Array.isArray(call.body)) errors.add([], 'BASE_TYPE_BAD_TYPE', 'Must be a list');
  errors.max([], list.length, 130);
  const names = new Set<string>();
  list.forEach((command, index) => {
    checkCommand(errors, command, [index]);
    const key = `${textOf(command.type) || '1'}:${textOf(command.name)}`;
    if (names.has(key)) {
      errors.add(
        [index, 'name'],
        'APPLICATION_COMMANDS_DUPLICATE_NAME',
        'Application command names must be unique',
      );
    }
    names.add(key);
  });
  errors.throwIfAny();
  const before = known(call, scope);
  const commands = list.map((one) =>
    registered(
      call,
      scope,
      one,
      before.find((old) => old.name === one.name && (old.type ?? 1) === (one.type ?? 1)),
    ),
  );
  saveCommands(call, scope, commands);
  return { status: 200, json: commands };
};

const listCommands: RestRoute = (call) => ({ status: 200, json: known(call, scopeOf(call)) });

const createCommand: RestRoute = (call) => {
  const scope = scopeOf(call);
  const errors = new FormErrors();
  checkCommand(errors, bodyOf(call), []);
  errors.throwIfAny();
  const old = known(call, scope).find((one) => one.name === bodyOf(call).name);
  const command = registered(call, scope, bodyOf(call), old);
  saveCommands(call, scope, [...known(call, scope).filter((one) => one !== old), command]);
  return { status: old ? 200 : 201, json: command };
};

const deleteCommand: RestRoute = (call) => {
  ownApplication(call);
  const id = call.ids.at(-1);
  const scope = call.ids.length > 2 ? guildFor(call, call.ids[1]).id : 'global';
  const old = known(call, scope).find((one) => one.id === id);
  if (!old) return refuse('unknownCommand');
  saveCommands(
    call,
    scope,
    known(call, scope).filter((one) => one !== old),
  );
  return { status: 204 };
};

const application = (call: RestCall): JsonObject => {
  const { world } = call.context;
  const bot = world.person(world.data.discordApplicationId);
  return {
    id: world.data.discordApplicationId,
    name: 'Twinbell',
    icon: null,
    description: '',
    summary: '',
    type: null,
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: 0,
    flags_new: '0',
    hook: true,
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    eligible_oauth2_scopes: [],
    team: null,
    integration_types_config: { '0': {} },
    approximate_guild_count: world.data.spaces.filter((one) => one.discord).length,
    ...(bot ? { bot: userJson(bot), owner: userJson(bot) } : {}),
  };
};

export const directoryRoutes: { [route: string]: RestRoute } = {
  'GET /gateway/bot': (call) => ({
    status: 200,
    json: {
      url: `${call.context.baseUrl().replace(/^http/, 'ws')}/discord-gateway/`,
      shards: 1,
      session_start_limit: { total: 1000, remaining: 999, reset_after: 14_400_000, max_concurrency: 1 },
    },
  }),
  'GET /gateway': (call) => ({
    status: 200,
    json: { url: `${call.context.baseUrl().replace(/^http/, 'ws')}/discord-gateway/` },
  }),
  'GET /users/@me': (call) => {
    const bot = call.context.world.person(call.context.world.data.discordApplicationId);
    return bot
      ? { status: 200, json: { ...userJson(bot), verified: true, mfa_enabled: true, locale: 'en-US' } }
      : refuse('unknownUser');
  },
  'GET /users/@me/guilds': (call) => ({
    status: 200,
    json: call.context.world.data.spaces
      .filter((one) => one.discord)
      .map((one) => ({
        id: one.id,
        name: one.name,
        icon: null,
        owner: false,
        permissions: '0',
        features: [],
      })),
  }),
  'GET /applications/@me': (call) => ({ status: 200, json: application(call) }),
  'GET /oauth2/applications/@me': (call) => ({ status: 200, json: application(call) }),

  'GET /applications/{}/commands': listCommands,
  'PUT /applications/{}/commands': overwriteCommands,
  'POST /applications/{}/commands': createCommand,
  'DELETE /applications/{}/commands/{}': deleteCommand,
  'GET /applications/{}/guilds/{}/commands': listCommands,
  'PUT /applications/{}/guilds/{}/commands': overwriteCommands,
  'POST /applications/{}/guilds/{}/commands': createCommand,
  'DELETE /applications/{}/guilds/{}/commands/{}': deleteCommand,

  'GET /guilds/{}': (call) => ({ status: 200, json: guildJson(call.context.world, guildFor(call)) }),
  'GET /guilds/{}/channels': (call) => {
    const guild = guildFor(call);
    const { world } = call.context;
    return {
      status: 200,
      json: world.data.channels
        .filter((one) => one.spaceId === guild.id)
        .map((one) => channelJson(world, one)),
    };
  },
  'GET /guilds/{}/roles': (call) => ({
    status: 200,
    json: objectOf(guildJson(call.context.world, guildFor(call))).roles ?? [],
  }),
  'GET /guilds/{}/members/{}': (call) => {
    const guild = guildFor(call);
    const id = call.ids[1] === '@me' ? guild.botUserId : call.ids[1];
    const person = call.context.world.person(id);
    if (!person?.spaceIds.includes(guild.id)) return refuse('unknownMember');
    return { status: 200, json: memberJson(person) };
  },
  'GET /guilds/{}/members/search': (call) => {
    const guild = guildFor(call);
    const query = (call.query.get('query') ?? '').toLowerCase();
    return {
      status: 200,
      json: call.context.world.data.people
        .filter((one) => one.spaceIds.includes(guild.id))
        .filter((one) => [one.name, one.username].some((name) => name.toLowerCase().startsWith(query)))
        .map((one) => memberJson(one)),
    };
  },
};
