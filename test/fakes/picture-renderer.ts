import type { Picture } from '../../src/chat/picture.ts';
import { PictureRefused, type PictureRenderer } from '../../src/chat/picture-renderer.ts';

/** The smallest PNG there is: one clear dot. */
export const onePixel: Uint8Array = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** Draws every picture as one dot, and remembers what it was asked for. */
export function fakePictures(): PictureRenderer & { readonly asked: Picture[] } {
  const asked: Picture[] = [];
  return {
    asked,
    render: (picture, _reader, signal) => {
      if (signal.aborted) return Promise.reject(new PictureRefused('late'));
      asked.push(picture);
      return Promise.resolve(onePixel);
    },
  };
}
