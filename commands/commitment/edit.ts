import { defineCommand } from '../../src/chat/command.ts';
import { dueOrNone } from '../../src/chat/due-option.ts';
import { ownerFrom } from '../../src/chat/mentioned.ts';
import { commitment, optional, text, theme, unless } from '../../src/chat/option-values.ts';
import { reviseAnswer, standingTerms } from '../../src/chat/revise-command.ts';

/** Of what was agreed, words and day change only when the other side accepts: then this proposes it. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: {
    commitment: commitment(),
    what: unless('due', text('what')),
    due: optional(dueOrNone()),
    owner: optional(text('name')),
    theme: optional(theme()),
  },
  lead: 'commitment',
  form: ['commitment', 'what', 'due', 'owner', 'theme'],
  prefill: standingTerms,
  async run({ commitment: number, what, due, owner, theme: newTheme }, context) {
    const edit = {
      number,
      ...(what === undefined ? {} : { what }),
      ...(due === undefined ? {} : { due }),
      ...(owner === undefined ? {} : { owner: ownerFrom(owner, context.caller) }),
      ...(newTheme === undefined ? {} : { theme: newTheme }),
    };
    return await reviseAnswer(edit, context);
  },
});
