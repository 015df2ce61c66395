import { defineCommand } from '../../src/chat/command.ts';
import { meeting, slotNumbers } from '../../src/chat/option-values.ts';
import { candidatesCard } from '../../src/chat/view/candidates-card.ts';
import { withHolidays } from '../../src/chat/view/holiday-notes.ts';
import { readFacts } from '../../src/chat/view/posting-card.ts';
import { explainDraft } from '../../src/core/meeting/propose-meeting.ts';
import { pickSlots } from '../../src/core/meeting/publish-poll.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'update',
  surface: 'control',
  options: { meeting: meeting(), slots: slotNumbers() },
  async run({ meeting: number, slots }, context) {
    const draft = await pickSlots(context, context.inside, { number, picked: slots });
    const facts = await readFacts(context.database, draft.twinningId);
    if (facts === undefined) throw new RangeError('a twinning vanished while it was read');
    const shown = await withHolidays(facts, draft, context.holidays, context.reader.language);
    const { search, terms } = await explainDraft(context.database, context.inside, draft, context.now);
    return candidatesCard(draft, { ...shown, home: context.town }, search, terms);
  },
});
