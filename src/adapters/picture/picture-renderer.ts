import { createRequire } from 'node:module';
import { type ResvgRenderOptions, renderAsync } from '@resvg/resvg-js';
import type { Picture } from '../../chat/picture.ts';
import { PictureRefused, type PictureRenderer } from '../../chat/picture-renderer.ts';
import { untilAborted } from '../../chat/until-aborted.ts';
import type { Wording } from '../../i18n/format.ts';
import { hoursSvg, type Svg } from './hours-svg.ts';
import { statusSvg } from './status-svg.ts';

/** Screens show two dots or more for what the drawing counts as one. */
const ZOOM = 2;
/** More than this do not wait: the last one would come too late for its answer anyway. */
const MOST_WAITING = 8;

const require = createRequire(import.meta.url);
const font = (name: string): string => require.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);

const options: ResvgRenderOptions = {
  font: {
    // The machine's fonts take long to look through, and would draw another picture on every machine.
    loadSystemFonts: false,
    // As ttf: of woff resvg draws no letter, and says nothing.
    fontFiles: [font('DejaVuSansCondensed'), font('DejaVuSansCondensed-Bold')],
    defaultFontFamily: 'DejaVu Sans',
  },
  fitTo: { mode: 'zoom', value: ZOOM },
  logLevel: 'off',
};

function svgOf(picture: Picture, reader: Wording): Svg {
  switch (picture.type) {
    case 'hours':
      return hoursSvg(picture, reader);
    case 'status':
      return statusSvg(picture, reader);
  }
}

/** Hand-written SVG, rendered in this process by resvg: one at a time, because each takes some megabytes. */
export function pictureRenderer(): PictureRenderer {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  return {
    render(picture, reader, signal) {
      if (waiting >= MOST_WAITING) return Promise.reject(new PictureRefused('busy'));
      waiting += 1;
      const mine = last.then(async () => {
        if (signal.aborted) throw new PictureRefused('late');
        // resvg takes a signal once: a second picture of the same card needs one of its own.
        const own = AbortSignal.any([signal]);
        return (await renderAsync(svgOf(picture, reader).svg, options, own)).asPng();
      });
      last = mine
        .catch(() => undefined)
        .then(() => {
          waiting -= 1;
        });
      return untilAborted(mine, signal, () => new PictureRefused('late')).catch((error: unknown) => {
        if (error instanceof PictureRefused) throw error;
        throw new PictureRefused(signal.aborted ? 'late' : 'failed', { cause: error });
      });
    },
  };
}
