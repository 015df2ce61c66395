import { defineCommand } from '../../src/chat/command.ts';
import { pastDate, timeZone } from '../../src/chat/date-options.ts';
import { founding } from '../../src/chat/founding.ts';
import { country, language, optional, text, town } from '../../src/chat/option-values.ts';
import { buttons } from '../../src/chat/view/notice.ts';
import { msg } from '../../src/core/message.ts';
import { country as countryName, instant } from '../../src/core/text.ts';
import { startTwinning } from '../../src/core/twinning/start-twinning.ts';

export default defineCommand({
  scope: 'anywhere',
  who: 'anyone',
  reply: 'public',
  surface: 'typed',
  options: {
    town: town(),
    country: optional(country()),
    timezone: optional(timeZone()),
    language: optional(language()),
    name: optional(text('name')),
    since: optional(pastDate()),
  },
  lead: 'town',
  form: ['town', 'country', 'timezone', 'language', 'name'],
  async run(input, context) {
    const facts = await founding(input, context);
    const { town: founded } = await startTwinning(context, {
      ...facts,
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(input.since === undefined ? {} : { sinceOn: input.since }),
    });
    return {
      tone: 'good',
      title: msg('command.twin.start.done', { town: founded.name }),
      blocks: [
        {
          type: 'text',
          text: msg('command.twin.start.facts', {
            country: countryName(founded.country),
            timeZone: founded.timeZone,
            now: instant(context.now, founded.timeZone),
            language: { type: 'language', language: founded.language },
          }),
        },
        { type: 'text', text: msg('command.twin.start.next') },
        buttons({
          type: 'button',
          label: msg('command.twin.invite.button'),
          style: 'primary',
          call: { command: 'twin/invite', options: { for: 'partner' } },
        }),
      ],
    };
  },
});
