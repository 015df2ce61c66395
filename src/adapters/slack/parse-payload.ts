import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Call, Caller, Place } from '../../chat/call.ts';
import type { AnyCommand } from '../../chat/command.ts';
import { parseControlId } from '../../chat/control-id.ts';
import type { Id } from '../../core/world.ts';
import { isDirect } from './delivery.ts';
import { parseCommand } from './parse-command.ts';
import { type FormOrigin, fieldBlock, optionOfBlock } from './render-form.ts';

/** A native payload, understood. */
export interface SlackRequest {
  readonly call: Call;
  /** Opens a modal, once and within three seconds. */
  readonly triggerId: string;
  readonly origin: FormOrigin;
  /** A slash command as a person would type it again. */
  readonly typed?: string;
}

/** What the payload does not say. */
export interface Surroundings {
  readonly tenantId: string;
  readonly commands: ReadonlyMap<string, AnyCommand>;
  readonly profile: (userId: string, name?: string) => ReturnType<Caller['profile']>;
}

const slashSchema = z.object({
  command: z.string(),
  text: z.string().default(''),
  team_id: z.string(),
  channel_id: z.string(),
  user_id: z.string(),
  user_name: z.string().optional(),
  trigger_id: z.string(),
  response_url: z.string(),
});

/** Undefined for anything that is not a slash command of this workspace. */
export function parseSlash(body: unknown, around: Surroundings): SlackRequest | undefined {
  const { data } = slashSchema.safeParse(body);
  if (data === undefined || data.team_id !== around.tenantId) return undefined;
  const parsed = parseCommand(data.command, data.text, around.commands);
  return {
    call: {
      requestId: data.trigger_id,
      ...parsed,
      origin: 'typed',
      caller: callerOf(data.user_id, data.user_name, around),
      place: placeOf(data.channel_id, around),
      openForm: false,
    },
    triggerId: data.trigger_id,
    origin: { channelId: data.channel_id, responseUrl: data.response_url },
    typed: `${data.command} ${data.text.replace(/<@[UW][A-Z0-9]+\|([^<>]+)>/g, '@$1')}`
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
      .trim(),
  };
}

const optionSchema = z.object({ value: z.string() });
const actionsSchema = z.object({
  type: z.literal('block_actions'),
  user: z.object({ id: z.string(), username: z.string().optional(), name: z.string().optional() }),
  trigger_id: z.string(),
  response_url: z.string().optional(),
  channel: z.object({ id: z.string() }).optional(),
  container: z.object({
    channel_id: z.string().optional(),
    message_ts: z.string().optional(),
    is_ephemeral: z.boolean().optional(),
  }),
  actions: z
    .array(
      z.object({
        type: z.string(),
        action_id: z.string(),
        value: z.string().optional(),
        selected_option: optionSchema.nullish(),
        selected_options: z.array(optionSchema).optional(),
      }),
    )
    .min(1),
});

/** Undefined for anything that is not a press of one of our controls. */
export function parseAction(body: unknown, around: Surroundings): SlackRequest | undefined {
  const { data } = actionsSchema.safeParse(body);
  const action = data?.actions[0];
  if (data === undefined || action === undefined) return undefined;
  const claim = parseControlId(
    action.type === 'button' ? (action.value ?? '') : action.action_id.replace(/#\d+$/, ''),
  );
  const channelId = data.channel?.id ?? data.container.channel_id;
  if (claim === undefined || channelId === undefined) return undefined;
  const chosen = chosenIn(action);
  if (claim.fills !== undefined && chosen === undefined) return undefined;
  const { message_ts: messageTs, is_ephemeral: ephemeral = false } = data.container;
  return {
    call: {
      requestId: data.trigger_id,
      command: claim.command,
      values: { ...claim.options, ...(claim.fills === undefined ? {} : { [claim.fills]: chosen ?? '' }) },
      origin: 'control',
      caller: callerOf(data.user.id, data.user.name ?? data.user.username, around),
      place: placeOf(channelId, around),
      ...(claim.twinningId === undefined ? {} : { twinningId: claim.twinningId }),
      openForm: claim.openForm,
      people: {},
    },
    triggerId: data.trigger_id,
    origin: {
      channelId,
      ...(data.response_url === undefined ? {} : { responseUrl: data.response_url }),
      ...(ephemeral ? { ephemeral } : messageTs === undefined ? {} : { messageTs }),
    },
  };
}

function chosenIn(action: z.infer<typeof actionsSchema>['actions'][number]): string | undefined {
  if (action.selected_options) return action.selected_options.map(({ value }) => value).join(',');
  return action.selected_option?.value;
}

const stateSchema = z.looseObject({
  type: z.string().optional(),
  value: z.string().nullish(),
  selected_option: optionSchema.nullish(),
  selected_options: z.array(optionSchema).nullish(),
  selected_date: z.string().nullish(),
  selected_date_time: z.number().nullish(),
  selected_user: z.string().nullish(),
});
const submissionSchema = z.object({
  type: z.literal('view_submission'),
  user: z.object({ id: z.string(), username: z.string().optional(), name: z.string().optional() }),
  trigger_id: z.string().optional(),
  view: z.object({
    id: z.string(),
    hash: z.string().optional(),
    private_metadata: z.string(),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), stateSchema)) }),
  }),
});
const memorySchema = z.object({
  command: z.string(),
  channelId: z.string(),
  responseUrl: z.string().optional(),
  messageTs: z.string().optional(),
  ephemeral: z.boolean().optional(),
  carried: z.record(z.string(), z.string()),
  twinningId: z
    .string()
    .regex(/^twn_[a-z0-9]+$/)
    .optional(),
});

export interface SlackSubmission extends SlackRequest {
  /** The block of an option's field, where the form had one. */
  readonly blockOf: (option: string) => string | undefined;
}

/** Undefined for anything that is not one of our forms, sent off. */
export function parseSubmission(body: unknown, around: Surroundings): SlackSubmission | undefined {
  const { data } = submissionSchema.safeParse(body);
  if (data === undefined) return undefined;
  const { view, user } = data;
  const memory = memorySchema.safeParse(parseJson(view.private_metadata)).data;
  if (memory === undefined) return undefined;
  const { command, carried, twinningId, ...origin } = memory;
  const asked = new Map<string, string[]>();
  for (const [blockId, states] of Object.entries(view.state.values)) {
    const option = optionOfBlock(blockId);
    const [state] = Object.values(states);
    if (option === undefined || state === undefined) continue;
    const value = readValue(state);
    if (value !== undefined && value.trim() !== '') asked.set(option, [...(asked.get(option) ?? []), value]);
  }
  const values = {
    ...carried,
    ...Object.fromEntries([...asked].map(([option, parts]) => [option, parts.join('\n')])),
  };
  return {
    call: {
      requestId: data.trigger_id ?? `${view.id}.${digest(JSON.stringify([view.hash, view.state]))}`,
      command,
      values,
      origin: 'form',
      caller: callerOf(user.id, user.name ?? user.username, around),
      place: placeOf(memory.channelId, around),
      ...(twinningId === undefined ? {} : { twinningId: twinningId as Id<'twn'> }),
      openForm: false,
      people: {},
    },
    triggerId: data.trigger_id ?? '',
    origin: definedOnly(origin),
    blockOf: (option) => (fieldBlock(option) in view.state.values ? fieldBlock(option) : undefined),
  };
}

/** A date and time is picked on the clock of the person's Slack, whatever zone the bot knows: it stays an instant. */
function readValue(state: z.infer<typeof stateSchema>): string | undefined {
  if (typeof state.value === 'string') return state.value;
  if (state.selected_option) return state.selected_option.value;
  if (state.selected_options) return state.selected_options.map(({ value }) => value).join(',');
  if (state.selected_date) return state.selected_date;
  if (typeof state.selected_date_time === 'number') return `@${state.selected_date_time}`;
  if (state.selected_user) return `<@${state.selected_user}>`;
  return undefined;
}

export const callerOf = (userId: string, name: string | undefined, around: Surroundings): Caller => ({
  platform: 'slack',
  // A partner of Slack Connect too is somebody whom this workspace's token reaches by that id.
  tenantId: around.tenantId,
  userId,
  profile: () => around.profile(userId, name),
});

export const placeOf = (channelId: string, { tenantId }: Surroundings): Place => ({
  platform: 'slack',
  tenantId,
  channelId,
  direct: isDirect(channelId),
});

function definedOnly(origin: { [K in keyof FormOrigin]: FormOrigin[K] | undefined }): FormOrigin {
  const { channelId = '', responseUrl, messageTs, ephemeral } = origin;
  return {
    channelId,
    ...(responseUrl === undefined ? {} : { responseUrl }),
    ...(messageTs === undefined ? {} : { messageTs }),
    ...(ephemeral === undefined ? {} : { ephemeral }),
  };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
