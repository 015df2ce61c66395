import { defineCommand } from '../../src/chat/command.ts';
import { choice } from '../../src/chat/option-values.ts';
import { newAddressCard } from '../../src/chat/view/calendar-card.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { giveAddress, stopAddress } from '../../src/core/calendar/give-address.ts';
import { msg } from '../../src/core/message.ts';
import { code } from '../../src/core/text.ts';

/** A new address in place of the old one, or none any more. The answer takes the place of what was shown. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'update',
  surface: 'control',
  options: { of: choice('calendar-of', ['me', 'space']), deed: choice('calendar-deed', ['new', 'stop']) },
  async run({ of, deed }, context) {
    const { calendars, inside } = context;
    if (deed === 'stop')
      return (await stopAddress(context, inside, of))
        ? notice('good', msg('calendar.stopped'))
        : notice('neutral', msg('calendar.stopped.nothing'));
    if (calendars === undefined)
      return notice('attention', msg('calendar.off', { setting: code('PUBLIC_URL') }));
    const { secret, replaced } = await giveAddress(context, inside, of);
    return newAddressCard(calendars.feed(secret), of, replaced, { twinningId: inside.scope.twinning.id });
  },
});
