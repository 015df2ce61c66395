import type { Phrase } from '../core/text.ts';
import { defineCommand } from './command.ts';
import type { CommandPath } from './command-paths.generated.ts';
import { buttons, commandButton, notice } from './view/notice.ts';

/** What a bare root shows: buttons for its commonest actions, the first one standing out; never a syntax lecture. */
export const menuCommand = (
  question: Phrase,
  actions: readonly (readonly [label: Phrase, command: CommandPath])[],
) =>
  defineCommand({
    scope: 'anywhere',
    who: 'anyone',
    reply: 'private',
    surface: 'bare',
    options: {},
    run: async () =>
      notice(
        'neutral',
        question,
        buttons(
          ...actions.map(([label, command], index) =>
            commandButton(label, command, index === 0 ? 'primary' : 'secondary'),
          ),
        ),
      ),
  });
