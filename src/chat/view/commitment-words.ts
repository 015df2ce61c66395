import type { Commitment } from '../../core/commitment/commitment.ts';
import { inEach, type Param } from '../../core/text.ts';
import type { Facts } from './people.ts';

/**
 * What is promised, in the reader's language where a plan has made it: as long as nobody has changed the words, they are
 * known in every language. Otherwise as somebody wrote it.
 */
export function whatOf({ id, what }: Pick<Commitment, 'id' | 'what'>, { programmes = [] }: Facts): Param {
  for (const { parts, kept } of programmes) {
    const part = parts.find(({ commitmentId }) => commitmentId === id);
    if (part === undefined) continue;
    const text = kept[part.stepId]?.text;
    return text !== undefined && Object.values(text).includes(what) ? inEach(text) : what;
  }
  return what;
}
