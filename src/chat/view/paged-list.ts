import { msg } from '../../core/message.ts';
import type { Phrase } from '../../core/text.ts';
import type { Id } from '../../core/world.ts';
import { plainMedium, type Wording, word } from '../../i18n/format.ts';
import type { Block, Button, ControlCall } from '../card.ts';
import { type Entry, type PagePlace, pageOf } from '../page.ts';
import { buttons } from './notice.ts';

/** One line of a long list. Lines of one section must be neighbours in the order of the keys. */
export interface ListLine {
  readonly key: string;
  readonly line: Phrase;
  /** Stands above the first of its lines on each page. */
  readonly section?: Phrase;
}

export interface Paging {
  readonly twinningId: Id<'twn'>;
  readonly reader: Wording;
  /** Shows another page in the place of this one. */
  readonly command: ControlCall['command'];
  /** What it must know besides the place. */
  readonly options?: Readonly<Record<string, string>>;
  readonly place?: PagePlace | undefined;
}

/** So much can be overlooked, and fits into one message of either platform: Discord's 4000 characters are the least. */
const PAGE = { most: 15, weight: 3_000 };
/** A bullet, signs of bold, a mention or a native time in place of a short name. */
const PER_LINE = 40;

/** As many lines as one message holds, where one is, and the ways back and on. `more` stands beside those. */
export function pagedList(lines: readonly ListLine[], paging: Paging, ...more: Button[]): Block[] {
  const page = pageOf(
    lines.map((line): ListLine & Entry => ({ ...line, weight: weigh(line, paging.reader) })),
    PAGE,
    paging.place,
  );
  const last = page.from + page.entries.length - 1;
  const controls = [
    ...(page.back === undefined ? [] : [turn('page.back', page.back, paging)]),
    ...(page.on === undefined ? [] : [turn('page.on', page.on, paging)]),
    ...more,
  ];
  return [
    ...inSections(page.entries),
    ...(page.entries.length === page.total
      ? []
      : [
          {
            type: 'text' as const,
            small: true,
            text: msg('page.position', { from: page.from, to: last, total: page.total }),
          },
        ]),
    ...(controls.length === 0 ? [] : [buttons(...controls)]),
  ];
}

/** Its length as each platform may write it: every sign that is no letter may need another one to escape it. */
function weigh({ line, section }: ListLine, reader: Wording): number {
  const length = (phrase: Phrase) => {
    const text = word(phrase, reader, plainMedium);
    return text.length + (text.match(/[^\p{L}\p{N}\s]/gu)?.length ?? 0) + PER_LINE;
  };
  return length(line) + (section === undefined ? 0 : length(section));
}

function inSections(lines: readonly ListLine[]): Block[] {
  const blocks: Block[] = [];
  let items: Phrase[] = [];
  let heading = '';
  for (const { line, section } of lines) {
    const wanted = JSON.stringify(section ?? null);
    if (items.length === 0 || wanted !== heading) {
      if (section !== undefined) blocks.push({ type: 'text', text: section });
      items = [];
      heading = wanted;
      blocks.push({ type: 'list', items });
    }
    items.push(line);
  }
  return blocks;
}

const turn = (label: 'page.back' | 'page.on', place: PagePlace, paging: Paging): Button => ({
  type: 'button',
  label: msg(label),
  style: 'secondary',
  call: {
    command: paging.command,
    twinningId: paging.twinningId,
    options: { ...paging.options, ...place },
  },
});
