import { isObject, lengthOf, listOf, objectsOf, textOf } from '../json.ts';
import type { JsonObject, StoredFile } from '../page-api.ts';
import type { ChannelRecord, SlackMessageRecord, SpaceRecord } from '../world-data.ts';
import { checkBlocks, withIds } from './block-rules.ts';
import type { SlackContext } from './slack-context.ts';
import { SlackRefusal } from './slack-refusal.ts';

const TEXT_LIMIT = 40_000;
/** Slack does not publish its own. */
const METADATA_LIMIT_BYTES = 16_000;

export interface CheckedContent {
  text: string | undefined;
  blocks: JsonObject[] | undefined;
  attachments: JsonObject[] | undefined;
  /** null: `{}` was sent, which removes it. */
  metadata: JsonObject | null | undefined;
}

function checkMetadata(value: unknown): JsonObject | null | undefined {
  if (value === undefined || value === '') return undefined;
  if (!isObject(value)) throw new SlackRefusal('invalid_metadata_format');
  if (Object.keys(value).length === 0) return null;
  if (textOf(value.event_type) === '' || !isObject(value.event_payload)) {
    throw new SlackRefusal('invalid_metadata_format');
  }
  if (Buffer.byteLength(JSON.stringify(value)) > METADATA_LIMIT_BYTES) {
    throw new SlackRefusal('metadata_too_large');
  }
  return value;
}

/** A picture by file id must be there and complete; Slack says so only in this roundabout way. */
function checkPictures(blocks: JsonObject[], context: SlackContext): void {
  const pictures = blocks.flatMap((block) => [block, ...objectsOf(block.elements), block.accessory]);
  for (const picture of pictures) {
    if (!isObject(picture) || !isObject(picture.slack_file)) continue;
    const { id, url } = picture.slack_file;
    const file = context.world.data.files.find(
      (one) => one.id === id || (url && textOf(url).endsWith(one.url)),
    );
    if (!file?.isComplete) {
      const messages = ['[ERROR] invalid slack file [json-pointer:/blocks]'];
      throw new SlackRefusal('invalid_blocks', {
        errors: ['invalid slack file'],
        response_metadata: { messages },
      });
    }
  }
}

/** What a message may hold; the same rules for posting, updating, response_urls and answers to commands. */
export function checkContent(args: JsonObject, context: SlackContext): CheckedContent {
  if (args.markdown_text !== undefined) {
    if (args.text !== undefined || args.blocks !== undefined)
      throw new SlackRefusal('markdown_text_conflict');
    if (lengthOf(args.markdown_text) > 12_000) throw new SlackRefusal('msg_too_long');
  }
  const text = args.text ?? args.markdown_text;
  if (lengthOf(text) > TEXT_LIMIT) throw new SlackRefusal('msg_too_long');
  const makeId = () => context.world.ids.secret(3).slice(0, 5);
  const blocks = args.blocks === undefined ? undefined : withIds(checkBlocks(args.blocks, 'message'), makeId);
  if (blocks) checkPictures(blocks, context);
  if (args.attachments !== undefined && !Array.isArray(args.attachments)) {
    throw new SlackRefusal('invalid_attachments');
  }
  if (listOf(args.attachments).length > 100) throw new SlackRefusal('too_many_attachments');
  const attachments =
    args.attachments === undefined
      ? undefined
      : objectsOf(args.attachments).map((one) =>
          one.blocks === undefined
            ? one
            : { ...one, blocks: withIds(checkBlocks(one.blocks, 'message'), makeId) },
        );
  return {
    text: text === undefined ? undefined : textOf(text),
    blocks,
    attachments,
    metadata: checkMetadata(args.metadata),
  };
}

export function isEmptyContent(content: CheckedContent): boolean {
  return !content.text?.trim() && !content.blocks?.length && !content.attachments?.length;
}

export interface PostOptions {
  visibleTo?: string | null;
  threadTs?: string | null;
  files?: StoredFile[];
}

/** Puts a message of the bot into a channel. */
export function postAsBot(
  context: SlackContext,
  space: SpaceRecord,
  channel: ChannelRecord,
  content: CheckedContent,
  options: PostOptions = {},
): SlackMessageRecord {
  const { world } = context;
  const message: SlackMessageRecord = {
    platform: 'slack',
    kind: 'message',
    id: world.ids.slackTs(),
    channelId: channel.id,
    authorId: space.botUserId,
    botId: space.slack?.botId ?? null,
    sentAt: world.nowIso(),
    editedAt: null,
    visibleTo: options.visibleTo ?? null,
    text: content.text ?? '',
    blocks: content.blocks ?? [],
    attachments: content.attachments ?? [],
    files: options.files ?? [],
    metadata: content.metadata ?? null,
    threadTs: options.threadTs ?? null,
  };
  world.addSlackMessage(message);
  return message;
}

/** What is left out stays as it was; blocks: [] and metadata: {} remove. */
export function editAsBot(context: SlackContext, message: SlackMessageRecord, content: CheckedContent): void {
  if (content.text !== undefined) message.text = content.text;
  if (content.blocks !== undefined) message.blocks = content.blocks;
  if (content.attachments !== undefined) message.attachments = content.attachments;
  if (content.metadata !== undefined) message.metadata = content.metadata;
  message.editedAt = context.world.nowIso();
  context.world.changed();
}

/** A line that Slack itself shows to one person. */
export function postNotice(context: SlackContext, channelId: string, personId: string, text: string): void {
  const { world } = context;
  world.addSlackMessage({
    platform: 'slack',
    kind: 'notice',
    id: world.ids.slackTs(),
    channelId,
    authorId: 'USLACKBOT',
    botId: null,
    sentAt: world.nowIso(),
    editedAt: null,
    visibleTo: personId,
    text,
    blocks: [],
    attachments: [],
    files: [],
    metadata: null,
    threadTs: null,
  });
}
