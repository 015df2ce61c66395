import type { Phrase } from '../../core/text.ts';
import type { Block, Button, Card } from '../card.ts';

/** A short answer: what was done, perhaps with what may come next. */
export const notice = (tone: Card['tone'], text: Phrase, ...more: Block[]): Card => ({
  tone,
  blocks: [{ type: 'text', text }, ...more],
});

/** Opens a command's form, or runs it when it needs nothing more. */
export const commandButton = (
  label: Phrase,
  command: Button['call']['command'],
  style: Button['style'] = 'secondary',
): Button => ({
  type: 'button',
  label,
  style,
  call: { command, options: {}, openForm: true },
});

export const buttons = (...controls: Button[]): Block => ({ type: 'controls', controls });
