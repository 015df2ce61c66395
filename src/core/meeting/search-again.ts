import type { Actor, Deps } from '../acting.ts';
import { refusal } from '../domain-error.ts';
import { DAY_MS } from '../time/instant.ts';
import { mayDecide } from './decide-meeting.ts';
import { findMeeting } from './find-meeting.ts';
import { lessonsOf } from './poll-lessons.ts';
import { type ProposedMeeting, proposeMeeting } from './propose-meeting.ts';

const NOTICE_DAYS = 3;
const AROUND_DAYS = 14;
const HORIZON_DAYS = 21;

/**
 * Looks for other hours for a meeting whose times do not suit, with what its poll has taught. The poll goes on until
 * the new one is posted: whoever changes their mind meanwhile can still make it end well.
 */
export async function searchAgain(
  deps: Deps,
  actor: Actor,
  number: number,
  feasts?: Parameters<typeof proposeMeeting>[3],
): Promise<ProposedMeeting> {
  const { database, world } = deps;
  const poll = await findMeeting(database, actor.scope, number);
  await mayDecide(database, actor, poll);
  if (poll.state !== 'polling' && poll.state !== 'undecided')
    throw refusal('error.meeting.nothing-to-confirm', { title: poll.title });
  const at = poll.slots.map((slot) => slot.at);
  const soonest = world.now() + NOTICE_DAYS * DAY_MS;
  const fromAt = Math.max(soonest, Math.min(...at) - AROUND_DAYS * DAY_MS);
  return await proposeMeeting(
    deps,
    actor,
    {
      title: poll.title,
      lengthMinutes: poll.lengthMinutes,
      fromAt,
      untilAt: Math.max(fromAt + HORIZON_DAYS * DAY_MS, Math.max(...at) + AROUND_DAYS * DAY_MS),
      ...(poll.kind === undefined ? {} : { kind: poll.kind }),
      ...(poll.hostTownId === undefined ? {} : { hostTownId: poll.hostTownId }),
      participantIds: poll.participantIds,
      ...(poll.requiredIds === undefined ? {} : { requiredIds: poll.requiredIds }),
      replaces: { number: poll.number, lessons: lessonsOf(poll) },
    },
    feasts,
  );
}
