import { defineCommand } from '../../src/chat/command.ts';
import { knownAddressCard, newAddressCard } from '../../src/chat/view/calendar-card.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { addressOf, giveAddress, spaceInCharge } from '../../src/core/calendar/give-address.ts';
import { msg } from '../../src/core/message.ts';
import { code } from '../../src/core/text.ts';

/** One's own calendar address, told to nobody else and only once. Young people may have one, too: they asked for it. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: {},
  async run(_, context) {
    const { calendars, inside, database } = context;
    if (calendars === undefined)
      return notice('attention', msg('calendar.off', { setting: code('PUBLIC_URL') }));
    const space = await spaceInCharge(database, inside);
    const book = {
      twinningId: inside.scope.twinning.id,
      ...(space === undefined ? {} : { spaceTown: inside.town }),
    };
    const known = await addressOf(context, inside);
    if (known !== undefined) return knownAddressCard(known, book);
    const { secret, replaced } = await giveAddress(context, inside, 'me');
    return newAddressCard(calendars.feed(secret), 'me', replaced, book);
  },
});
