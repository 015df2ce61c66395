import type { APIActionRowComponent, APIComponentInMessageActionRow } from 'discord.js';
import { clipMarkdown } from './clip.ts';
import { limits } from './limits.ts';

/** One component of a container, before it is known whether everything fits. */
export type Piece =
  | { readonly type: 'text'; readonly content: string }
  | { readonly type: 'divider' }
  | { readonly type: 'picture'; readonly file: string; readonly description: string }
  | { readonly type: 'file'; readonly file: string }
  | { readonly type: 'row'; readonly row: APIActionRowComponent<APIComponentInMessageActionRow> };

/** Makes them fit into one message, at least one of them. `note` says that something is missing, where it is. */
export function fitPieces(pieces: readonly Piece[], note: string): Piece[] {
  const filled = pieces.filter((piece) => piece.type !== 'text' || piece.content.trim() !== '');
  const fitted = shortenTexts(fitCount(withoutEdgeDividers(filled), note));
  return fitted.length > 0 ? fitted : [{ type: 'text', content: '…' }];
}

/** A divider divides two things. */
const withoutEdgeDividers = (pieces: readonly Piece[]): Piece[] =>
  pieces.filter(({ type }, index) => {
    const next = pieces[index + 1];
    return type !== 'divider' || (index > 0 && next !== undefined && next.type !== 'divider');
  });

const sizeOf = (piece: Piece): number => (piece.type === 'row' ? 1 + piece.row.components.length : 1);

/** The container counts, too. */
const countOf = (pieces: readonly Piece[]): number => pieces.reduce((sum, piece) => sum + sizeOf(piece), 1);

function fitCount(pieces: readonly Piece[], note: string): Piece[] {
  if (countOf(pieces) <= limits.messageComponents) return [...pieces];
  const dense = mergeTexts(pieces.filter(({ type }) => type !== 'divider'));
  if (countOf(dense) <= limits.messageComponents) return dense;
  const kept: Piece[] = [];
  const end: Piece = { type: 'text', content: note };
  for (const piece of dense) {
    if (countOf([...kept, piece, end]) > limits.messageComponents) break;
    kept.push(piece);
  }
  return [...kept, end];
}

function mergeTexts(pieces: readonly Piece[]): Piece[] {
  const merged: Piece[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (piece.type === 'text' && last?.type === 'text') {
      merged[merged.length - 1] = { type: 'text', content: `${last.content}\n${piece.content}` };
    } else merged.push(piece);
  }
  return merged;
}

/** The longest texts give way, down to one length at which all fit; short ones stay whole. */
function shortenTexts(pieces: readonly Piece[]): Piece[] {
  const lengths = pieces.flatMap((piece) => (piece.type === 'text' ? [piece.content.length] : []));
  const longest = highestThatFits([...lengths].sort((a, b) => a - b));
  return pieces.map((piece) =>
    piece.type === 'text' ? { type: 'text', content: clipMarkdown(piece.content, longest) } : piece,
  );
}

function highestThatFits(ascending: readonly number[]): number {
  let left: number = limits.messageText;
  for (const [index, length] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - index));
    if (length > share) return share;
    left -= length;
  }
  return limits.messageText;
}
