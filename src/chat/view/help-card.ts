import { msg } from '../../core/message.ts';
import type { Card } from '../card.ts';
import { buttons, commandButton } from './notice.ts';

/** What it can do, in five lines and buttons. Where no twinning is yet, how to begin. */
export const helpCard = (inTwinning: boolean): Card => ({
  tone: 'neutral',
  title: msg('help.title'),
  blocks: inTwinning
    ? [
        {
          type: 'list',
          items: [
            msg('help.find'),
            msg('help.promise'),
            msg('help.remind'),
            msg('help.people'),
            msg('help.yourself'),
          ],
        },
        buttons(
          commandButton(msg('help.button.find'), 'meeting/propose', 'primary'),
          commandButton(msg('help.button.promised'), 'commitment/list'),
          commandButton(msg('help.button.remind'), 'reminder/add'),
        ),
      ]
    : [
        { type: 'text', text: msg('help.begin') },
        buttons(
          commandButton(msg('help.button.start'), 'twin/start', 'primary'),
          commandButton(msg('help.button.join'), 'twin/join'),
        ),
      ],
});
