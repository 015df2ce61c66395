import { defineCommand } from '../../src/chat/command.ts';
import { exportTwinning } from '../../src/core/archive/export-twinning.ts';
import { msg } from '../../src/core/message.ts';
import { twinningName } from '../../src/core/twinning/twinning-name.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'office-holder',
  reply: 'private',
  surface: 'typed',
  options: {},
  async run(_, context) {
    const { documents, inside, now, reader } = context;
    const taken = await exportTwinning(context, inside);
    const file = await documents.archive(taken, now, reader);
    return {
      tone: 'good',
      blocks: [
        { type: 'text', text: msg('export.ready', { name: twinningName(inside.scope) }) },
        { type: 'text', small: true, text: msg('export.care') },
        { type: 'file', ...file, label: msg('export.file') },
      ],
    };
  },
});
