import { defineCommand } from '../../src/chat/command.ts';
import { optional, text, themes } from '../../src/chat/option-values.ts';
import { ownReviewCard } from '../../src/chat/view/own-review.ts';
import { openReview, writePart } from '../../src/core/review/write-review.ts';

/** The yearly review: begins it, where none is under way, and writes down what is given. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: { themes: optional(themes()), note: optional(text('reason')) },
  lead: 'themes',
  async run(input, context) {
    const isGiven = input.themes !== undefined || input.note !== undefined;
    const review = isGiven
      ? await writePart(context, context.inside, input)
      : await openReview(context, context.inside);
    return await ownReviewCard(review, context);
  },
});
