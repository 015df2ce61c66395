import { defineCommand } from '../../src/chat/command.ts';
import { weekdays, weekdayValues, weeklyHours } from '../../src/chat/date-options.ts';
import { optional } from '../../src/chat/option-values.ts';
import { exampleHours } from '../../src/chat/parse-refusal.ts';
import { nightNotes } from '../../src/chat/view/clock-notes.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { fitsGrid, gridOf, hoursSaid } from '../../src/core/availability/hour-bands.ts';
import { changeOwnProfile } from '../../src/core/committee/change-own-profile.ts';
import { refusal } from '../../src/core/domain-error.ts';
import { msg } from '../../src/core/message.ts';
import type { Weekday } from '../../src/core/time/instant.ts';
import { DEFAULT_WEEKLY_HOURS, formatWeeklyHours } from '../../src/core/time/weekly-hours.ts';

const ticked = (days: readonly Weekday[]): string =>
  days.map((weekday) => weekdayValues[weekday - 1] ?? '').join(',');

/** In words, or by ticking parts of days in the form; what is ticked there to begin with is what counts now. */
export default defineCommand({
  scope: 'person',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: {
    hours: optional(weeklyHours()),
    mornings: weekdays(),
    afternoons: weekdays(),
    evenings: weekdays(),
  },
  lead: 'hours',
  form: ['mornings', 'afternoons', 'evenings', 'hours'],
  opensFormWithout: ['hours'],
  prefill({ member, reader }) {
    const own = member?.weeklyHours;
    const { morning, afternoon, evening } = gridOf(own ?? DEFAULT_WEEKLY_HOURS);
    return {
      mornings: ticked(morning),
      afternoons: ticked(afternoon),
      evenings: ticked(evening),
      ...(own === undefined || fitsGrid(own) ? {} : { hours: formatWeeklyHours(own, reader.language) }),
    };
  },
  async run({ hours, mornings, afternoons, evenings }, context) {
    const { member, reader } = context;
    const isGrid = mornings !== undefined && afternoons !== undefined && evenings !== undefined;
    const said = hoursSaid(member.weeklyHours, {
      ...(hours === undefined ? {} : { words: hours.value }),
      ...(isGrid ? { grid: { morning: mornings, afternoon: afternoons, evening: evenings } } : {}),
    });
    if (said === undefined || said.length === 0)
      throw refusal('error.availability.nothing', { example: exampleHours(reader.language) }).of('hours');
    await changeOwnProfile(context, member, { weeklyHours: said });
    const written = formatWeeklyHours(said, reader.language);
    return notice(
      'good',
      msg('command.availability.set.done', { hours: written, zone: reader.timeZone }),
      ...nightNotes(said, reader.language),
    );
  },
});
