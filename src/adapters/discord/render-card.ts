import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIButtonComponentWithURL,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APIContainerComponent,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
  SeparatorSpacingSize,
} from 'discord.js';
import type { Content, Reader } from '../../chat/call.ts';
import type { Block, Button, Card, Control, FileBlock, ImageBlock, Link, Select } from '../../chat/card.ts';
import { renderControlId } from '../../chat/control-id.ts';
import { type Drawn, nothingDrawn } from '../../chat/picture-renderer.ts';
import { msg } from '../../core/message.ts';
import type { Phrase } from '../../core/text.ts';
import { type Medium, plainMedium, word } from '../../i18n/format.ts';
import { label } from './clip.ts';
import type { DeliveryMark } from './delivery-mark.ts';
import { fitPieces, type Piece } from './fit-pieces.ts';
import { limits } from './limits.ts';
import { discordMedium } from './medium.ts';

export interface RenderedCard {
  readonly components: readonly APIContainerComponent[];
  /** User ids that the text mentions and that are to be notified. */
  readonly pings: readonly string[];
  readonly files: readonly AttachedFile[];
}

/** Goes up with the message; a component names it as attachment://name. */
export interface AttachedFile {
  readonly name: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly description: string;
}

const COLOURS: Readonly<Record<Card['tone'], number>> = {
  neutral: 0x4f6d8f,
  good: 0x2e8b57,
  attention: 0xd98e04,
  bad: 0xc0392b,
};

const STYLES = {
  primary: ButtonStyle.Primary,
  secondary: ButtonStyle.Secondary,
  danger: ButtonStyle.Danger,
} as const;

/** What the parts of one card share while it is rendered. */
interface Rendering {
  readonly reader: Reader;
  readonly medium: Medium;
  /** Discord refuses a message with one id twice; the second control would do the same as the first. */
  readonly usedIds: Set<string>;
  readonly drawn: Drawn;
  readonly files: AttachedFile[];
}

/**
 * A card as Components V2: one container in the colour of its tone.
 * @throws RangeError when a control id is too long, a mistake of the command's.
 */
export function renderCard(
  { card, reader }: Content,
  mark?: DeliveryMark,
  drawn: Drawn = nothingDrawn,
): RenderedCard {
  const pings = new Set<string>();
  const files: AttachedFile[] = [];
  const rendering: Rendering = { reader, medium: discordMedium(pings), usedIds: new Set(), drawn, files };
  const title = card.title === undefined ? '' : oneLine(word(card.title, reader, rendering.medium));
  const pieces: Piece[] = [
    ...(title === '' ? [] : [textPiece(`### ${title}`)]),
    ...card.blocks.flatMap((block) => renderBlock(block, rendering)),
  ];
  const note = `-# ${word(msg('discord.shortened'), reader, rendering.medium)}`;
  const fitted = fitPieces(pieces, note);
  const children = fitted.map(renderPiece);
  const shown = new Set(fitted.flatMap((piece) => ('file' in piece ? [piece.file] : [])));
  const container: APIContainerComponent = {
    type: ComponentType.Container,
    accent_color: COLOURS[card.tone],
    components:
      mark === undefined
        ? children
        : children.map((child, index) => (index === 0 ? { ...child, id: mark.first } : child)),
    ...(mark === undefined ? {} : { id: mark.container }),
  };
  return { components: [container], pings: [...pings], files: files.filter(({ name }) => shown.has(name)) };
}

function renderPiece(piece: Piece): APIComponentInContainer {
  switch (piece.type) {
    case 'text':
      return { type: ComponentType.TextDisplay, content: piece.content };
    case 'divider':
      return { type: ComponentType.Separator, divider: true, spacing: SeparatorSpacingSize.Small };
    case 'picture':
      return {
        type: ComponentType.MediaGallery,
        items: [{ media: { url: `attachment://${piece.file}` }, description: piece.description }],
      };
    case 'file':
      return { type: ComponentType.File, file: { url: `attachment://${piece.file}` } };
    case 'row':
      return piece.row;
  }
}

const textPiece = (content: string): Piece => ({ type: 'text', content });
const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ').trim();

function renderBlock(block: Block, rendering: Rendering): Piece[] {
  const say = (phrase: Phrase) => word(phrase, rendering.reader, rendering.medium);
  switch (block.type) {
    case 'text': {
      const text = say(block.text).trim();
      return [textPiece(block.small === true ? text.replace(/^(?=.)/gm, '-# ') : text)];
    }
    case 'fields':
      return [textPiece(block.fields.map((field) => say(msg('discord.field', { ...field }))).join('\n'))];
    case 'list':
      // Further lines of an item are indented, or they would fall out of the list.
      return [
        textPiece(block.items.map((item) => `- ${say(item).trim().replace(/\n/g, '\n  ')}`).join('\n')),
      ];
    case 'divider':
      return [{ type: 'divider' }];
    case 'image':
      return [renderImage(block, rendering)];
    case 'file':
      return renderFile(block, rendering);
    case 'controls':
      return renderControls(block.controls, rendering);
  }
}

function renderImage(block: ImageBlock, { reader, medium, drawn, files }: Rendering): Piece {
  const data = drawn.get(block);
  if (data === undefined) return textPiece(`-# ${oneLine(word(block.alt, reader, medium))}`);
  const file = {
    name: `${block.picture.type}-${files.length + 1}.png`,
    contentType: 'image/png',
    data,
    description: label(word(block.alt, reader, plainMedium), limits.pictureDescription),
  };
  files.push(file);
  return { type: 'picture', file: file.name, description: file.description };
}

function renderFile(block: FileBlock, { reader, medium, drawn, files }: Rendering): Piece[] {
  const data = drawn.get(block);
  const { name, contentType, label: what } = block;
  if (data === undefined) return [textPiece(word(msg('file.not-attached', { label: what }), reader, medium))];
  const description = label(word(what, reader, plainMedium), limits.pictureDescription);
  files.push({ name, contentType, data, description });
  return [textPiece(word(what, reader, medium)), { type: 'file', file: name }];
}

function renderControls(controls: readonly Control[], rendering: Rendering): Piece[] {
  const pieces: Piece[] = [];
  let buttons: (APIButtonComponentWithCustomId | APIButtonComponentWithURL)[] = [];
  const closeRow = () => {
    if (buttons.length > 0) pieces.push(row(...buttons));
    buttons = [];
  };
  for (const control of controls) {
    if (control.type === 'link') {
      buttons.push(renderLink(control, rendering.reader));
      if (buttons.length === limits.rowButtons) closeRow();
      continue;
    }
    const id = renderControlId(control.call, control.type === 'select' ? control.fills : undefined);
    if (rendering.usedIds.has(id)) continue;
    if (control.type === 'button') {
      rendering.usedIds.add(id);
      buttons.push(renderButton(control, id, rendering.reader));
      if (buttons.length === limits.rowButtons) closeRow();
    } else if (control.choices.length > 0) {
      rendering.usedIds.add(id);
      closeRow();
      pieces.push(row(renderSelect(control, id, rendering.reader)));
      const more = control.choices.length - limits.selectOptions;
      if (more > 0) {
        const text = word(msg('discord.more-choices', { count: more }), rendering.reader, rendering.medium);
        pieces.push(textPiece(`-# ${text}`));
      }
    }
  }
  closeRow();
  return pieces;
}

function row(...components: APIComponentInMessageActionRow[]): Piece {
  const actionRow: APIActionRowComponent<APIComponentInMessageActionRow> = {
    type: ComponentType.ActionRow,
    components,
  };
  return { type: 'row', row: actionRow };
}

function renderButton(button: Button, id: string, reader: Reader): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: STYLES[button.style],
    custom_id: id,
    label: label(word(button.label, reader, plainMedium), limits.buttonLabel),
  };
}

function renderLink({ label: text, url }: Link, reader: Reader): APIButtonComponentWithURL {
  return {
    type: ComponentType.Button,
    style: ButtonStyle.Link,
    url,
    label: label(word(text, reader, plainMedium), limits.buttonLabel),
  };
}

function renderSelect(select: Select, id: string, reader: Reader): APIStringSelectComponent {
  const say = (phrase: Phrase, max: number) => label(word(phrase, reader, plainMedium), max);
  // By value, because Discord refuses a list with one value twice.
  const distinct = new Map(select.choices.map((choice) => [choice.value, choice]));
  const choices = [...distinct.values()].slice(0, limits.selectOptions);
  const tooLong = choices.find(({ value }) => value.length === 0 || value.length > limits.selectText);
  if (tooLong !== undefined) throw new RangeError(`a choice's value has ${tooLong.value.length} characters`);
  const max = Math.max(1, Math.min(select.max, choices.length));
  let chosen = 0;
  return {
    type: ComponentType.StringSelect,
    custom_id: id,
    placeholder: say(select.placeholder, limits.placeholder),
    min_values: Math.min(select.min, max),
    max_values: max,
    options: choices.map(({ value, label: text, description, selected }) => {
      const isDefault = selected === true && chosen < max;
      if (isDefault) chosen += 1;
      return {
        value,
        label: say(text, limits.selectText),
        ...(description === undefined ? {} : { description: say(description, limits.selectText) }),
        ...(isDefault ? { default: true } : {}),
      };
    }),
  };
}
