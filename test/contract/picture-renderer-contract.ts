import { describe, expect, it } from 'vitest';
import type { Picture } from '../../src/chat/picture.ts';
import type { PictureRenderer } from '../../src/chat/picture-renderer.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const reader = { language: 'da', locale: 'da-DK', timeZone: 'Europe/Copenhagen' } as const;

export function pictureRendererContract(name: string, make: () => PictureRenderer, picture: Picture): void {
  describe(name, () => {
    it('makes a PNG, the same for the same picture and reader', async () => {
      const renderer = make();
      const signal = AbortSignal.timeout(60_000);
      const [first, again] = [
        await renderer.render(picture, reader, signal),
        await renderer.render(picture, reader, signal),
      ];
      expect([...first.subarray(0, SIGNATURE.length)]).toEqual(SIGNATURE);
      expect(Buffer.from(again).equals(Buffer.from(first))).toBe(true);
    });

    it('refuses what comes too late, and draws on', async () => {
      const renderer = make();
      const late = renderer.render(picture, reader, AbortSignal.abort());
      await expect(late).rejects.toMatchObject({ name: 'PictureRefused', reason: 'late' });
      const drawn = await renderer.render(picture, reader, AbortSignal.timeout(60_000));
      expect(drawn.length).toBeGreaterThan(SIGNATURE.length);
    });
  });
}
