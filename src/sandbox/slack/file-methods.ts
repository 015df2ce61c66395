import { objectsOf, textOf } from '../json.ts';
import type { JsonObject } from '../page-api.ts';
import type { FileRecord } from '../world-data.ts';
import { checkContent, postAsBot } from './post-message.ts';
import { channelOf, type SlackContext, type SlackMethod } from './slack-context.ts';
import { SlackRefusal } from './slack-refusal.ts';
import { fileJson } from './slack-shapes.ts';

const TYPES: { [extension: string]: string } = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
  ics: 'text/calendar; charset=utf-8',
  json: 'application/json',
  txt: 'text/plain; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  pdf: 'application/pdf',
};

export function contentTypeOf(name: string): string {
  return TYPES[name.split('.').pop()?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}

/** Takes the bytes that the app posts to its upload address. */
export function receiveUpload(context: SlackContext, fileId: string, bytes: Buffer): boolean {
  const file = context.world.data.files.find((one) => one.id === fileId && !one.isComplete);
  if (!file) return false;
  context.files.put(file.id, bytes);
  file.size = bytes.length;
  context.world.changed();
  return true;
}

export const fileMethods: { [method: string]: SlackMethod } = {
  'files.getUploadURLExternal': ({ args, context, space }) => {
    const name = textOf(args.filename);
    const length = Number(textOf(args.length));
    if (!name || !(length > 0)) throw new SlackRefusal('missing_argument');
    const id = context.world.ids.slack('F');
    const file: FileRecord = {
      id,
      name,
      title: name,
      contentType: contentTypeOf(name),
      size: 0,
      url: `/files/${id}/${encodeURIComponent(name)}`,
      spaceId: space.id,
      isComplete: false,
      altText: textOf(args.alt_text) || textOf(args.alt_txt),
    };
    context.world.data.files.push(file);
    return { ok: true, upload_url: `${context.baseUrl()}/slack-upload/${id}`, file_id: id };
  },

  'files.completeUploadExternal': (call) => {
    const { args, context, space } = call;
    const given = objectsOf(args.files);
    if (given.length === 0) throw new SlackRefusal('invalid_arguments');
    const files = given.map((one) => {
      const file = context.world.data.files.find((known) => known.id === textOf(one.id));
      if (!file || !context.files.get(file.id)) throw new SlackRefusal('file_not_found');
      return { file, title: textOf(one.title) };
    });
    const ids = [textOf(args.channel_id), ...textOf(args.channels).split(',')].filter(Boolean);
    const channels = ids.map((id) => {
      const channel = channelOf(call, id);
      if (!channel.botIsMember) throw new SlackRefusal('not_in_channel');
      return channel;
    });
    if (args.blocks !== undefined && args.initial_comment !== undefined)
      throw new SlackRefusal('invalid_arguments');
    const content = checkContent(
      {
        ...(args.blocks === undefined ? {} : { blocks: args.blocks }),
        ...(args.initial_comment === undefined ? {} : { text: args.initial_comment }),
      },
      context,
    );
    for (const { file, title } of files) {
      file.isComplete = true;
      if (title) file.title = title;
    }
    for (const channel of channels) {
      postAsBot(context, space, channel, content, {
        files: files.map(({ file }) => file),
        threadTs: textOf(args.thread_ts) || null,
      });
    }
    context.world.changed();
    return {
      ok: true,
      files: files.map(({ file }): JsonObject => fileJson(context.world, file, context.baseUrl())),
    };
  },

  'files.info': ({ args, context }) => {
    const file = context.world.data.files.find((one) => one.id === textOf(args.file));
    if (!file?.isComplete) throw new SlackRefusal('file_not_found');
    return { ok: true, file: fileJson(context.world, file, context.baseUrl()) };
  },

  'files.delete': ({ args, context }) => {
    const file = context.world.data.files.find((one) => one.id === textOf(args.file));
    if (!file) throw new SlackRefusal('file_not_found');
    context.world.data.files.splice(context.world.data.files.indexOf(file), 1);
    for (const list of Object.values(context.world.data.slackMessages)) {
      for (const message of list) message.files = message.files.filter((one) => one.id !== file.id);
    }
    context.world.changed();
    return { ok: true };
  },
};
