import { defineCommand } from '../../src/chat/command.ts';
import { meeting } from '../../src/chat/option-values.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { msg } from '../../src/core/message.ts';
import { endSeries } from '../../src/core/series/end-series.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'update',
  surface: 'control',
  options: { meeting: meeting() },
  async run({ meeting: number }, context) {
    const { series } = await endSeries(context, context.inside, { number });
    return notice('good', msg('command.meeting.end-series.done', { title: series.title }));
  },
});
