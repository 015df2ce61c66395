import { lengthOf, listOf, objectOf, objectsOf, textOf } from '../json.ts';
import type { Json, JsonObject } from '../page-api.ts';
import type { DiscordMessageRecord } from '../world-data.ts';
import { checkComponents } from './component-rules.ts';
import { FormErrors, refuse } from './discord-refusal.ts';

export const EPHEMERAL = 64;
export const LOADING = 128;
export const V2 = 1 << 15;
const SETTABLE_ON_NEW = 4 | 4096 | 8192 | V2;

export type WriteMode = 'message' | 'callback' | 'followup' | 'edit';

const SETTABLE: { [mode in WriteMode]: number } = {
  message: SETTABLE_ON_NEW,
  callback: SETTABLE_ON_NEW | EPHEMERAL,
  followup: SETTABLE_ON_NEW | EPHEMERAL,
  edit: 4 | V2,
};

function checkEmbeds(errors: FormErrors, value: Json | undefined): void {
  const embeds = objectsOf(value);
  errors.max(['embeds'], embeds.length, 10);
  let total = 0;
  embeds.forEach((embed, index) => {
    const at = ['embeds', index];
    const footer = objectOf(embed.footer).text;
    const author = objectOf(embed.author).name;
    errors.max([...at, 'title'], lengthOf(embed.title), 256);
    errors.max([...at, 'description'], lengthOf(embed.description), 4096);
    errors.max([...at, 'footer', 'text'], lengthOf(footer), 2048);
    errors.max([...at, 'author', 'name'], lengthOf(author), 256);
    const fields = objectsOf(embed.fields);
    errors.max([...at, 'fields'], fields.length, 25);
    fields.forEach((field, number) => {
      errors.required([...at, 'fields', number, 'name'], textOf(field.name).trim() !== '');
      errors.required([...at, 'fields', number, 'value'], textOf(field.value).trim() !== '');
      errors.max([...at, 'fields', number, 'name'], lengthOf(field.name), 256);
      errors.max([...at, 'fields', number, 'value'], lengthOf(field.value), 1024);
      total += lengthOf(field.name) + lengthOf(field.value);
    });
    total += lengthOf(embed.title) + lengthOf(embed.description) + lengthOf(footer) + lengthOf(author);
  });
  if (total > 6000)
    errors.add(['embeds'], 'MAX_EMBED_SIZE_EXCEEDED', 'Embed size exceeds maximum size of 6000');
}

function checkMentions(errors: FormErrors, body: JsonObject): void {
  const mentions = objectOf(body.allowed_mentions);
  for (const kind of ['users', 'roles']) {
    errors.max(['allowed_mentions', kind], listOf(mentions[kind]).length, 100);
    if (listOf(mentions.parse).includes(kind) && listOf(mentions[kind]).length > 0) {
      errors.add(
        ['allowed_mentions'],
        'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
        `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
      );
    }
  }
}

export interface CheckedMessage {
  content: string;
  embeds: JsonObject[];
  components: JsonObject[];
  flags: number;
}

/** Throws what Discord would answer; else tells how the message looks afterwards. */
export function checkMessage(
  body: JsonObject,
  mode: WriteMode,
  existing: DiscordMessageRecord | null,
  fileCount: number,
): CheckedMessage {
  const errors = new FormErrors();
  const sentFlags = typeof body.flags === 'number' ? body.flags : 0;
  // discord.js may repeat flags that a message already has; only new ones are judged.
  if (sentFlags & ~SETTABLE[mode] & ~(existing?.flags ?? 0)) {
    errors.add(['flags'], 'BASE_TYPE_BAD_FLAGS', `Flags ${sentFlags} cannot be set here.`);
  }
  const kept = (existing?.flags ?? 0) & ~LOADING;
  const flags = existing ? kept | (sentFlags & SETTABLE.edit) : sentFlags & SETTABLE[mode];
  const isV2 = (flags & V2) !== 0;
  const after = {
    content: body.content === undefined ? (existing?.content ?? '') : textOf(body.content),
    embeds: body.embeds === undefined ? (existing?.embeds ?? []) : objectsOf(body.embeds),
    components: body.components === undefined ? (existing?.components ?? []) : objectsOf(body.components),
    flags,
  };
  errors.max(['content'], lengthOf(after.content), 2000);
  checkEmbeds(errors, body.embeds);
  checkMentions(errors, body);
  if (body.components !== undefined) checkComponents(errors, body.components, isV2);
  if (isV2) {
    for (const field of ['content', 'embeds'] as const) {
      if (after[field].length > 0) {
        errors.add(
          [field],
          'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
          `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
        );
      }
    }
    for (const field of ['poll', 'sticker_ids']) {
      if (body[field] !== undefined && body[field] !== null && listOf(body[field]).length !== 0) {
        errors.add([field], 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', `${field} cannot be used`);
      }
    }
  }
  if (body.nonce !== undefined && body.nonce !== null) errors.max(['nonce'], lengthOf(body.nonce), 25);
  errors.throwIfAny();
  const keptFiles = existing && body.attachments === undefined ? existing.files.length : 0;
  const isEmpty =
    !after.content.trim() &&
    after.embeds.length === 0 &&
    after.components.length === 0 &&
    fileCount + keptFiles + listOf(body.attachments).length === 0;
  if (isEmpty) refuse('emptyMessage');
  return after;
}
