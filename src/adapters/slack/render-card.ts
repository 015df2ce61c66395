import type { Block, Button, Card, Control, FileBlock, ImageBlock, Link, Select } from '../../chat/card.ts';
import { renderControlId } from '../../chat/control-id.ts';
import { msg } from '../../core/message.ts';
import type { Phrase } from '../../core/text.ts';
import { plainMedium, type Wording, word } from '../../i18n/format.ts';
import { clampMarkup, clampPlain, limits, splitMarkup } from './limits.ts';
import { type Audience, escapeControl, slackMedium } from './medium.ts';
import { nothingUploaded, type Uploaded } from './picture-uploads.ts';

export type SlackBlock = { readonly type: string; readonly [field: string]: unknown };

/** What chat.postMessage, chat.update and response_url take. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
}

export interface Pictures {
  readonly uploaded: Uploaded;
  /** Say in words, too, what they show. */
  readonly inWordsToo?: boolean;
}

/** A card in Block Kit. Pure; never more than Slack takes, and what is shortened says so. */
export function renderCard(
  card: Card,
  reader: Wording,
  audience: Audience,
  pictures: Pictures = { uploaded: nothingUploaded },
): SlackMessage {
  const pen = new Pen(reader, audience, pictures);
  const blocks: SlackBlock[] = [];
  if (card.title) blocks.push(...pen.title(card.title, symbols[card.tone]));
  // Without a title the symbol goes before the first words.
  let prefix = card.title ? '' : symbols[card.tone];
  for (const block of card.blocks) {
    const rendered = pen.block(block, prefix);
    if (block.type === 'text' || block.type === 'list') prefix = '';
    blocks.push(...rendered);
  }
  return { text: pen.summary(card), blocks: withinLimits(blocks, pen) };
}

/** Slack's blocks know no colours; a sign says the same to everybody, screen readers included. */
const symbols: Readonly<Record<Card['tone'], string>> = {
  neutral: '',
  good: '✓ ',
  attention: '! ',
  bad: '✗ ',
};

const plain = (text: string, max: number) => ({
  type: 'plain_text',
  text: clampPlain(text, max),
  emoji: false,
});
const markup = (text: string) => ({ type: 'mrkdwn', text });
const section = (text: string): SlackBlock => ({ type: 'section', text: markup(text) });
const context = (text: string): SlackBlock => ({
  type: 'context',
  elements: [markup(clampMarkup(text, limits.context))],
});

/** Slack tells the bot also of a press that only opened an address. */
export const LINK_ACTION = 'link:';

/** Writes for one reader and numbers the controls, whose ids must be unique in a message. */
class Pen {
  readonly #reader: Wording;
  readonly #audience: Audience;
  readonly #pictures: Pictures;
  #rows = 0;
  #controls = 0;

  constructor(reader: Wording, audience: Audience, pictures: Pictures) {
    this.#reader = reader;
    this.#audience = audience;
    this.#pictures = pictures;
  }

  rich(phrase: Phrase): string {
    return word(phrase, this.#reader, slackMedium(this.#reader, this.#audience));
  }

  bare(phrase: Phrase): string {
    return word(phrase, this.#reader, plainMedium);
  }

  title(phrase: Phrase, symbol: string): SlackBlock[] {
    const text = `${symbol}${this.bare(phrase).replace(/\s+/g, ' ').trim()}`;
    if (text.length <= limits.header) return [{ type: 'header', text: plain(text, limits.header) }];
    return splitMarkup(escapeControl(text), limits.section - 2).map((part) => section(`*${part}*`));
  }

  block(block: Block, prefix: string): SlackBlock[] {
    switch (block.type) {
      case 'text': {
        const text = `${prefix}${this.rich(block.text)}`;
        return block.small === true
          ? splitMarkup(text, limits.context).map(context)
          : splitMarkup(text, limits.section).map(section);
      }
      case 'fields':
        return chunks(block.fields, limits.fieldsPerSection).map((fields) => ({
          type: 'section',
          fields: fields.map(({ label, value }) =>
            markup(clampMarkup(`*${this.rich(label)}*\n${this.rich(value)}`, limits.field)),
          ),
        }));
      case 'list': {
        const lines = block.items.map((item) => clampMarkup(`• ${this.rich(item)}`, limits.section));
        return splitMarkup(`${prefix}${lines.join('\n')}`, limits.section).map(section);
      }
      case 'divider':
        return [{ type: 'divider' }];
      case 'image':
        return this.#image(block);
      case 'file':
        return this.#file(block);
      case 'controls':
        return this.#controlsOf(block.controls);
    }
  }

  #image(block: ImageBlock): SlackBlock[] {
    const { uploaded, inWordsToo = false } = this.#pictures;
    const id = uploaded.get(block);
    const words = () => splitMarkup(this.rich(block.alt), limits.context).map(context);
    if (id === undefined) return words();
    const alt = clampPlain(this.bare(block.alt), limits.imageAlt);
    return [{ type: 'image', slack_file: { id }, alt_text: alt }, ...(inWordsToo ? words() : [])];
  }

  #file(block: FileBlock): SlackBlock[] {
    const { label, name } = block;
    const text = this.#pictures.uploaded.has(block)
      ? msg('slack.file-sent', { label, name })
      : msg('file.not-attached', { label });
    return splitMarkup(this.rich(text), limits.section).map(section);
  }

  #controlsOf(controls: readonly Control[]): SlackBlock[] {
    const blocks: SlackBlock[] = [];
    let row: unknown[] = [];
    const flush = () => {
      if (row.length > 0) blocks.push({ type: 'actions', block_id: this.#rowId(), elements: row });
      row = [];
    };
    for (const control of controls) {
      if (control.type !== 'select') {
        row.push(control.type === 'button' ? this.#button(control) : this.#link(control));
        if (row.length === limits.buttonsPerRow) flush();
      } else {
        flush();
        blocks.push(...this.#select(control));
      }
    }
    flush();
    return blocks;
  }

  #rowId(): string {
    this.#rows += 1;
    return `controls:${this.#rows}`;
  }

  #button(button: Button): unknown {
    this.#controls += 1;
    return {
      type: 'button',
      action_id: `btn:${this.#controls}`,
      text: plain(this.bare(button.label), limits.buttonText),
      value: renderControlId(button.call),
      ...(button.style === 'secondary' ? {} : { style: button.style }),
    };
  }

  #link({ label, url }: Link): unknown {
    this.#controls += 1;
    return {
      type: 'button',
      action_id: `${LINK_ACTION}${this.#controls}`,
      text: plain(this.bare(label), limits.buttonText),
      url,
    };
  }

  #select(select: Select): SlackBlock[] {
    this.#controls += 1;
    const values = new Set<string>();
    const options: { option: unknown; selected: boolean }[] = [];
    for (const { value, label, description, selected } of select.choices) {
      // A value is a reference: a shortened one would name something else, so it is left out and counted.
      const fits = value.length > 0 && value.length <= limits.optionValue && !values.has(value);
      if (!fits || options.length === limits.options) continue;
      values.add(value);
      const option = {
        text: plain(this.bare(label), limits.optionText),
        value,
        ...(description ? { description: plain(this.bare(description), limits.optionDescription) } : {}),
      };
      options.push({ option, selected: selected === true });
    }
    const missing = select.choices.length - options.length;
    const note = missing > 0 ? [context(this.rich(msg('slack.choices-left-out', { count: missing })))] : [];
    if (options.length === 0) return note;

    const selected = options.filter((one) => one.selected).map((one) => one.option);
    const several = select.max > 1;
    const element = {
      type: several ? 'multi_static_select' : 'static_select',
      action_id: `${renderControlId(select.call, select.fills)}#${this.#controls}`,
      placeholder: plain(this.bare(select.placeholder), limits.placeholder),
      options: options.map((one) => one.option),
      ...(several ? { max_selected_items: Math.min(select.max, options.length) } : {}),
      ...(several && selected.length > 0 ? { initial_options: selected.slice(0, select.max) } : {}),
      ...(!several && selected.length > 0 ? { initial_option: selected[0] } : {}),
    };
    // Slack documents selects of several for sections, not for rows of actions.
    const block: SlackBlock = several
      ? {
          type: 'section',
          block_id: this.#rowId(),
          text: markup(clampMarkup(escapeControl(this.bare(select.placeholder)), limits.section)),
          accessory: element,
        }
      : { type: 'actions', block_id: this.#rowId(), elements: [element] };
    return [block, ...note];
  }

  /** What a notification says and a screen reader reads first. */
  summary(card: Card): string {
    const first = card.blocks.find((block) => block.type === 'text');
    const parts = [
      ...(card.title ? [this.rich(card.title)] : []),
      ...(first?.type === 'text' ? [this.rich(first.text)] : []),
    ];
    const words = parts.length > 0 ? parts.join('\n') : this.rich(msg('slack.summary'));
    return clampMarkup(`${symbols[card.tone]}${words}`, limits.summary);
  }
}

/** Drops words from the end, never controls, until Slack takes the message, and says so in their place. */
function withinLimits(blocks: readonly SlackBlock[], pen: Pen): SlackBlock[] {
  const fits = (list: readonly SlackBlock[]) =>
    list.length <= limits.blocks && JSON.stringify(list).length <= limits.blocksJson;
  if (fits(blocks)) return [...blocks];
  const kept = [...blocks];
  const notice = context(pen.rich(msg('slack.card-shortened')));
  const isWords = (block: SlackBlock) => block.type !== 'actions' && !('accessory' in block);
  let cutAt = kept.length;
  for (;;) {
    const words = kept.findLastIndex(isWords);
    // Only controls are left: more of them than Slack takes; the last ones go.
    cutAt = words > 0 ? words : kept.length - 1;
    kept.splice(cutAt, 1);
    const shown = [...kept.slice(0, cutAt), notice, ...kept.slice(cutAt)];
    if (fits(shown) || kept.length <= 1) return shown;
  }
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  const result: T[][] = [];
  for (let at = 0; at < items.length; at += size) result.push(items.slice(at, at + size));
  return result;
}
