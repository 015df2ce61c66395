import type { Move } from '../commitment/commitment-state.ts';
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
  'commitment/decline': 'history.deed.commitment.decline',
  'commitment/done': 'history.deed.commitment.done',
  'committee/add': 'history.deed.committee.add',
  'committee/office': 'history.deed.committee.office',
  'meeting/agenda': 'history.deed.meeting.agenda',
  'meeting/agenda-remove': 'history.deed.meeting.agenda-remove',
  'meeting/attendance': 'history.deed.meeting.attendance',
  'meeting/calendar': 'history.deed.meeting.calendar',
  'meeting/calendar-stop': 'history.deed.meeting.calendar-stop',
  'meeting/cancel': 'history.deed.meeting.cancel',
  'meeting/close': 'history.deed.meeting.close',
  'meeting/confirm': 'history.deed.meeting.confirm',
  'meeting/end-series': 'history.deed.meeting.end-series',
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
  'twin/export': 'history.deed.twin.export',
  'twin/invite': 'history.deed.twin.invite',
  'twin/join': 'history.deed.twin.join',
  'twin/region': 'history.deed.twin.region',
  'twin/settings': 'history.deed.twin.settings',
  'twin/start': 'history.deed.twin.start',
} as const satisfies Readonly<Record<string, MessageKey> & Record<`commitment/${Move}`, MessageKey>>;

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
