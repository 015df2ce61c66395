import { defineCommand } from '../../src/chat/command.ts';
import { dueOrBefore } from '../../src/chat/due-option.ts';
import { every } from '../../src/chat/every-option.ts';
import { ownerFrom } from '../../src/chat/mentioned.ts';
import { optional, text, theme } from '../../src/chat/option-values.ts';
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
    due: optional(dueOrBefore()),
    owner: optional(text('name')),
    to: optional(text('title')),
    theme: optional(theme()),
    from: optional(text('name')),
    every: optional(every()),
  },
  lead: 'what',
  fromMessage: 'what',
  form: ['what', 'due', 'owner', 'to', 'theme'],
  async run({ what, due, owner, to, theme: about, from, every: rule }, context) {
    const { scope } = context.inside;
    const offered = await addCommitment(context, context.inside, {
      what,
      ...(due === undefined ? {} : { due }),
      ...(owner === undefined ? {} : { owner: ownerFrom(owner, context.caller) }),
      ...(to === undefined ? {} : { to }),
      ...(about === undefined ? {} : { theme: about }),
      ...(from === undefined ? {} : { from }),
      ...(rule === undefined ? {} : { every: rule }),
    });
    const isRequest = offered.ownerTownId !== context.inside.town.id;
    const answering = isRequest ? [offered.ownerTownId] : offered.toTownIds;
    const towns = list(scope.towns.filter(({ id }) => answering.includes(id)).map(({ name }) => name));
    const params = { reference: `C-${offered.number}`, towns };
    return notice(
      'good',
      isRequest ? msg('command.commitment.add.asked', params) : msg('command.commitment.add.done', params),
    );
  },
});
