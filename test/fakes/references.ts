import type { Subject } from '../../src/core/reminder/reminder.ts';
import type { Tables } from './tables.ts';

/** Checks the foreign keys of what changed, as the real database does when a transaction ends. */
export function checkReferences(before: Tables, after: Tables): void {
  function need(owner: string, table: ReadonlyMap<string, unknown>, id: string | undefined): void {
    if (id !== undefined && !table.has(id)) throw new Error(`${owner} refers to ${id}, which is not there`);
  }
  function needSubject(owner: string, about: Subject): void {
    if (about.type === 'meeting') need(owner, after.meetings, about.id);
    if (about.type === 'commitment') need(owner, after.commitments, about.id);
  }

  for (const counter of after.counters.keys()) {
    need('a counter', after.twinnings, counter.slice(counter.indexOf('/') + 1));
  }
  for (const town of changed(before.towns, after.towns)) need(town.id, after.members, town.founderId);
  for (const joining of changed(before.joinings, after.joinings)) {
    need('a joining', after.twinnings, joining.twinningId);
    need('a joining', after.towns, joining.townId);
  }
  for (const space of changed(before.spaces, after.spaces)) {
    need(space.id, after.joinings, `${space.twinningId}/${space.townId}`);
  }
  for (const settings of changed(before.settings, after.settings)) {
    need('settings', after.twinnings, settings.twinningId);
  }
  for (const invitation of changed(before.invitations, after.invitations)) {
    need(invitation.id, after.twinnings, invitation.twinningId);
    need(invitation.id, after.towns, invitation.townId);
  }
  for (const member of changed(before.members, after.members)) need(member.id, after.towns, member.townId);
  for (const { memberId } of changed(before.away, after.away)) need('days away', after.members, memberId);
  for (const { memberId } of changed(before.busyCalendars, after.busyCalendars))
    need('a private calendar', after.members, memberId);
  for (const office of changed(before.offices, after.offices)) {
    need(office.id, after.towns, office.townId);
    need(office.id, after.members, office.holderId);
    need(office.id, after.members, office.formerId);
  }
  for (const handover of changed(before.handovers, after.handovers)) {
    need(handover.id, after.towns, handover.townId);
    for (const memberId of [handover.fromId, handover.toId, handover.proposedById, handover.answeredById])
      need(handover.id, after.members, memberId);
  }
  for (const meeting of changed(before.meetings, after.meetings)) {
    need(meeting.id, after.twinnings, meeting.twinningId);
    need(meeting.id, after.towns, meeting.hostTownId);
    need(meeting.id, after.members, meeting.organiserId);
    need(meeting.id, after.series, meeting.seriesId);
    for (const memberId of meeting.participantIds) need(meeting.id, after.members, memberId);
    for (const { memberId, recordedById } of meeting.ballots) {
      need(meeting.id, after.members, memberId);
      need(meeting.id, after.members, recordedById);
    }
  }
  for (const item of changed(before.agenda, after.agenda)) {
    need(item.id, after.meetings, item.meetingId);
    need(item.id, after.members, item.authorId);
  }
  for (const minutes of changed(before.minutes, after.minutes)) {
    need('minutes', after.meetings, minutes.meetingId);
    need('minutes', after.members, minutes.writtenById);
    for (const { commitmentId } of minutes.offered) need('an offered line', after.commitments, commitmentId);
  }
  for (const attendance of changed(before.attendance, after.attendance)) {
    need('attendance', after.meetings, attendance.meetingId);
    need('attendance', after.members, attendance.takenById);
    for (const { memberId, townId } of attendance.people) {
      need('an attendee', after.members, memberId);
      need('an attendee', after.towns, townId);
    }
  }
  for (const series of changed(before.series, after.series)) {
    need(series.id, after.twinnings, series.twinningId);
    need(series.id, after.members, series.organiserId);
  }
  for (const review of changed(before.reviews, after.reviews)) {
    need(review.id, after.twinnings, review.twinningId);
    for (const { townId, writtenById } of review.parts) {
      need(review.id, after.towns, townId);
      need(review.id, after.members, writtenById);
    }
    for (const { townId, confirmedById } of review.confirmations) {
      need(review.id, after.towns, townId);
      need(review.id, after.members, confirmedById);
    }
  }
  for (const programme of changed(before.programmes, after.programmes)) {
    need(programme.id, after.twinnings, programme.twinningId);
    need(programme.id, after.towns, programme.hostTownId);
    need(programme.id, after.towns, programme.plannedByTownId);
    need(programme.id, after.members, programme.plannedById);
  }
  for (const commitment of changed(before.commitments, after.commitments)) {
    need(commitment.id, after.twinnings, commitment.twinningId);
    for (const townId of [commitment.ownerTownId, commitment.proposedByTownId, ...commitment.toTownIds]) {
      need(commitment.id, after.towns, townId);
    }
    const { dueBefore } = commitment;
    if (dueBefore !== undefined) needSubject(commitment.id, dueBefore);
    need(commitment.id, after.commitments, commitment.previousId);
    if (commitment.owner.type === 'member') need(commitment.id, after.members, commitment.owner.memberId);
    for (const memberId of [commitment.offeredById, commitment.answeredById, commitment.confirmedById]) {
      need(commitment.id, after.members, memberId);
    }
  }
  for (const change of changed(before.commitmentChanges, after.commitmentChanges)) {
    need('a change', after.commitments, change.commitmentId);
    need('a change', after.members, change.memberId);
    need('a change', after.towns, change.townId);
  }
  for (const reminder of changed(before.reminders, after.reminders)) {
    need(reminder.id, after.twinnings, reminder.twinningId);
    need(reminder.id, after.members, reminder.createdById);
    needSubject(reminder.id, reminder.about);
    if (reminder.target.type === 'member') need(reminder.id, after.members, reminder.target.memberId);
    else need(reminder.id, after.spaces, reminder.target.spaceId);
  }
  for (const feed of changed(before.calendarFeeds, after.calendarFeeds)) {
    if (feed.owner.type === 'member') need(feed.id, after.members, feed.owner.memberId);
    else need(feed.id, after.spaces, feed.owner.spaceId);
  }
  for (const posting of changed(before.postings, after.postings)) {
    need(posting.id, after.spaces, posting.spaceId);
    needSubject(posting.id, posting.about);
  }
}

function* changed<T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>): Iterable<T> {
  if (before === after) return;
  for (const [key, row] of after) if (before.get(key) !== row) yield row;
}
