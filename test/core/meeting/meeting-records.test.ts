import { describe, expect, it } from 'vitest';
import type { Member } from '../../../src/core/committee/member.ts';
import {
  addAgendaItem,
  MOST_AGENDA_ITEMS,
  removeAgendaItem,
} from '../../../src/core/meeting/change-agenda.ts';
import { cancelMeeting, castBallot, confirmMeeting } from '../../../src/core/meeting/decide-meeting.ts';
import { participation } from '../../../src/core/meeting/participation.ts';
import { pollSlots } from '../../../src/core/meeting/publish-poll.ts';
import { attendanceSoFar, takeAttendance } from '../../../src/core/meeting/take-attendance.ts';
import {
  offerLine,
  readMinutes,
  type WrittenMinutes,
  writeMinutes,
} from '../../../src/core/meeting/write-minutes.ts';
import { checkDelivery } from '../../../src/core/reminder/delivery-check.ts';
import { instantOf } from '../../../src/core/time/resolve-wall.ts';
import { wallAt } from '../../../src/core/time/zone-offset.ts';
import { type Committees, sisterCommittees } from '../../fakes/sister-committees.ts';
import { refusalOf } from '../../refusal-of.ts';

const reading = { timeZone: 'Europe/Copenhagen', language: 'en' } as const;
const FIRST = '2026-11-12T18:00';

/** A confirmed meeting of Aalborg and Solvang, organised by Mette, and the clock just after its beginning. */
async function heldMeeting(participants?: (people: Committees) => Member['id'][]) {
  const people = await sisterCommittees();
  const { deps, world, mette, linda } = people;
  const poll = await pollSlots(deps, mette, {
    title: 'Youth Games',
    lengthMinutes: 60,
    participantIds: participants?.(people) ?? [],
    slots: [instantOf(FIRST, 'Europe/Copenhagen')],
  });
  const { number } = poll;
  await castBallot(deps, mette, { number, slots: 'all', answer: 'yes' });
  if (participants === undefined)
    await castBallot(deps, linda, { number, slots: 'all', answer: 'if-need-be' });
  // Who is alone has decided by voting.
  if (participants === undefined) await confirmMeeting(deps, mette, { number });
  const begin = async () => world.set(instantOf('2026-11-12T18:30', 'Europe/Copenhagen').at);
  return { ...people, number, id: poll.id, begin };
}

const written = (result: Awaited<ReturnType<typeof writeMinutes>>): WrittenMinutes => {
  if ('theirs' in result) throw new Error('others wrote meanwhile');
  return result;
};
const fates = ({ lines }: WrittenMinutes) => lines.map(({ type }) => type);

describe('the agenda', () => {
  it('takes items of both sides and of the youth, in their order', async () => {
    const { deps, mette, linda, emma, number } = await heldMeeting();
    for (const [actor, text] of [
      [mette, 'Budget'],
      [emma, 'Music'],
      [linda, 'Travel'],
    ] as const)
      await addAgendaItem(deps, actor, { number, text });
    const { items } = await addAgendaItem(deps, mette, { number, text: 'Any other business' });
    expect(items.map(({ text }) => text)).toEqual(['Budget', 'Music', 'Travel', 'Any other business']);
    expect(items.map(({ authorId }) => authorId)).toEqual(
      [mette, emma, linda, mette].map(({ member }) => member.id),
    );
  });

  it('loses an item by its author, the organiser or an office holder, and by nobody else', async () => {
    const { deps, mette, jens, linda, emma, number } = await heldMeeting();
    const { items } = await addAgendaItem(deps, emma, { number, text: 'Music' });
    const item = items[0]?.id ?? 'agi_none';
    expect(await refusalOf(removeAgendaItem(deps, jens, { number, item }))).toBe(
      'error.meeting.agenda-not-yours',
    );
    expect((await removeAgendaItem(deps, emma, { number, item })).items).toEqual([]);
    // Pressed again by somebody who may not: it is off, and nothing is said.
    expect((await removeAgendaItem(deps, jens, { number, item })).items).toEqual([]);
    for (const actor of [mette, linda]) {
      const added = await addAgendaItem(deps, emma, { number, text: 'Again' });
      const again = added.items[0]?.id ?? 'agi_none';
      expect((await removeAgendaItem(deps, actor, { number, item: again })).items).toEqual([]);
    }
  });

  it('is bounded, and closes when the meeting is over or called off', async () => {
    const { deps, world, mette, number } = await heldMeeting();
    for (let n = 0; n < MOST_AGENDA_ITEMS; n++) await addAgendaItem(deps, mette, { number, text: `${n}` });
    expect(await refusalOf(addAgendaItem(deps, mette, { number, text: 'one more' }))).toBe(
      'error.meeting.agenda-full',
    );
    world.set(instantOf('2026-11-12T19:01', 'Europe/Copenhagen').at);
    expect(await refusalOf(addAgendaItem(deps, mette, { number, text: 'late' }))).toBe(
      'error.meeting.agenda-over',
    );
    await cancelMeeting(deps, mette, { number });
    expect(await refusalOf(addAgendaItem(deps, mette, { number, text: 'never' }))).toBe(
      'error.meeting.cancelled-already',
    );
  });
});

describe('the minutes', () => {
  const text = '- [ ] Book the hall (Jens, by 12 March)\n- [ ] Bake (Karen)\n- [ ] Ask the mayor (Linda)';

  it('offer what is certain, once, however often they are saved', async () => {
    const { deps, database, mette, jens, number, begin, id } = await heldMeeting();
    await begin();
    const first = written(await writeMinutes(deps, mette, { number, text, base: 0, reading }));
    expect(fates(first)).toEqual(['offered', 'incomplete', 'other-town']);
    expect(first.commitments).toMatchObject([
      {
        what: 'Book the hall',
        owner: { type: 'member', memberId: jens.member.id },
        dueOn: '2027-03-12',
        state: 'offered',
        ownerTownId: mette.town.id,
      },
    ]);
    const changed = text.replace('12 March', '20 March').replace('Book', '  book');
    const second = written(await writeMinutes(deps, jens, { number, text: changed, base: 1, reading }));
    expect(fates(second)).toEqual(['offered', 'incomplete', 'other-town']);
    written(await writeMinutes(deps, mette, { number, text, base: 2, reading }));
    expect(await database.commitments.commitmentsOf(mette.scope.twinning.id)).toHaveLength(1);
    const views = (await database.postings.postingsAbout({ type: 'meeting', id })).map(({ view }) => view);
    expect(views.filter((view) => view === 'minutes')).toHaveLength(mette.scope.spaces.length);
  });

  it('are completed line by line by the town whose people they name', async () => {
    const { deps, database, mette, linda, jens, number, begin } = await heldMeeting();
    await begin();
    await writeMinutes(deps, mette, { number, text, base: 0, reading });
    const line = (actor: typeof mette, nth: number, owner: string, base = 1) =>
      offerLine(deps, actor, { number, line: nth, base, what: 'Ask the mayor', owner, reading });
    expect(await refusalOf(line(mette, 3, 'Linda'))).toBe('error.meeting.line-other-town');
    expect(await refusalOf(line(mette, 2, 'Karen'))).toBe('error.meeting.line-owner');
    expect(await refusalOf(line(mette, 2, 'Jens', 7))).toBe('error.meeting.minutes-changed');
    expect(await refusalOf(line(mette, 9, 'Jens'))).toBe('error.meeting.minutes-changed');
    expect(await refusalOf(line(mette, 1, 'Jens'))).toBe('error.meeting.line-offered');
    expect(await line(linda, 3, 'Linda')).toMatchObject({ ownerTownId: linda.town.id, state: 'offered' });
    expect(await refusalOf(line(linda, 3, 'Linda'))).toBe('error.meeting.line-offered');
    expect(await line(jens, 2, 'secretary')).toMatchObject({
      owner: { type: 'office', office: 'secretary' },
    });
    expect(fates(await readMinutes(deps, linda, { number, reading }))).toEqual([
      'offered',
      'offered',
      'offered',
    ]);
    expect(await database.commitments.commitmentsOf(mette.scope.twinning.id)).toHaveLength(3);
  });

  it('are not overwritten by somebody who has not seen them', async () => {
    const { deps, database, mette, linda, number, id, begin } = await heldMeeting();
    await begin();
    await writeMinutes(deps, mette, { number, text: 'Mine', base: 0, reading });
    expect(await writeMinutes(deps, linda, { number, text: 'Hers', base: 0, reading })).toMatchObject({
      theirs: { text: 'Mine', version: 1 },
    });
    expect((await database.records.minutesOf(id))?.text).toBe('Mine');
    expect(
      written(await writeMinutes(deps, linda, { number, text: 'Both', base: 1, reading })),
    ).toMatchObject({
      minutes: { text: 'Both', version: 2, writtenById: linda.member.id },
    });
  });

  it('are for those convened and for office holders, once the meeting has begun', async () => {
    const held = await heldMeeting(({ mette }) => [mette.member.id]);
    const { deps, mette, jens, linda, number, begin } = held;
    const write = (actor: typeof mette, base = 0) =>
      writeMinutes(deps, actor, { number, text: `by ${actor.member.displayName}`, base, reading });
    expect(await refusalOf(write(mette))).toBe('error.meeting.not-begun');
    await begin();
    expect(await refusalOf(write(jens))).toBe('error.meeting.not-convened');
    expect(written(await write(linda)).minutes.version).toBe(1);
    const many = Array.from({ length: 21 }, (_, n) => `- [ ] Task ${n}`).join('\n');
    expect(await refusalOf(writeMinutes(deps, mette, { number, text: many, base: 1, reading }))).toBe(
      'error.meeting.too-many-tasks',
    );
  });
});

describe('the reminder of missing minutes', () => {
  const missing = async ({ database, mette }: Awaited<ReturnType<typeof heldMeeting>>) =>
    (
      await database.reminders.scheduledFor(
        mette.scope.twinning.id,
        [{ type: 'member', memberId: mette.member.id }],
        20,
      )
    ).filter(({ kind }) => kind === 'minutes-missing');

  it('is planned once, for nine the morning after on the organiser’s clock', async () => {
    const held = await heldMeeting();
    const planned = await missing(held);
    expect(planned.map(({ dueAt }) => wallAt(dueAt, 'Europe/Copenhagen'))).toEqual(['2026-11-13T09:00']);
  });

  it('is dropped where minutes came while it was on its way, or the meeting changed', async () => {
    const held = await heldMeeting();
    const [reminder] = await missing(held);
    const meeting = await held.database.meetings.meeting(held.id);
    if (reminder === undefined || meeting === undefined) throw new Error('nothing planned');
    const check = (changes: Partial<typeof meeting>, isWrittenDown: boolean) =>
      checkDelivery(
        reminder,
        { meeting: { ...meeting, ...changes }, isWrittenDown },
        held.mette.scope,
        [],
        reminder.dueAt,
      );
    expect(check({}, false)).toEqual({ type: 'ring', late: false });
    expect(check({}, true)).toEqual({ type: 'drop', why: 'answered' });
    expect(check({ version: meeting.version + 1 }, false)).toEqual({ type: 'drop', why: 'changed' });
    expect(check({ state: 'cancelled' }, false)).toEqual({ type: 'drop', why: 'changed' });
  });

  it('does not ring when they are there, nor when the meeting was called off', async () => {
    const held = await heldMeeting();
    await held.begin();
    await writeMinutes(held.deps, held.mette, { number: held.number, text: 'Done', base: 0, reading });
    expect(await missing(held)).toEqual([]);
    const off = await heldMeeting();
    await cancelMeeting(off.deps, off.mette, { number: off.number });
    expect(await missing(off)).toEqual([]);
  });
});

describe('attendance', () => {
  it('begins with those who said yes, counts whom it is told, also without chat, and can be changed', async () => {
    const { deps, database, mette, jens, linda, emma, number, begin } = await heldMeeting();
    const else_: Member = {
      ...jens.member,
      id: deps.world.newId('mbr'),
      displayName: 'Else',
      accounts: [],
    };
    await database.committees.insertMember(else_);
    await begin();
    const so = await attendanceSoFar(deps, linda, number);
    expect(so.taken).toBeUndefined();
    // Linda said "if need be": she is convened, and not ticked.
    const present = (people: typeof so.people) =>
      people.filter((person) => person.present).map(({ memberId }) => memberId);
    expect(present(so.people)).toEqual([mette.member.id]);
    expect(so.people.map(({ memberId }) => memberId)).toContain(else_.id);

    const kept = await takeAttendance(deps, jens, { number });
    expect(present(kept.people)).toEqual([mette.member.id]);
    const changed = await takeAttendance(deps, emma, {
      number,
      choose: (people) => ({
        offered: people.filter(({ townId }) => townId === mette.town.id).map(({ memberId }) => memberId),
        present: [else_.id, jens.member.id],
      }),
    });
    expect(present(changed.people).sort()).toEqual([else_.id, jens.member.id].sort());
    // Counted as they were then, whatever becomes of them.
    await database.committees.saveMember({ ...jens.member, represents: 'municipality' });
    const later = await attendanceSoFar(deps, mette, number);
    expect(later.people.find(({ memberId }) => memberId === jens.member.id)?.group).toBe('citizens');
    expect(participation([mette.town.id, linda.town.id], [{ people: later.people }])).toEqual([
      {
        townId: mette.town.id,
        groups: [
          { group: 'municipality', convened: 1, present: 0, meetings: 0 },
          { group: 'citizens', convened: 2, present: 2, meetings: 1 },
        ],
      },
      {
        townId: linda.town.id,
        groups: [
          { group: 'municipality', convened: 1, present: 0, meetings: 0 },
          { group: 'youth', convened: 1, present: 0, meetings: 0 },
        ],
      },
    ]);
  });
});
