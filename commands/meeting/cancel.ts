import type { Block } from '../../src/chat/card.ts';
import { defineCommand } from '../../src/chat/command.ts';

import { meeting, optional, text } from '../../src/chat/option-values.ts';
import { buttons, notice } from '../../src/chat/view/notice.ts';
import { endSeriesButton } from '../../src/chat/view/series-card.ts';
import { cancelMeeting } from '../../src/core/meeting/decide-meeting.ts';
import { msg } from '../../src/core/message.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: { meeting: meeting(), reason: optional(text('reason')) },
  lead: 'meeting',
  form: ['meeting', 'reason'],
  async run({ meeting: number, reason }, context) {
    const cancelled = await cancelMeeting(context, context.inside, {
      number,
      ...(reason === undefined ? {} : { reason }),
    });
    const done = msg('command.meeting.cancel.done', { title: cancelled.title });
    const series = cancelled.seriesId && (await context.database.series.series(cancelled.seriesId));
    if (series === undefined || series.endedAt !== undefined) return notice('good', done);
    const stays: Block = { type: 'text', small: true, text: msg('series.offer-end') };
    return notice('good', done, stays, buttons(endSeriesButton(cancelled)));
  },
});
