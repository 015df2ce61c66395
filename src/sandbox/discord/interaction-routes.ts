import { lengthOf, objectOf, objectsOf, textOf } from '../json.ts';
import type { DiscordChoice, JsonObject } from '../page-api.ts';
import type { DiscordMessageRecord, DiscordModalRecord, InteractionRecord } from '../world-data.ts';
import { completeComponents } from './complete-components.ts';
import { checkModal } from './component-rules.ts';
import {
  bodyOf,
  type DiscordContext,
  type RestAnswer,
  type RestCall,
  type RestRoute,
} from './discord-context.ts';
import { FormErrors, refuse } from './discord-refusal.ts';
import { messageJson } from './discord-shapes.ts';
import { EPHEMERAL } from './message-rules.ts';
import { createMessage, deleteMessage, editMessage } from './write-message.ts';

/** Interaction type -> answers that fit. 6 and 7 fit a modal submit only when a component opened the modal. */
function mayAnswer(interaction: InteractionRecord, type: number): boolean {
  switch (interaction.type) {
    case 2:
      return [4, 5, 9].includes(type);
    case 3:
      return [4, 5, 6, 7, 9].includes(type);
    case 4:
      return type === 8;
    default:
      return type === 4 || type === 5 || ((type === 6 || type === 7) && interaction.sourceMessageId !== null);
  }
}

function checkedChoices(data: JsonObject): DiscordChoice[] {
  const errors = new FormErrors();
  if (!Array.isArray(data.choices)) errors.required(['data', 'choices'], false);
  const choices = objectsOf(data.choices);
  errors.max(['data', 'choices'], choices.length, 25);
  choices.forEach((choice, index) => {
    errors.between(['data', 'choices', index, 'name'], lengthOf(choice.name), 1, 100);
    if (typeof choice.value === 'string') {
      errors.between(['data', 'choices', index, 'value'], lengthOf(choice.value), 1, 100);
    } else errors.required(['data', 'choices', index, 'value'], typeof choice.value === 'number');
  });
  errors.throwIfAny();
  return choices.map((choice) => ({
    name: textOf(choice.name),
    value: typeof choice.value === 'number' ? choice.value : textOf(choice.value),
  }));
}

function openModal(
  context: DiscordContext,
  interaction: InteractionRecord,
  data: JsonObject,
): DiscordModalRecord {
  const errors = new FormErrors();
  checkModal(errors, data);
  errors.throwIfAny();
  const modal: DiscordModalRecord = {
    platform: 'discord',
    personId: interaction.personId,
    modalId: context.world.ids.snowflake(),
    customId: textOf(data.custom_id),
    title: textOf(data.title),
    components: completeComponents(objectsOf(data.components)),
    failure: null,
    channelId: interaction.channelId,
    sourceMessageId: interaction.sourceMessageId,
  };
  const others = context.world.data.discordModals.filter((one) => one.personId !== interaction.personId);
  context.world.data.discordModals = [...others, modal];
  return modal;
}

function callback(call: RestCall): RestAnswer {
  const { context } = call;
  const { world, book } = context;
  const interaction = book.forCallback(call.ids[0], call.ids[1]);
  const body = bodyOf(call);
  const type = typeof body.type === 'number' ? body.type : 0;
  const data = objectOf(body.data);
  if (!mayAnswer(interaction, type)) {
    const errors = new FormErrors();
    errors.add(
      ['type'],
      'BASE_TYPE_CHOICES',
      `Answer type ${type} does not fit interaction type ${interaction.type}.`,
    );
    errors.throwIfAny();
  }
  const channel = world.channel(interaction.channelId);
  if (!channel) return refuse('unknownChannel');
  let message: DiscordMessageRecord | null = null;
  let modal: DiscordModalRecord | null = null;
  let choices: DiscordChoice[] = [];
  if (type === 4 || type === 5) {
    message = createMessage(context, channel, {
      mode: 'callback',
      body: data,
      files: call.files,
      interaction,
      isInitialAnswer: true,
      isThinking: type === 5,
    });
  } else if (type === 6 || type === 7) {
    message = world.discordMessage(channel.id, interaction.sourceMessageId ?? '') ?? null;
    if (!message) return refuse('unknownMessage');
    if (type === 7) editMessage(context, message, data, call.files);
  } else if (type === 8) choices = checkedChoices(data);
  else modal = openModal(context, interaction, data);
  book.answered(interaction, { type, messageId: message?.id ?? null, modal, choices });
  if (call.query.get('with_response') !== 'true') return { status: 204 };
  return {
    status: 200,
    json: {
      interaction: {
        id: interaction.id,
        type: interaction.type,
        ...(message
          ? {
              response_message_id: message.id,
              response_message_loading: message.isThinking,
              response_message_ephemeral: message.visibleTo !== null,
            }
          : {}),
      },
      ...(message && type !== 6
        ? { resource: { type, message: messageJson(world, message, context.baseUrl()) } }
        : {}),
    },
  };
}

/** @original, or a follow-up of the same interaction. */
function messageOf(call: RestCall): { interaction: InteractionRecord; message: DiscordMessageRecord } {
  const { world, book } = call.context;
  const interaction = book.forWebhook(call.ids[0], call.ids[1]);
  const wanted = call.ids[2] === '@original' ? interaction.originalMessageId : call.ids[2];
  const isOwn = wanted === interaction.originalMessageId || interaction.followupIds.includes(wanted ?? '');
  const message = world.discordMessage(interaction.channelId, wanted ?? '');
  if (!message || !isOwn) return refuse('unknownMessage');
  return { interaction, message };
}

export const interactionRoutes: { [route: string]: RestRoute } = {
  'POST /interactions/{}/{}/callback': callback,

  'POST /webhooks/{}/{}': (call) => {
    const { context } = call;
    const interaction = context.book.forWebhook(call.ids[0], call.ids[1]);
    const channel = context.world.channel(interaction.channelId);
    if (!channel) return refuse('unknownChannel');
    const original = context.world.discordMessage(channel.id, interaction.originalMessageId ?? '');
    // The first follow-up to a deferred answer takes its place.
    if (interaction.answerType === 5 && original?.isThinking) {
      const { flags, ...body } = bodyOf(call);
      const kept = typeof flags === 'number' ? { flags: flags & ~EPHEMERAL } : {};
      editMessage(context, original, { ...body, ...kept }, call.files);
      return { status: 200, json: messageJson(context.world, original, context.baseUrl()) };
    }
    const message = createMessage(context, channel, {
      mode: 'followup',
      body: bodyOf(call),
      files: call.files,
      interaction,
    });
    message.replyToId = interaction.originalMessageId;
    interaction.followupIds.push(message.id);
    context.world.changed();
    const isWaiting = call.query.get('wait') !== 'false';
    return isWaiting
      ? { status: 200, json: messageJson(context.world, message, context.baseUrl()) }
      : { status: 204 };
  },

  'GET /webhooks/{}/{}/messages/{}': (call) => ({
    status: 200,
    json: messageJson(call.context.world, messageOf(call).message, call.context.baseUrl()),
  }),

  'PATCH /webhooks/{}/{}/messages/{}': (call) => {
    const { message } = messageOf(call);
    editMessage(call.context, message, bodyOf(call), call.files);
    return { status: 200, json: messageJson(call.context.world, message, call.context.baseUrl()) };
  },

  'DELETE /webhooks/{}/{}/messages/{}': (call) => {
    deleteMessage(call.context, messageOf(call).message);
    return { status: 204 };
  },
};
