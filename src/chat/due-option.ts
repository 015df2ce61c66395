import type { DueWish } from '../core/commitment/due-before.ts';
import { foldText } from '../core/time/fold-text.ts';
import { due } from './date-options.ts';
import type { OptionType } from './option.ts';
import { option } from './option-values.ts';

/** Before something with a reference: "M-12", "before M-12", "før C-7", "vor M 12", "avant la M-12 Conseil". */
const BEFORE =
  /^(?:(?:before|by|until|for|inden|senest|til|vor|bis|avant|jusqu.?a|pour)\s+)?(?:(?:the|der|dem|la|le|den|det)\s+)?([mc])\s?-?\s?(\d{1,9})(?:\s.*)?$/;

/** Words that take a day away. */
const NONE = ['none', 'no', '-', 'ingen', 'keine', 'kein', 'aucune', 'sans'];

/** A day to come, or before a meeting or another commitment. */
export const dueOrBefore = (): OptionType<DueWish> =>
  option((raw, context) => beforeFrom(raw) ?? { on: due().parse(raw, context) }, {
    field: 'date',
    completer: 'due',
  });

/** The same, or that it has no day any more. */
export const dueOrNone = (): OptionType<DueWish | 'none'> => ({
  ...dueOrBefore(),
  parse: (raw, context) => (NONE.includes(foldText(raw).trim()) ? 'none' : dueOrBefore().parse(raw, context)),
});

export function beforeFrom(raw: string): DueWish | undefined {
  const [, letter, digits] = BEFORE.exec(foldText(raw).trim()) ?? [];
  if (letter === undefined || digits === undefined) return undefined;
  return { before: letter === 'm' ? 'meeting' : 'commitment', number: Number(digits) };
}
