import type { WebClient } from '@slack/web-api';
import type { Content } from '../../chat/call.ts';
import type { FileBlock, ImageBlock } from '../../chat/card.ts';
import type { Log } from '../../chat/log.ts';
import { drawPictures, hasAttachments, type PictureRenderer } from '../../chat/picture-renderer.ts';
import { PlatformError } from '../../chat/platform.ts';
import { untilAborted } from '../../chat/until-aborted.ts';
import { ofStatus, toPlatformError } from './web-error.ts';

/** Slack's file ids of a card's pictures and files, as far as they were uploaded. */
export type Uploaded = ReadonlyMap<ImageBlock | FileBlock, string>;

export const nothingUploaded: Uploaded = new Map();

export interface UploadPatience {
  /** How long an answer waits for its pictures to be uploaded. The request was acknowledged before. */
  readonly uploadMs: number;
  /** The same for a file that somebody asked for: it is larger, and all that they asked for. */
  readonly fileMs: number;
  /** Slack looks at a file before a message may show it; how long it is given, each time. */
  readonly lookedAtMs: readonly number[];
}

const usualPatience: UploadPatience = { uploadMs: 4000, fileMs: 20_000, lookedAtMs: [400, 1200] };

/**
 * Slack shows a picture in a message when it has it as a file: three calls, and then some time until the file may be
 * used. None of that may cost anybody an answer: without its file a picture is shown in words.
 */
export class PictureUploads {
  readonly #client: WebClient;
  readonly #apiUrl: string | undefined;
  readonly #pictures: PictureRenderer;
  readonly #log: Log;
  readonly #patience: UploadPatience;

  constructor(
    client: WebClient,
    apiUrl: string | undefined,
    pictures: PictureRenderer,
    log: Log,
    patience: UploadPatience = usualPatience,
  ) {
    this.#client = client;
    this.#apiUrl = apiUrl;
    this.#pictures = pictures;
    this.#log = log;
    this.#patience = patience;
  }

  /**
   * Never rejects. Slack shows no file in what only one person sees, so files go to a direct conversation.
   * @param direct opens the one with who asked; without it files are left out
   */
  async upload(content: Content, direct?: () => Promise<string>): Promise<Uploaded> {
    if (!hasAttachments(content.card)) return nothingUploaded;
    const drawn = await drawPictures(content, this.#pictures, this.#log);
    const uploaded = new Map<ImageBlock | FileBlock, string>();
    const patience = AbortSignal.timeout(this.#patience.uploadMs);
    for (const [block, bytes] of drawn) {
      const isFile = block.type === 'file';
      if (isFile && direct === undefined) continue;
      const signal = isFile ? AbortSignal.timeout(this.#patience.fileMs) : patience;
      try {
        // The client's own calls cannot be told to hurry; what they bring too late is left.
        const late = () => new PlatformError('unavailable', 'upload_late');
        const upload = isFile
          ? this.#sendFile(block, bytes, signal, direct)
          : this.#uploadOne(`${block.picture.type}.png`, bytes, signal);
        uploaded.set(block, await untilAborted(upload, signal, late));
      } catch (error) {
        const { kind, platformCode } = toPlatformError(error);
        this.#log.warn('slack.picture-not-uploaded', { kind, platformCode });
        // What one was refused for, the next would be refused for, too.
        break;
      }
    }
    return uploaded;
  }

  /**
   * Shows a message with its pictures; where Slack does not know their files yet, again after a while; and in the end
   * without them. Slack refuses such a message outright, so no try can double one.
   * @throws PlatformError
   */
  async show<T>(uploaded: Uploaded, attempt: (uploaded: Uploaded) => Promise<T>): Promise<T> {
    if (uploaded.size === 0) return attempt(uploaded);
    for (const waitMs of [0, ...this.#patience.lookedAtMs]) {
      if (waitMs > 0) await after(waitMs);
      try {
        return await attempt(uploaded);
      } catch (error) {
        if (toPlatformError(error).platformCode !== 'invalid_blocks') throw error;
      }
    }
    this.#log.warn('slack.picture-not-shown', { platformCode: 'invalid_blocks' });
    // What was sent beside it is there all the same.
    return attempt(new Map([...uploaded].filter(([{ type }]) => type === 'file')));
  }

  async #sendFile(
    { name }: FileBlock,
    bytes: Uint8Array,
    signal: AbortSignal,
    direct: (() => Promise<string>) | undefined,
  ): Promise<string> {
    return await this.#uploadOne(name, bytes, signal, await direct?.());
  }

  async #uploadOne(
    filename: string,
    bytes: Uint8Array,
    signal: AbortSignal,
    channel?: string,
  ): Promise<string> {
    const { upload_url: url, file_id: id } = await this.#client.files.getUploadURLExternal({
      filename,
      length: bytes.length,
    });
    if (url === undefined || id === undefined) throw new PlatformError('unavailable', 'no_upload_url');
    if (!this.#isSlack(url)) throw new PlatformError('rejected', 'foreign_upload_url');
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: Buffer.from(bytes),
      redirect: 'error',
      signal,
    });
    if (!response.ok) throw ofStatus(response.status, response.headers.get('retry-after') ?? undefined);
    // A picture is shared nowhere: it can be seen where a message shows it.
    await this.#client.files.completeUploadExternal({
      files: [{ id, title: filename }],
      ...(channel === undefined ? {} : { channel_id: channel }),
    });
    return id;
  }

  #isSlack(url: string): boolean {
    if (!URL.canParse(url)) return false;
    const { protocol, hostname, origin } = new URL(url);
    if (this.#apiUrl !== undefined) return origin === new URL(this.#apiUrl).origin;
    return protocol === 'https:' && (hostname.endsWith('.slack.com') || hostname.endsWith('.slack-gov.com'));
  }
}

const after = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
