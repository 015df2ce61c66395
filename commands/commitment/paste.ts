import { defineCommand } from '../../src/chat/command.ts';
import { lines } from '../../src/chat/option-values.ts';
import { ownFacts } from '../../src/chat/view/own-facts.ts';
import { pastedCard } from '../../src/chat/view/pasted-card.ts';
import { pasteCommitments } from '../../src/core/commitment/paste-commitments.ts';
import { LONGEST_MINUTES } from '../../src/core/meeting/write-minutes.ts';
import { DAY_MS } from '../../src/core/time/instant.ts';
import type { Id } from '../../src/core/world.ts';

/** What is certain is offered at once; each other line waits a day as a form that is filled in as far as it goes. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: { lines: lines(LONGEST_MINUTES) },
  lead: 'lines',
  form: ['lines'],
  async run({ lines: text }, context) {
    const { world, database, now, reader } = context;
    const pasted = await pasteCommitments(context, context.inside, { text, reading: reader });
    const drafts = new Map<number, Id<'drf'>>();
    for (const [index, { type, read }] of pasted.entries()) {
      if (type !== 'unclear') continue;
      const id = world.newId('drf');
      const values = {
        what: read.what,
        ...(read.owner.state === 'none' ? {} : { owner: read.owner.typed }),
        ...(read.due.state === 'none'
          ? {}
          : { due: read.due.state === 'day' ? read.due.on : read.due.typed }),
      };
      await database.drafts.saveDraft({ id, command: 'commitment/add', values, expiresAt: now + DAY_MS });
      drafts.set(index, id);
    }
    return pastedCard(pasted, drafts, await ownFacts(context), { ...reader, now });
  },
});
