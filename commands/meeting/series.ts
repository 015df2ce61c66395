import { defineCommand } from '../../src/chat/command.ts';
import { due, length, when } from '../../src/chat/date-options.ts';
import { every } from '../../src/chat/every-option.ts';
import { optional, text } from '../../src/chat/option-values.ts';
import { clockNotes } from '../../src/chat/view/clock-notes.ts';
import { withHolidays } from '../../src/chat/view/holiday-notes.ts';
import { readFacts } from '../../src/chat/view/posting-card.ts';
import { seriesCard } from '../../src/chat/view/series-card.ts';
import { startSeries } from '../../src/core/series/start-series.ts';

const USUAL_LENGTH_MINUTES = 60;

/** Everybody sees the announcement; who asked for it is shown what was understood. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: {
    topic: text('title'),
    every: every(),
    from: when(),
    length: optional(length()),
    until: optional(due()),
  },
  lead: 'topic',
  form: ['topic', 'every', 'from', 'length', 'until'],
  async run(
    { topic, every: rule, from: { value: from, notes }, length: lengthMinutes = USUAL_LENGTH_MINUTES, until },
    context,
  ) {
    const { inside, database, holidays, reader } = context;
    const { series, occurrences } = await startSeries(context, inside, {
      title: topic,
      rule,
      from,
      lengthMinutes,
      ...(until === undefined ? {} : { untilOn: until }),
      participantIds: [],
    });
    const facts = await readFacts(database, series.twinningId);
    if (facts === undefined) throw new RangeError('a twinning vanished while it was read');
    const slots = occurrences.flatMap((occurrence) => occurrence.slots);
    const shown = await withHolidays(facts, { slots, lengthMinutes }, holidays, reader.language);
    const card = seriesCard(series, occurrences, { ...shown, home: inside.town });
    return { ...card, blocks: [...card.blocks, ...clockNotes(notes)] };
  },
});
