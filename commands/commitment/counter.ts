import { defineCommand } from '../../src/chat/command.ts';
import { dueOrNone } from '../../src/chat/due-option.ts';
import { commitment, optional, text } from '../../src/chat/option-values.ts';
import { reviseAnswer, standingTerms } from '../../src/chat/revise-command.ts';

/** Another day or other words, from a button: the form shows what stands. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'control',
  options: { commitment: commitment(), what: optional(text('what')), due: optional(dueOrNone()) },
  form: ['due', 'what'],
  prefill: standingTerms,
  run: async ({ commitment: number, what, due }, context) =>
    await reviseAnswer(
      { number, ...(what === undefined ? {} : { what }), ...(due === undefined ? {} : { due }) },
      context,
    ),
});
