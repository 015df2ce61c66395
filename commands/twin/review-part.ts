import { defineCommand } from '../../src/chat/command.ts';
import { lines, optional, themes } from '../../src/chat/option-values.ts';
import { notice } from '../../src/chat/view/notice.ts';
import { msg } from '../../src/core/message.ts';
import { partToStartFrom } from '../../src/core/review/part-to-start-from.ts';
import { writePart } from '../../src/core/review/write-review.ts';

const LONGEST_WORDS = 300;
const words = () => optional(lines(LONGEST_WORDS));

/** One town's part of the review, from its form: what it shows when it is sent is the whole part. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'control',
  options: {
    themes: optional(themes()),
    note: words(),
    concrete: words(),
    invitations: words(),
    ideas: words(),
  },
  form: ['themes', 'note', 'concrete', 'invitations', 'ideas'],
  async prefill({ database, inside }): Promise<Readonly<Record<string, string>>> {
    if (inside === undefined) return {};
    const part = partToStartFrom(await database.reviews.reviewsOf(inside.scope.twinning.id), inside.town.id);
    const { themes: wanted = [], ...texts } = part;
    return { ...texts, ...(wanted.length === 0 ? {} : { themes: wanted.join(', ') }) };
  },
  async run(input, context) {
    const { themes: wanted = [], note = '', concrete = '', invitations = '', ideas = '' } = input;
    const part = { themes: wanted, note, concrete, invitations, ideas };
    await writePart(context, context.inside, part);
    return notice('good', msg('command.twin.review-part.done', { town: context.town.name }));
  },
});
