import { addAway } from '../../src/core/availability/change-away.ts';
import { addCommitment } from '../../src/core/commitment/add-commitment.ts';
import { moveCommitment } from '../../src/core/commitment/move-commitment.ts';
import { giveOffice } from '../../src/core/committee/give-office.ts';
import type { Member, OfficeKind } from '../../src/core/committee/member.ts';
import { proposeHandover } from '../../src/core/committee/propose-handover.ts';
import { addAgendaItem } from '../../src/core/meeting/change-agenda.ts';
import { cancelMeeting, castBallot, confirmMeeting } from '../../src/core/meeting/decide-meeting.ts';
import { pollSlots } from '../../src/core/meeting/publish-poll.ts';
import { takeAttendance } from '../../src/core/meeting/take-attendance.ts';
import { writeMinutes } from '../../src/core/meeting/write-minutes.ts';
import { draftProgramme } from '../../src/core/programme/plan-programme.ts';
import { addNote } from '../../src/core/reminder/note-reminder.ts';
import { agreeToReview, writePart } from '../../src/core/review/write-review.ts';
import { startSeries } from '../../src/core/series/start-series.ts';
import type { Database } from '../../src/core/stores.ts';
import { rule } from '../../src/core/time/recurrence-rule.ts';
import { instantOf } from '../../src/core/time/resolve-wall.ts';
import { changeSettings } from '../../src/core/twinning/change-settings.ts';
import { type Committees, sisterCommittees } from './sister-committees.ts';
import type { FakeWorld } from './world.ts';

const DANISH = 'Europe/Copenhagen';
const reading = { timeZone: DANISH, language: 'en' } as const;

/** A year of Aalborg and Solvang through the real use cases: something in every table that a twinning has. */
export async function richTwinning(on?: { database: Database; world: FakeWorld }): Promise<Committees> {
  const people = await sisterCommittees(on === undefined ? {} : { on });
  const { deps, world, database, mette, jens, linda, emma } = people;
  const offices: [typeof mette, Member, OfficeKind][] = [
    [mette, mette.member, 'chair'],
    [mette, jens.member, 'treasurer'],
    [linda, linda.member, 'contact-person'],
  ];
  for (const [actor, { accounts }, office] of offices) {
    const [account] = accounts;
    if (account !== undefined) await giveOffice(deps, actor, { account, office, untilOn: '2028-03-31' });
  }
  await changeSettings(deps, mette, { videoLink: 'https://meet.example.org/twins' });
  await database.committees.saveMember({
    ...jens.member,
    weeklyHours: [{ weekday: 2, startMinute: 1020, endMinute: 1260 }],
  });
  await addAway(deps, jens.member, { fromOn: '2027-07-05', untilOn: '2027-07-20' }, { timeZone: DANISH });

  await held(people, 'Youth Games: first plans', '2027-01-14T18:00', [mette, linda, jens], {
    agenda: ['Dates of the exchange', 'Who pays the bus?'],
    minutes: 'We meet in June.\nEverybody brings a song.\n- [ ] Book the hall (Jens, by 12 March)',
  });
  await held(people, 'Annual meeting', '2027-03-18T17:30', [mette, linda], {
    agenda: ['Accounts'],
    minutes: 'The accounts were approved.',
  });
  await held(people, 'The youth choose their music', '2027-03-25T19:00', [linda, emma]);

  const kept = await addCommitment(deps, mette, {
    what: 'Find twelve host families',
    dueOn: '2027-04-01',
    theme: 'Youth',
  });
  await moveCommitment(deps, linda, { number: kept.number, move: 'accept' });
  await moveCommitment(deps, mette, { number: kept.number, move: 'done' });
  await moveCommitment(deps, linda, { number: kept.number, move: 'confirm' });
  const late = await addCommitment(deps, linda, {
    what: 'Send the programme',
    dueOn: '2027-04-10',
    theme: 'Culture',
  });
  await moveCommitment(deps, mette, { number: late.number, move: 'accept' });
  const refused = await addCommitment(deps, linda, {
    what: 'Two buses',
    dueOn: '2027-06-01',
    owner: { office: 'contact-person' },
  });
  await moveCommitment(deps, jens, { number: refused.number, move: 'decline', reason: 'One is enough' });
  world.set(instantOf('2027-05-03T12:00', DANISH).at);
  await addCommitment(deps, mette, { what: 'Paint the town sign', dueOn: '2027-09-01', theme: 'Craft' });

  await addNote(deps, mette, {
    text: 'Bring the flag',
    when: instantOf('2027-06-01T09:00', DANISH),
    to: 'everyone',
  });
  await addNote(deps, linda, {
    text: 'A private thought',
    when: instantOf('2027-06-01T09:00', DANISH),
    to: 'me',
  });
  await startSeries(deps, mette, {
    title: 'Board',
    lengthMinutes: 60,
    participantIds: [mette.member.id, linda.member.id],
    rule: rule('MONTHLY', { days: [{ weekday: 4, nth: 2 }] }),
    from: instantOf('2027-06-10T19:00', DANISH),
    untilOn: '2027-12-31',
  });
  const off = await pollSlots(deps, linda, {
    title: 'Picnic',
    lengthMinutes: 120,
    participantIds: [],
    slots: [instantOf('2027-05-20T18:00', DANISH)],
  });
  await cancelMeeting(deps, linda, { number: off.number, reason: 'Rain' });
  const open = await pollSlots(deps, mette, {
    title: 'Autumn visit',
    lengthMinutes: 90,
    participantIds: [],
    slots: [instantOf('2027-09-09T18:00', DANISH), instantOf('2027-09-16T18:00', DANISH)],
  });
  await castBallot(deps, linda, { number: open.number, slots: [1], answer: 'if-need-be' });
  await succession(people);
  return people;
}

type Actor = Committees['mette'];

/** What is meant to outlive the people of today: a handover, a programme, a review that one town has agreed to. */
async function succession({ deps, mette, jens, linda }: Committees): Promise<void> {
  await proposeHandover(deps, mette, {
    from: { name: mette.member.displayName },
    to: { name: jens.member.displayName },
    office: 'chair',
  });
  await draftProgramme(deps, mette, { template: 'youth-exchange', on: '2028-06-10' });
  await writePart(deps, mette, { themes: ['Youth', 'Craft'], concrete: 'A summer camp' });
  const review = await writePart(deps, linda, { themes: ['Culture'], ideas: 'A shared cookbook' });
  await agreeToReview(deps, linda, review);
}

/** A meeting that took place; the clock stands at its end afterwards. */
async function held(
  { deps, world, mette, linda }: Committees,
  title: string,
  wall: string,
  present: readonly Actor[],
  record: { readonly agenda?: readonly string[]; readonly minutes?: string } = {},
): Promise<void> {
  const slot = instantOf(wall, DANISH);
  const { number } = await pollSlots(deps, mette, {
    title,
    lengthMinutes: 60,
    participantIds: [],
    slots: [slot],
  });
  await castBallot(deps, mette, { number, slots: 'all', answer: 'yes' });
  await castBallot(deps, linda, { number, slots: 'all', answer: 'yes' });
  await confirmMeeting(deps, mette, { number, slot: 1 });
  for (const text of record.agenda ?? []) await addAgendaItem(deps, linda, { number, text });
  world.set(slot.at + 3_600_000);
  if (record.minutes !== undefined)
    await writeMinutes(deps, mette, { number, text: record.minutes, base: 0, reading });
  await takeAttendance(deps, mette, {
    number,
    choose: (all) => ({
      offered: all.map(({ memberId }) => memberId),
      present: present.map(({ member }) => member.id),
    }),
  });
}
