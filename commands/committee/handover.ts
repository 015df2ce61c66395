import { defineCommand } from '../../src/chat/command.ts';
import { namedPerson } from '../../src/chat/mentioned.ts';
import { office, optional, personOrName } from '../../src/chat/option-values.ts';
import { handedOverWords, shareWords } from '../../src/chat/view/handover-card.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { person } from '../../src/chat/view/people.ts';
import { proposeHandover } from '../../src/core/committee/propose-handover.ts';
import { msg } from '../../src/core/message.ts';

/** One's own duties, or as an office holder anybody's of the town; which of the two is checked with who it is about. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: { from: personOrName(), to: personOrName(), office: optional(office()) },
  lead: 'from',
  form: ['from', 'to', 'office'],
  async run({ from, to, office: kind }, context) {
    const proposed = await proposeHandover(context, context.inside, {
      from: namedPerson(context.caller, from),
      to: namedPerson(context.caller, to),
      ...(kind === undefined ? {} : { office: kind }),
    });
    const words = shareWords(proposed.share);
    return notice(
      'good',
      msg('command.committee.handover.done', {
        from: person(proposed.from),
        to: person(proposed.to),
        what: handedOverWords(proposed.handover),
      }),
      ...(words === undefined
        ? []
        : [{ type: 'text' as const, text: msg('handover.moves', { what: words }) }]),
    );
  },
});
