import { type Group, groups, type Member } from '../../core/committee/member.ts';
import { convened, type Meeting, type Slot } from '../../core/meeting/meeting.ts';
import { type PollTerms, pollRanking } from '../../core/meeting/poll-outcome.ts';
import { type Answer, answers, DEFAULT_QUORUM } from '../../core/meeting/quorum.ts';
import { msg } from '../../core/message.ts';
import { list, type Phrase } from '../../core/text.ts';
import { type Facts, memberOrNobody, names, person } from './people.ts';
import { joined, lacking } from './quorum-text.ts';

/** Up to so many names in one card (slots times people) everybody is named; beyond that, heads are counted. */
const MOST_NAMED = 80;
/** Up to so many slots the heads of each are counted by town and group, or by town; beyond that, of the best alone. */
const SLOTS_BY_GROUP = 6;
const SLOTS_BY_TOWN = 10;
/** Up to so many who have not answered are all named; of more, the first few of each group. */
const WAITING_NAMED = 16;
const WAITING_SAMPLE = 3;

const groupsAndUnknown: readonly (Group | undefined)[] = [...groups, undefined];
const groupName = (group: Group | undefined): Phrase => msg(`choice.group.${group ?? 'unknown'}`);

export const termsOf = (facts: Facts): PollTerms => ({
  rule: facts.settings?.quorum ?? DEFAULT_QUORUM,
  offices: facts.offices,
});

/** Who said what to a slot: by name in a small committee, else how many, by town and group. */
export function tallyText(slot: Slot, meeting: Meeting, facts: Facts): Phrase {
  const asked = convened(meeting, facts.members);
  const said = new Map(
    meeting.ballots.filter((ballot) => ballot.slot === slot.number).map((one) => [one.memberId, one.answer]),
  );
  const who = (answer: Answer) => asked.filter(({ id }) => said.get(id) === answer);
  const given = answers.filter((answer) => who(answer).length > 0);
  if (given.length === 0) return msg('poll.tally.nobody');
  if (asked.length * meeting.slots.length <= MOST_NAMED)
    return joined(
      given.map((answer) =>
        msg(`poll.tally.${answer}`, { count: who(answer).length, names: names(who(answer)) }),
      ),
    );
  const counted = given.map((answer) =>
    msg('poll.tally.count', { answer: msg(`choice.answer.${answer}`), count: who(answer).length }),
  );
  if (meeting.slots.length > SLOTS_BY_TOWN) return joined(counted);
  const byGroup = meeting.slots.length <= SLOTS_BY_GROUP;
  const towns = comingByTown(slot.number, meeting, facts, byGroup);
  return (byGroup ? towns : [joined(towns)]).reduce(
    (above, below) => msg('list.below', { above, below }),
    joined(counted),
  );
}

/** How many come of each town, and of each of its groups. */
function comingByTown(slot: number, meeting: Meeting, facts: Facts, byGroup: boolean): Phrase[] {
  const asked = convened(meeting, facts.members);
  const coming = new Set(
    meeting.ballots.filter((one) => one.slot === slot && one.answer !== 'no').map(({ memberId }) => memberId),
  );
  const comes = ({ id }: Member) => coming.has(id);
  return facts.scope.towns.flatMap((town): Phrase[] => {
    const own = asked.filter(({ townId }) => townId === town.id);
    const part = (name: Phrase | string, members: readonly Member[]): Phrase =>
      msg('poll.tally.of', { name, count: members.filter(comes).length, total: members.length });
    if (own.length === 0) return [];
    if (!byGroup) return [part(town.name, own)];
    const parts = groupsAndUnknown.flatMap((group) => {
      const members = own.filter(({ represents }) => represents === group);
      return members.length === 0 ? [] : [part(groupName(group), members)];
    });
    return [msg('poll.waiting.town', { town: town.name, groups: joined(parts) })];
  });
}

/** Whoever is convened and has not said anything yet. */
export function unansweredBy(meeting: Meeting, members: readonly Member[]): Member[] {
  const answered = new Set(meeting.ballots.map(({ memberId }) => memberId));
  return convened(meeting, members).filter(({ id }) => !answered.has(id));
}

/** Who has not answered, by town and group; only how many, where many slots leave no room. Undefined when everybody has. */
export function waitingText(meeting: Meeting, facts: Facts, slotsShown: number): Phrase | undefined {
  const waiting = unansweredBy(meeting, facts.members);
  const most = waiting.length <= WAITING_NAMED ? WAITING_NAMED : WAITING_SAMPLE;
  const counted = slotsShown > SLOTS_BY_TOWN && waiting.length > WAITING_NAMED;
  const towns = facts.scope.towns.flatMap((town) => {
    const inGroups = groupsAndUnknown.flatMap((group) => {
      const members = waiting.filter(({ townId, represents }) => townId === town.id && represents === group);
      return members.length === 0
        ? []
        : [
            counted
              ? msg('quorum.town.group', { group: groupName(group), count: members.length })
              : msg('poll.waiting.group', { group: groupName(group), names: firstOf(members, most) }),
          ];
    });
    return inGroups.length === 0
      ? []
      : [msg('poll.waiting.town', { town: town.name, groups: joined(inGroups) })];
  });
  return towns.length === 0 ? undefined : msg('poll.waiting', { towns: joined(towns) });
}

function firstOf(members: readonly Member[], most: number): Phrase {
  // One left over would take as much room as its name.
  if (members.length <= most + 1) return names(members);
  const shown = members.slice(0, most).map((member) => person(member));
  return msg('list.and-more', { names: list(shown, 'none'), count: members.length - most });
}

/** Which slot is in front, and what it still lacks; undefined while nobody can come to any. */
export function standingText(meeting: Meeting, facts: Facts): Phrase | undefined {
  const { leading, tie } = pollRanking(meeting, facts.members, termsOf(facts));
  if (leading === undefined) return undefined;
  const missing = lacking(leading, facts);
  if (tie.length > 0 && missing.length === 0)
    return msg('poll.standing.tie', { numbers: list([...tie].sort((a, b) => a - b)) });
  const standing =
    missing.length === 0
      ? msg('poll.standing.complete', { number: leading.slot })
      : msg('poll.standing.lacking', { number: leading.slot, missing: joined(missing) });
  if (meeting.slots.length <= SLOTS_BY_TOWN) return standing;
  return comingByTown(leading.slot, meeting, facts, true).reduce(
    (above, below) => msg('list.below', { above, below }),
    standing,
  );
}

/** Whose answers somebody else wrote down, by who did; undefined when nobody's. */
export function recordedText(meeting: Meeting, facts: Facts): Phrase | undefined {
  const by = new Map(
    meeting.ballots.flatMap(({ memberId, recordedById }) =>
      recordedById === undefined ? [] : [[memberId, recordedById] as const],
    ),
  );
  const entries = [...new Set(by.values())].map((recorder) =>
    msg('poll.recorded.entry', {
      name: firstOf(
        facts.members.filter(({ id }) => by.get(id) === recorder),
        WAITING_SAMPLE,
      ),
      by: memberOrNobody(facts, recorder),
    }),
  );
  return entries.length === 0 ? undefined : msg('poll.recorded', { entries: joined(entries) });
}

/** Who must come; undefined when nobody in particular. */
export function requiredText(meeting: Meeting, facts: Facts): Phrase | undefined {
  const required = facts.members.filter(({ id }) => meeting.requiredIds?.includes(id));
  return required.length === 0 ? undefined : msg('poll.required', { names: names(required) });
}
