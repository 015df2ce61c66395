import { defineCommand } from '../../src/chat/command.ts';
import { optional, text } from '../../src/chat/option-values.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { msg } from '../../src/core/message.ts';
import { changeSettings } from '../../src/core/twinning/change-settings.ts';

/** Where meetings take place, from its form in the settings; empty takes it away. */
export default defineCommand({
  scope: 'twinning',
  who: 'office-holder',
  reply: 'private',
  surface: 'control',
  options: { link: optional(text('note')) },
  form: ['link'],
  async run({ link = '' }, context) {
    const { videoLink } = await changeSettings(context, context.inside, { videoLink: link });
    return notice(
      'good',
      videoLink === undefined
        ? msg('command.twin.video.removed')
        : msg('command.twin.video.done', { link: videoLink }),
    );
  },
});
