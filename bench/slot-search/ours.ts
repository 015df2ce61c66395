import { type SlotSearchRequest, searchSlots } from '../../src/core/meeting/slot-search.ts';
import type { FoundStarts } from './found-starts.ts';

/** The whole search, with ranking and explanations, and all the starts it found listed as the others list them. */
export function ours(request: SlotSearchRequest): FoundStarts {
  const { common, deciding } = searchSlots(request);
  return { everybody: common.list(), deciding: deciding.list() };
}
