import type { Phrase } from '../core/text.ts';
import type { Id } from '../core/world.ts';
import type { CommandPath } from './command-paths.generated.ts';
import type { Picture } from './picture.ts';

/**
 * What a command answers with and what a posting shows: plain data. Each platform's renderer turns it into
 * native blocks; what is too long for the platform is shortened visibly there.
 */
export interface Card {
  readonly title?: Phrase;
  /** neutral: information. good: it worked. attention: somebody has to act. bad: it did not work. */
  readonly tone: 'neutral' | 'good' | 'attention' | 'bad';
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly type: 'text'; readonly text: Phrase; readonly small?: boolean }
  | { readonly type: 'fields'; readonly fields: readonly { label: Phrase; value: Phrase }[] }
  | { readonly type: 'list'; readonly items: readonly Phrase[] }
  | { readonly type: 'divider' }
  | ImageBlock
  | FileBlock
  | { readonly type: 'controls'; readonly controls: readonly Control[] };

/** `alt` says in words what the picture shows; it stands in the picture's place where there is none. */
export interface ImageBlock<P extends Picture = Picture> {
  readonly type: 'image';
  readonly picture: P;
  readonly alt: Phrase;
}

/** Something to keep. It reaches who asked and nobody else, so only private answers have one. */
export interface FileBlock {
  readonly type: 'file';
  /** As it will lie in somebody's folder: ASCII, with its ending. */
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  /** What it is; stands beside it, or in its place where it cannot be attached. */
  readonly label: Phrase;
}

export type Control = Button | Select | Link;

/**
 * A button is a command with its options filled in. It works after a restart and months later: everything it
 * needs is in it, and everything in it is checked again when it is pressed.
 */
export interface Button {
  readonly type: 'button';
  readonly label: Phrase;
  readonly call: ControlCall;
  readonly style: 'primary' | 'secondary' | 'danger';
}

/** A choice that fills one more option (`fills`) of its command; several values are joined with commas. */
export interface Select {
  readonly type: 'select';
  readonly placeholder: Phrase;
  readonly call: ControlCall;
  readonly fills: string;
  readonly choices: readonly { value: string; label: Phrase; description?: Phrase; selected?: boolean }[];
  readonly min: number;
  readonly max: number;
}

/** Leads out of the chat; the bot hears nothing of it. Made by `link`, which bounds and checks the address. */
export interface Link {
  readonly type: 'link';
  readonly label: Phrase;
  readonly url: string;
}

export interface ControlCall {
  readonly command: CommandPath;
  readonly options: Readonly<Record<string, string>>;
  /**
   * Which twinning it is about, for presses outside a bound channel (direct messages). A claim: the presser
   * must be a member of one of its towns.
   */
  readonly twinningId?: Id<'twn'>;
  /** Open the command's form, filled in with `options`, instead of running it. */
  readonly openForm?: boolean;
}
