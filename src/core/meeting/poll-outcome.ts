import type { Member } from '../committee/member.ts';
import { convened, type Meeting } from './meeting.ts';
import { leadingSlot, type PollRanking } from './poll-ranking.ts';

/** How the poll stands among those who are convened today. */
export const pollRanking = (meeting: Meeting, members: readonly Member[]): PollRanking =>
  leadingSlot(meeting.slots, meeting.ballots, convened(meeting, members));

/** Whether everybody convened has said something about every slot. */
export function everybodyAnswered(meeting: Meeting, members: readonly Member[]): boolean {
  const asked = convened(meeting, members);
  return (
    asked.length > 0 &&
    asked.every(({ id }) =>
      meeting.slots.every(({ number }) =>
        meeting.ballots.some((ballot) => ballot.memberId === id && ballot.slot === number),
      ),
    )
  );
}

/** The slot that confirms itself: it leads alone, and with quorum. */
export function slotThatConfirmsItself(ranking: PollRanking): number | undefined {
  const { leading, tie } = ranking;
  return leading !== undefined && tie.length === 0 && leading.quorum.met ? leading.slot : undefined;
}
