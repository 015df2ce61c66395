import { defineCommand } from '../../src/chat/command.ts';
import { due } from '../../src/chat/date-options.ts';
import { changedNotice } from '../../src/chat/move-command.ts';
import { commitment } from '../../src/chat/option-values.ts';
import { newDate } from '../../src/core/commitment/new-date.ts';
import { msg } from '../../src/core/message.ts';
import { day } from '../../src/core/text.ts';

/** Chosen where the bell says that a promise is late: one press, and it is said. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'control',
  options: { commitment: commitment(), due: due() },
  async run({ commitment: number, due: dueOn }, context) {
    const { commitment: changed, kind } = await newDate(context, context.inside, { number, dueOn });
    const params = { reference: `C-${number}`, what: changed.what, due: day(dueOn) };
    return changedNotice(
      changed,
      kind === 'counter'
        ? msg('command.commitment.new-date.asked', params)
        : msg('command.commitment.new-date.done', params),
    );
  },
});
