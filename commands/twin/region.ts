import { defineCommand } from '../../src/chat/command.ts';
import { region } from '../../src/chat/option-values.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { changeRegion } from '../../src/core/holiday/change-region.ts';
import { msg } from '../../src/core/message.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'office-holder',
  reply: 'private',
  surface: 'typed',
  options: { region: region() },
  lead: 'region',
  form: ['region'],
  async run({ region: typed }, context) {
    const { inside, town, reader } = context;
    const chosen = await changeRegion(context, inside, { typed, language: reader.language });
    return notice('good', msg('command.twin.region.done', { town: town.name, region: chosen.name }));
  },
});
