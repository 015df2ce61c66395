import type { Handover } from '../committee/handover.ts';
import type { Member, Office } from '../committee/member.ts';
import { DAY_MS, type Instant } from '../time/instant.ts';
import { addDays, addMonths } from '../time/local-date.ts';
import { atTimeOfDay } from '../time/resolve-wall.ts';
import { committeeSpaces } from '../twinning/town-scopes.ts';
import type { Town, TwinningScope } from '../twinning/twinning.ts';
import type { World } from '../world.ts';
import type { Reminder, Target } from './reminder.ts';

const MORNING = '09:00';
/** How long a successor may think before they are asked once more. */
const THINKING_DAYS = 7;

type Draft = Pick<Reminder, 'kind' | 'about' | 'target' | 'occurrence' | 'dueAt'>;

const made = (drafts: readonly Draft[], scope: TwinningScope, now: Instant, world: World): Reminder[] =>
  drafts
    .filter(({ dueAt }) => dueAt > now)
    .map((draft) => ({
      id: world.newId('rem'),
      twinningId: scope.twinning.id,
      subjectVersion: 1,
      createdAt: now,
      state: 'scheduled',
      attempts: 0,
      ...draft,
    }));

/** Tells which term an announcement is about: it says nothing once another one was agreed. */
export const termOccurrence = (before: 'month' | 'week', untilOn: string): string => `${before}-${untilOn}`;

/** That a term ends: a month and a week before, in the morning of its town, to the holder and to the committee. */
export function planTermReminders(
  { id, holderId, untilOn }: Office,
  town: Town,
  scope: TwinningScope,
  now: Instant,
  world: World,
): Reminder[] {
  if (holderId === undefined || untilOn === undefined) return [];
  const targets: Target[] = [
    { type: 'member', memberId: holderId },
    ...committeeSpaces(scope, town.id).map((space): Target => ({ type: 'space', spaceId: space.id })),
  ];
  const days = { month: addMonths(untilOn, -1), week: addDays(untilOn, -7) };
  const drafts = targets.flatMap((target) =>
    (['month', 'week'] as const).map(
      (before): Draft => ({
        kind: 'term-ending',
        about: { type: 'office', id },
        target,
        occurrence: termOccurrence(before, untilOn),
        dueAt: atTimeOfDay(days[before], MORNING, town.timeZone).at,
      }),
    ),
  );
  return made(drafts, scope, now, world);
}

/** To who held an office until now. */
export const planPassedNotice = (
  { id }: Pick<Office, 'id'>,
  before: Pick<Member, 'id'>,
  scope: TwinningScope,
  now: Instant,
  world: World,
): Reminder[] =>
  made(
    [
      {
        kind: 'office-passed',
        about: { type: 'office', id },
        target: { type: 'member', memberId: before.id },
        occurrence: `passed-${now}`,
        dueAt: now + 1,
      },
    ],
    scope,
    now,
    world,
  );

/** To who is asked to take over: at once, and once more a week later. */
export const planHandoverReminders = (
  { id, toId }: Pick<Handover, 'id' | 'toId'>,
  scope: TwinningScope,
  now: Instant,
  world: World,
): Reminder[] =>
  made(
    [
      { occurrence: 'asked', dueAt: now + 1 },
      { occurrence: 'again', dueAt: now + THINKING_DAYS * DAY_MS },
    ].map(
      (when): Draft => ({
        kind: 'handover-open',
        about: { type: 'handover', id },
        target: { type: 'member', memberId: toId },
        ...when,
      }),
    ),
    scope,
    now,
    world,
  );
