import { defineCommand } from '../../src/chat/command.ts';
import { accountOf } from '../../src/chat/mentioned.ts';
import { account, optional } from '../../src/chat/option-values.ts';
import { availabilityCard, ownAvailabilityCard } from '../../src/chat/view/availability-card.ts';
import { ownCalendarBlocks } from '../../src/chat/view/private-calendar-card.ts';
import { comingAway } from '../../src/core/availability/away.ts';
import { calendarState } from '../../src/core/availability/private-calendar.ts';
import { refusal } from '../../src/core/domain-error.ts';
import { dateAt } from '../../src/core/time/local-date.ts';

export default defineCommand({
  scope: 'person',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: { member: optional(account()) },
  lead: 'member',

  async run({ member: asked }, context) {
    const { member: own, database, reader, now, known, caller, privateCalendars } = context;
    const isOwn =
      asked === undefined ||
      own.accounts.some(({ platform, userId }) => platform === caller.platform && userId === asked.userId);
    if (isOwn) {
      const away = comingAway(await database.away.awayOf([own.id]), dateAt(now, reader.timeZone));
      const calendar = privateCalendars && (await calendarState(context, privateCalendars, own.id));
      const card = ownAvailabilityCard({ member: own, away, reader });
      const mayConnect = privateCalendars !== undefined && own.represents !== 'youth';
      return { ...card, blocks: [...card.blocks, ...ownCalendarBlocks(calendar, mayConnect)] };
    }
    if (known === undefined) throw refusal('error.place.not-bound').of('member');
    const { towns } = known.scope;
    const member = (await database.committees.membersByAccount(accountOf(caller, asked.userId))).find(
      ({ townId }) => towns.some(({ id }) => id === townId),
    );
    const town = towns.find(({ id }) => id === member?.townId);
    if (member === undefined || town === undefined)
      throw refusal('error.committee.nobody-known').of('member');
    const timeZone = member.timeZone ?? town.timeZone;
    const away = comingAway(await database.away.awayOf([member.id]), dateAt(now, timeZone));
    return availabilityCard({ member, away, timeZone, language: reader.language });
  },
});
