import { defineCommand } from '../../src/chat/command.ts';
import { choice, optional } from '../../src/chat/option-values.ts';
import { msg } from '../../src/core/message.ts';
import { code, instant } from '../../src/core/text.ts';
import { invite } from '../../src/core/twinning/invite.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'office-holder',
  reply: 'private',
  surface: 'typed',
  options: {
    for: choice('invite-for', ['partner', 'space']),
    audience: optional(choice('audience', ['committee', 'youth'])),
  },
  lead: 'for',
  form: ['for', 'audience'],
  async run({ for: kind, audience = 'committee' }, context) {
    const invitation = await invite(context, context.inside, { for: kind, audience });
    const join = code(`/twin join ${invitation.code}`);
    return {
      tone: 'good',
      title: msg('command.twin.invite.done'),
      blocks: [
        {
          type: 'text',
          text:
            kind === 'partner'
              ? msg('command.twin.invite.partner', { join })
              : msg('command.twin.invite.space', { join }),
        },
        {
          type: 'text',
          small: true,
          text: msg('command.twin.invite.until', { until: instant(invitation.expiresAt) }),
        },
      ],
    };
  },
});
