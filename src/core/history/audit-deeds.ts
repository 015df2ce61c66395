import type { ChangeKind } from '../commitment/commitment-change.ts';
import type { HandoverMove } from '../committee/answer-handover.ts';
import { type MessageKey, msg } from '../message.ts';
import type { Phrase } from '../text.ts';

/**
 * What each action of the audit trail is called. A test finds every action in the sources here; those
 * of commitments are seen to by the compiler.
 */
export const deeds = {
  'availability/away': 'history.deed.availability.away',
  'availability/calendar': 'history.deed.availability.calendar',
  'availability/calendar-forget': 'history.deed.availability.calendar-forget',
  'commitment/accept': 'history.deed.commitment.accept',
  'commitment/add': 'history.deed.commitment.add',
  'commitment/confirm': 'history.deed.commitment.confirm',
  'commitment/counter': 'history.deed.commitment.counter',
  'commitment/decline': 'history.deed.commitment.decline',
  'commitment/done': 'history.deed.commitment.done',
  'commitment/edit': 'history.deed.commitment.edit',
  'commitment/follow': 'history.deed.commitment.follow',
  'commitment/grant': 'history.deed.commitment.grant',
  'commitment/handover': 'history.deed.commitment.handover',
  'commitment/plan': 'history.deed.commitment.plan',
  'commitment/reopen': 'history.deed.commitment.reopen',
  'commitment/undo': 'history.deed.commitment.undo',
  'commitment/withdraw': 'history.deed.commitment.withdraw',
  'committee/add': 'history.deed.committee.add',
  'committee/back': 'history.deed.committee.back',
  'committee/gone': 'history.deed.committee.gone',
  'committee/handover': 'history.deed.committee.handover',
  'committee/handover-accept': 'history.deed.committee.handover-accept',
  'committee/handover-decline': 'history.deed.committee.handover-decline',
  'committee/handover-withdraw': 'history.deed.committee.handover-withdraw',
  'committee/office': 'history.deed.committee.office',
  'committee/remove': 'history.deed.committee.remove',
  'committee/take-over': 'history.deed.committee.take-over',
  'committee/vacant': 'history.deed.committee.vacant',
  'meeting/agenda': 'history.deed.meeting.agenda',
  'meeting/agenda-remove': 'history.deed.meeting.agenda-remove',
  'meeting/attendance': 'history.deed.meeting.attendance',
  'meeting/calendar': 'history.deed.meeting.calendar',
  'meeting/calendar-stop': 'history.deed.meeting.calendar-stop',
  'meeting/cancel': 'history.deed.meeting.cancel',
  'meeting/close': 'history.deed.meeting.close',
  'meeting/confirm': 'history.deed.meeting.confirm',
  'meeting/end-series': 'history.deed.meeting.end-series',
  'meeting/handover': 'history.deed.meeting.handover',
  'meeting/minutes': 'history.deed.meeting.minutes',
  'meeting/move': 'history.deed.meeting.move',
  'meeting/propose': 'history.deed.meeting.propose',
  'meeting/publish': 'history.deed.meeting.publish',
  'meeting/record': 'history.deed.meeting.record',
  'meeting/remind': 'history.deed.meeting.remind',
  'meeting/series': 'history.deed.meeting.series',
  'profile/change': 'history.deed.profile.change',
  'reminder/add': 'history.deed.reminder.add',
  'reminder/cancel': 'history.deed.reminder.cancel',
  'twin/digest': 'history.deed.twin.digest',
  'twin/export': 'history.deed.twin.export',
  'twin/invite': 'history.deed.twin.invite',
  'twin/join': 'history.deed.twin.join',
  'twin/region': 'history.deed.twin.region',
  'twin/review': 'history.deed.twin.review',
  'twin/review-agree': 'history.deed.twin.review-agree',
  'twin/settings': 'history.deed.twin.settings',
  'twin/start': 'history.deed.twin.start',
} as const satisfies Readonly<
  Record<string, MessageKey> &
    Record<`commitment/${ChangeKind}`, MessageKey> &
    Record<`committee/handover-${HandoverMove}`, MessageKey>
>;

export type Deed = keyof typeof deeds;

/** What people arrange for themselves: nobody else reads of it. */
export const personalDeeds = [
  'availability/away',
  'availability/calendar',
  'availability/calendar-forget',
  'meeting/calendar',
  'meeting/calendar-stop',
  'profile/change',
  'reminder/add',
  'reminder/cancel',
] as const satisfies readonly Deed[];

const isDeed = (action: string): action is Deed => Object.hasOwn(deeds, action);

/** An action that only a newer or older version of the bot knows is still told, without its name. */
export const deedPhrase = (action: string): Phrase =>
  msg(isDeed(action) ? deeds[action] : 'history.deed.other');
