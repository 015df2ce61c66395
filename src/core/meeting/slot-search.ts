import { type Instant, MINUTE_MS } from '../time/instant.ts';
import { DEFAULT_QUORUM } from './quorum.ts';
import { countBits, placesOf, setBits } from './slot-search-bits.ts';
import { townClock } from './slot-search-burden.ts';
import { explainStarts } from './slot-search-explain.ts';
import { STEP_MS, type StartGrid, startAt, startGrid } from './slot-search-grid.ts';
import { pickStarts } from './slot-search-pick.ts';
import {
  type ExplainedSlots,
  refuseBadRequest,
  type SlotSearchRequest,
  type SlotSearchResult,
  type StartList,
} from './slot-search-request.ts';
import { surveyStarts } from './slot-search-survey.ts';

export type * from './slot-search-request.ts';

/**
 * Finds the starts that suit people best; the order of better and worse is that of `pickStarts`. Exact: equal to
 * asking each person's clock at every start. The order of people changes nothing. No candidates only when nobody
 * can come at any time between `fromAt` and `untilAt`.
 * @throws RangeError for an unknown zone, two people with one id, a length outside 1 to 1440, or too long a span.
 */
export function searchSlots(request: SlotSearchRequest): SlotSearchResult {
  refuseBadRequest(request);
  const { people, towns, rule = DEFAULT_QUORUM, penalties = [], count = 6 } = request;
  const grid = startGrid(request.fromAt, request.untilAt, request.lengthMinutes);
  const every = new Int32Array(grid.words);
  setBits(every, 0, grid.count);
  const survey = surveyStarts(request, grid, every);
  const { tally, usuallyAttending, stretchesOf, widenedTo } = survey;
  const clocks = towns.map((town) => townClock(town, penalties, stretchesOf(town.timeZone), grid));
  const open = intersect(every, tally.attending.above(0));
  const picked = pickStarts(open, tally, usuallyAttending, clocks, grid, count);
  const required = people.filter((person) => person.required === true).length;
  return {
    candidates: explainStarts(picked, survey, rule, towns, penalties),
    common: startList(intersect(open, tally.attending.above(people.length - 1)), grid),
    deciding: startList(
      intersect(open, intersect(tally.required.above(required - 1), tally.quorumGaps.below(1))),
      grid,
    ),
    ...(widenedTo === undefined ? {} : { widenedTo }),
  };
}

/**
 * Says of starts that were found before what a search says of them, with what is known now. Starts off the quarter
 * hour are left out. Hours are widened, for all of them alike, when none brings all towns together.
 * @throws RangeError as `searchSlots`.
 */
export function explainSlots(
  request: Omit<SlotSearchRequest, 'fromAt' | 'untilAt' | 'count'>,
  starts: readonly Instant[],
): ExplainedSlots {
  const onGrid = starts.filter((at) => at % STEP_MS === 0);
  const fromAt = Math.min(...onGrid);
  const untilAt = Math.max(...onGrid) + request.lengthMinutes * MINUTE_MS;
  if (onGrid.length === 0) return { candidates: [] };
  refuseBadRequest({ ...request, fromAt, untilAt });
  const grid = startGrid(fromAt, untilAt, request.lengthMinutes);
  const among = new Int32Array(grid.words);
  const indices = onGrid.map((at) => at / STEP_MS - grid.first);
  for (const index of indices) setBits(among, index, index + 1);
  const survey = surveyStarts(request, grid, among);
  const { towns, rule = DEFAULT_QUORUM, penalties = [] } = request;
  return {
    candidates: explainStarts(indices, survey, rule, towns, penalties),
    ...(survey.widenedTo === undefined ? {} : { widenedTo: survey.widenedTo }),
  };
}

function intersect(some: Int32Array, others: Int32Array): Int32Array {
  return some.map((word, w) => word & (others[w] ?? 0));
}

function startList(bits: Int32Array, grid: StartGrid): StartList {
  return {
    count: countBits(bits),
    list: () => placesOf(bits).map((index) => startAt(grid, index)),
  };
}
