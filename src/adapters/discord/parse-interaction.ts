import {
  type APIApplicationCommandInteractionDataBasicOption,
  type APIApplicationCommandInteractionDataOption,
  type APIChatInputApplicationCommandInteractionData,
  type APIInteraction,
  type APIMessageComponentInteractionData,
  type APIModalSubmission,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ChannelType,
  ComponentType,
  InteractionType,
} from 'discord.js';
import type { Call } from '../../chat/call.ts';
import type { AnyCommand } from '../../chat/command.ts';
import { parseControlId } from '../../chat/control-id.ts';
import { discordTenant } from '../../core/committee/member.ts';
import { type DeliveryMark, readMark } from './delivery-mark.ts';
import { optionOf, parseFormIds } from './form-id.ts';
import { parseMessageAction } from './parse-message-action.ts';

export type Parsed =
  | {
      readonly type: 'call';
      readonly call: Call;
      /** It came from a message of ours, which can be changed in answer. */
      readonly onMessage: boolean;
      /** A modal cannot be answered with another one. */
      readonly mayOpenForm: boolean;
      /** The mark of the message it came from: stays on it when it is changed. */
      readonly mark?: DeliveryMark;
    }
  | {
      readonly type: 'completion';
      readonly call: Call;
      readonly option: string;
      readonly typed: string;
    };

/** What every kind of interaction has in common. */
type Sender = Pick<Call, 'requestId' | 'caller' | 'place'>;

/** A native interaction as a call; undefined for what is none of ours. Pure. */
export function parseInteraction(
  interaction: APIInteraction,
  commands: ReadonlyMap<string, AnyCommand> = new Map(),
): Parsed | undefined {
  const sender = parseSender(interaction);
  if (sender === undefined) return undefined;
  switch (interaction.type) {
    case InteractionType.ApplicationCommand:
      if (interaction.data.type === ApplicationCommandType.Message) {
        const call = parseMessageAction(sender, interaction.data, commands);
        return call && { type: 'call', call, onMessage: false, mayOpenForm: true };
      }
      if (interaction.data.type !== ApplicationCommandType.ChatInput) return undefined;
      return {
        type: 'call',
        call: parseCommand(sender, interaction.data),
        onMessage: false,
        mayOpenForm: true,
      };
    case InteractionType.ApplicationCommandAutocomplete:
      return parseCompletion(sender, interaction.data);
    case InteractionType.MessageComponent: {
      const call = parseControl(sender, interaction.data);
      const mark = readMark(interaction.message.components);
      return (
        call && {
          type: 'call',
          call,
          onMessage: true,
          mayOpenForm: true,
          ...(mark === undefined ? {} : { mark }),
        }
      );
    }
    case InteractionType.ModalSubmit: {
      const call = parseForm(sender, interaction.data);
      const mark = readMark(interaction.message?.components);
      return (
        call && {
          type: 'call',
          call,
          onMessage: interaction.message !== undefined,
          mayOpenForm: false,
          ...(mark === undefined ? {} : { mark }),
        }
      );
    }
    default:
      return undefined;
  }
}

function parseSender(interaction: APIInteraction): Sender | undefined {
  const user = interaction.member?.user ?? interaction.user;
  const channel = interaction.channel;
  if (user === undefined || channel === undefined) return undefined;
  const displayName = interaction.member?.nick ?? user.global_name ?? user.username;
  const locale = 'locale' in interaction ? interaction.locale : undefined;
  // A thread belongs to its channel: that is what the committee has bound.
  const isThread =
    channel.type === ChannelType.PublicThread ||
    channel.type === ChannelType.PrivateThread ||
    channel.type === ChannelType.AnnouncementThread;
  const channelId = isThread && channel.parent_id ? channel.parent_id : channel.id;
  return {
    requestId: interaction.id,
    caller: {
      platform: 'discord',
      tenantId: discordTenant,
      userId: user.id,
      profile: async () => ({ displayName, ...(locale === undefined ? {} : { locale }) }),
    },
    place: {
      platform: 'discord',
      tenantId: interaction.guild_id ?? '',
      channelId,
      direct: interaction.guild_id === undefined,
    },
  };
}

type Leaf = APIApplicationCommandInteractionDataBasicOption<
  InteractionType.ApplicationCommand | InteractionType.ApplicationCommandAutocomplete
>;
type AnyOption = APIApplicationCommandInteractionDataOption<
  InteractionType.ApplicationCommand | InteractionType.ApplicationCommandAutocomplete
>;

/** The command's path and the options that were filled in. */
function readOptions(name: string, options: readonly AnyOption[]): { path: string; leaves: readonly Leaf[] } {
  const first = options[0];
  if (first?.type === ApplicationCommandOptionType.Subcommand) {
    return { path: `${name}/${first.name}`, leaves: first.options ?? [] };
  }
  return {
    path: name,
    leaves: options.filter(
      (option): option is Leaf =>
        option.type !== ApplicationCommandOptionType.Subcommand &&
        option.type !== ApplicationCommandOptionType.SubcommandGroup,
    ),
  };
}

const rawValue = (option: Leaf): string =>
  option.type === ApplicationCommandOptionType.User ? `<@${option.value}>` : String(option.value);

const valuesOf = (leaves: readonly Leaf[]): Record<string, string> =>
  Object.fromEntries(leaves.map((option) => [option.name, rawValue(option)]));

type Resolved = APIChatInputApplicationCommandInteractionData['resolved'];

/** How the people mentioned are called here. */
function peopleIn(resolved: Resolved): Record<string, string> {
  return Object.fromEntries(
    Object.values(resolved?.users ?? {}).map((user) => [
      user.id,
      resolved?.members?.[user.id]?.nick ?? user.global_name ?? user.username,
    ]),
  );
}

function parseCommand(sender: Sender, data: APIChatInputApplicationCommandInteractionData): Call {
  const { path, leaves } = readOptions(data.name, data.options ?? []);
  return {
    ...sender,
    command: path,
    values: valuesOf(leaves),
    origin: 'typed',
    openForm: false,
    people: peopleIn(data.resolved),
  };
}

function parseCompletion(
  sender: Sender,
  data: { name: string; options?: readonly AnyOption[] },
): Parsed | undefined {
  const { path, leaves } = readOptions(data.name, data.options ?? []);
  const focused = leaves.find((option) => 'focused' in option && option.focused === true);
  if (focused === undefined) return undefined;
  const call: Call = {
    ...sender,
    command: path,
    values: valuesOf(leaves),
    origin: 'typed',
    openForm: false,
    people: {},
  };
  return { type: 'completion', call, option: focused.name, typed: rawValue(focused) };
}

function parseControl(sender: Sender, data: APIMessageComponentInteractionData): Call | undefined {
  const claim = parseControlId(data.custom_id);
  if (claim === undefined) return undefined;
  const chosen =
    claim.fills !== undefined && data.component_type === ComponentType.StringSelect
      ? { [claim.fills]: data.values.join(',') }
      : {};
  return {
    ...sender,
    command: claim.command,
    values: { ...claim.options, ...chosen },
    origin: 'control',
    openForm: claim.openForm,
    people: {},
    ...(claim.twinningId === undefined ? {} : { twinningId: claim.twinningId }),
  };
}

interface SubmittedField {
  readonly id: string;
  readonly value: string;
}

function parseForm(sender: Sender, data: APIModalSubmission): Call | undefined {
  const fields = data.components.flatMap((component): SubmittedField[] => {
    if (component.type !== ComponentType.Label) return [];
    const input = component.component;
    switch (input.type) {
      case ComponentType.TextInput:
        return [{ id: input.custom_id, value: input.value }];
      case ComponentType.StringSelect:
      case ComponentType.CheckboxGroup:
        return [{ id: input.custom_id, value: input.values.join(',') }];
      case ComponentType.UserSelect:
        return [{ id: input.custom_id, value: input.values.map((id) => `<@${id}>`).join(',') }];
      default:
        return [];
    }
  });
  const claim = parseFormIds(
    data.custom_id,
    fields.map(({ id }) => id),
  );
  if (claim === undefined) return undefined;
  const asked = fields.filter(({ value }) => value.trim() !== '');
  return {
    ...sender,
    command: claim.command,
    values: { ...claim.carried, ...Object.fromEntries(asked.map(({ id, value }) => [optionOf(id), value])) },
    origin: 'form',
    openForm: false,
    people: peopleIn(data.resolved),
    ...(claim.twinningId === undefined ? {} : { twinningId: claim.twinningId }),
  };
}
