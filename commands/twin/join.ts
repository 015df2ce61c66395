import { defineCommand } from '../../src/chat/command.ts';
import { timeZone } from '../../src/chat/date-options.ts';
import { founding } from '../../src/chat/founding.ts';
import { country, language, optional, text, town } from '../../src/chat/option-values.ts';
import { showStatus } from '../../src/chat/show-status.ts';
import { buttons, commandButton } from '../../src/chat/view/notice.ts';
import { refusal } from '../../src/core/domain-error.ts';
import { msg } from '../../src/core/message.ts';
import { list } from '../../src/core/text.ts';
import { findInvitation, joinTwinning } from '../../src/core/twinning/join-twinning.ts';

export default defineCommand({
  scope: 'anywhere',
  who: 'anyone',
  reply: 'public',
  surface: 'typed',
  options: {
    code: text('name'),
    town: optional(town()),
    country: optional(country()),
    timezone: optional(timeZone()),
    language: optional(language()),
  },
  lead: 'code',
  form: ['code', 'town', 'country', 'timezone', 'language'],
  async run(input, context) {
    const invitation = await findInvitation(context, input.code);
    if (invitation.for === 'partner' && input.town === undefined)
      throw refusal('error.twinning.town-needed').of('town');
    const { town: facts, ...who } = await founding({ ...input, town: input.town ?? '' }, context);
    const joined = await joinTwinning(context, {
      ...who,
      code: input.code,
      ...(invitation.for === 'partner' ? { town: facts } : {}),
    });
    const others = joined.scope.towns.filter(({ id }) => id !== joined.town.id).map(({ name }) => name);
    if (joined.for === 'space') {
      // What waits for an answer follows as messages of its own; this sums up.
      const standing = await showStatus(context, joined);
      return {
        tone: 'good',
        title: msg('command.twin.join.space', { town: joined.town.name }),
        blocks: [{ type: 'text', text: msg('command.twin.join.space-next') }, ...standing.blocks],
      };
    }
    return {
      tone: 'good',
      title: msg('command.twin.join.done', { town: joined.town.name, others: list(others) }),
      blocks: [
        { type: 'text', text: msg('command.twin.join.next') },
        buttons(commandButton(msg('command.meeting.propose.button'), 'meeting/propose', 'primary')),
      ],
    };
  },
});
