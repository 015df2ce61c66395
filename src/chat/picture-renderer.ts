import type { Reader } from './call.ts';
import type { Card, FileBlock, ImageBlock } from './card.ts';
import type { Log } from './log.ts';
import type { Picture } from './picture.ts';

/** Port: draws pictures. */
export interface PictureRenderer {
  /**
   * PNG, worded for the reader. Rejects when there is too much to draw already, or after `signal`.
   * @throws PictureRefused
   */
  render(picture: Picture, reader: Reader, signal: AbortSignal): Promise<Uint8Array>;
}

/** Not now: too many wait, or it came too late. */
export class PictureRefused extends Error {
  override readonly name = 'PictureRefused';
  constructor(
    readonly reason: 'busy' | 'late' | 'failed',
    options?: ErrorOptions,
  ) {
    super(`picture ${reason}`, options);
  }
}

/**
 * The pictures of one card, as far as they were drawn, and its files: where one is missing, its words take its place.
 */
export type Drawn = ReadonlyMap<ImageBlock | FileBlock, Uint8Array>;

export const nothingDrawn: Drawn = new Map();

/**
 * How long an answer waits for its pictures. Drawing takes a tenth of a second; this is for a machine that is busy. No
 * platform's three seconds hang on it: both were told before that an answer will come.
 */
export const DRAWING_MS = 3000;

const imagesOf = (card: Card): ImageBlock[] => card.blocks.filter((block) => block.type === 'image');
const filesOf = (card: Card): FileBlock[] => card.blocks.filter((block) => block.type === 'file');

/** Whether there is anything to draw or to attach. */
export const hasAttachments = (card: Card): boolean =>
  card.blocks.some(({ type }) => type === 'image' || type === 'file');

/** Draws what a card shows, and lays its files beside it. Never rejects: an answer without its picture is better than none. */
export async function drawPictures(
  { card, reader }: { readonly card: Card; readonly reader: Reader },
  renderer: PictureRenderer,
  log: Log,
): Promise<Drawn> {
  if (!hasAttachments(card)) return nothingDrawn;
  const signal = AbortSignal.timeout(DRAWING_MS);
  const drawn = new Map<ImageBlock | FileBlock, Uint8Array>(filesOf(card).map((file) => [file, file.bytes]));
  for (const image of imagesOf(card)) {
    try {
      drawn.set(image, await renderer.render(image.picture, reader, signal));
    } catch (error) {
      const reason = error instanceof PictureRefused ? error.reason : 'failed';
      log.warn('picture.not-drawn', {
        reason,
        picture: image.picture.type,
        ...(reason === 'failed' && error instanceof Error ? { error } : {}),
      });
    }
  }
  return drawn;
}
