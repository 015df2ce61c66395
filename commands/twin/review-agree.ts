import { defineCommand } from '../../src/chat/command.ts';
import { carriedId, ordinal } from '../../src/chat/option-values.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { msg } from '../../src/core/message.ts';
import { agreeToReview } from '../../src/core/review/write-review.ts';

/** A town's word on the review that its button showed. */
export default defineCommand({
  scope: 'twinning',
  who: 'office-holder',
  reply: 'private',
  surface: 'control',
  options: { review: carriedId('rvw'), version: ordinal() },
  async run({ review: id, version }, context) {
    const review = await agreeToReview(context, context.inside, { id, version });
    const town = context.town.name;
    return notice(
      'good',
      review.state === 'confirmed'
        ? msg('command.twin.review-agree.confirmed', { town })
        : msg('command.twin.review-agree.done', { town }),
    );
  },
});
