import { groups, type Member } from '../../core/committee/member.ts';
import { msg } from '../../core/message.ts';
import type { Id } from '../../core/world.ts';
import type { Card } from '../card.ts';

/** The one question to somebody new: whom do you represent? */
export const welcomeCard = (member: Member, town: string, twinningId: Id<'twn'> | undefined): Card => ({
  tone: 'attention',
  title: msg('welcome.title', { name: member.displayName }),
  blocks: [
    { type: 'text', text: msg('welcome.whom', { town }) },
    {
      type: 'controls',
      controls: groups.map((group) => ({
        type: 'button',
        label: msg(`choice.group.${group}`),
        style: 'secondary',
        call: {
          command: 'profile/represents',
          options: { group },
          ...(twinningId === undefined ? {} : { twinningId }),
        },
      })),
    },
  ],
});
