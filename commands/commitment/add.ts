import { defineCommand } from '../../src/chat/command.ts';
import { due } from '../../src/chat/date-options.ts';
import { ownerFrom } from '../../src/chat/mentioned.ts';
import { optional, text } from '../../src/chat/option-values.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { addCommitment } from '../../src/core/commitment/add-commitment.ts';
import { msg } from '../../src/core/message.ts';
import { list } from '../../src/core/text.ts';

/** The card that everybody sees is posted in every space; who offered it gets a line of their own. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: {
    what: text('what'),
    due: optional(due()),
    owner: optional(text('name')),
    to: optional(text('name')),
    theme: optional(text('name')),
  },
  lead: 'what',
  form: ['what', 'due', 'owner', 'to', 'theme'],
  async run({ what, due: dueOn, owner, to, theme }, context) {
    const { scope } = context.inside;
    const offered = await addCommitment(context, context.inside, {
      what,
      ...(dueOn === undefined ? {} : { dueOn }),
      ...(owner === undefined ? {} : { owner: ownerFrom(owner, context.caller) }),
      ...(to === undefined ? {} : { to }),
      ...(theme === undefined ? {} : { theme }),
    });
    const towns = scope.towns.filter(({ id }) => offered.toTownIds.includes(id)).map(({ name }) => name);
    return notice(
      'good',
      msg('command.commitment.add.done', { reference: `C-${offered.number}`, towns: list(towns) }),
    );
  },
});
