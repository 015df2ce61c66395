import { defineCommand } from '../../src/chat/command.ts';
import { meeting } from '../../src/chat/option-values.ts';
import { candidatesCard } from '../../src/chat/view/candidates-card.ts';
import { withHolidays } from '../../src/chat/view/holiday-notes.ts';
import { readFacts } from '../../src/chat/view/posting-card.ts';
import { searchAgain } from '../../src/core/meeting/search-again.ts';

/** Other hours for a meeting whose times do not suit, from what its poll has taught. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'control',
  options: { meeting: meeting() },
  async run({ meeting: number }, context) {
    const {
      meeting: draft,
      search,
      terms,
    } = await searchAgain(context, context.inside, number, {
      calendar: context.holidays,
      language: context.reader.language,
    });
    const facts = await readFacts(context.database, draft.twinningId);
    const shown = facts && (await withHolidays(facts, draft, context.holidays, context.reader.language));
    return shown && candidatesCard(draft, { ...shown, home: context.inside.town }, search, terms);
  },
});
