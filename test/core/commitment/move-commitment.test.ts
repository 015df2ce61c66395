import { describe, expect, it } from 'vitest';
import { addCommitment } from '../../../src/core/commitment/add-commitment.ts';
import { listCommitments } from '../../../src/core/commitment/list-commitments.ts';
import { moveCommitment } from '../../../src/core/commitment/move-commitment.ts';
import { wallAt } from '../../../src/core/time/zone-offset.ts';
import { sisterCommittees } from '../../fakes/sister-committees.ts';
import { refusalOf } from '../../refusal-of.ts';

describe('a commitment', () => {
  it('goes from offer to kept promise between the two towns', async () => {
    const { deps, mette, linda, database } = await sisterCommittees();
    const { number, id } = await addCommitment(deps, mette, { what: 'Book the hall', dueOn: '2026-12-01' });
    expect(await refusalOf(moveCommitment(deps, mette, { number, move: 'accept' }))).toBe(
      'error.commitment.own',
    );
    await moveCommitment(deps, linda, { number, move: 'accept' });
    const bells = await database.reminders.scheduledFor(
      mette.scope.twinning.id,
      [{ type: 'member', memberId: mette.member.id }],
      10,
    );
    expect(bells.map(({ kind, dueAt }) => [kind, wallAt(dueAt, 'Europe/Copenhagen')])).toEqual([
      ['commitment-days', '2026-11-24T09:00'],
      ['commitment-days', '2026-11-30T09:00'],
      ['commitment-today', '2026-12-01T09:00'],
      ['commitment-overdue', '2026-12-08T09:00'],
    ]);
    expect(await refusalOf(moveCommitment(deps, linda, { number, move: 'confirm' }))).toBe(
      'error.commitment.as-of',
    );
    await moveCommitment(deps, mette, { number, move: 'done' });
    expect(
      await database.reminders.scheduledFor(
        mette.scope.twinning.id,
        [{ type: 'member', memberId: mette.member.id }],
        10,
      ),
    ).toEqual([]);
    expect(await moveCommitment(deps, linda, { number, move: 'confirm' })).toMatchObject({
      state: 'confirmed',
    });
    const history = (await database.audit.entriesAbout(id, 10)).map(({ action }) => action);
    expect(history.sort()).toEqual([
      'commitment/accept',
      'commitment/add',
      'commitment/confirm',
      'commitment/done',
    ]);
  });

  it('is answered once when two press at the same instant', async () => {
    const { deps, mette, linda, emma } = await sisterCommittees();
    const { number } = await addCommitment(deps, mette, { what: 'Send the programme' });
    const presses = await Promise.all([
      refusalOf(moveCommitment(deps, linda, { number, move: 'accept' })),
      refusalOf(moveCommitment(deps, emma, { number, move: 'decline' })),
    ]);
    expect(presses.filter((key) => key.startsWith('error.'))).toHaveLength(1);
  });

  it('is found by whose it is', async () => {
    const { deps, mette, jens, linda, database } = await sisterCommittees();
    await addCommitment(deps, mette, { what: 'Later', dueOn: '2027-01-01' });
    await addCommitment(deps, mette, { what: 'Sooner', dueOn: '2026-12-01' });
    const what = async (actor: typeof mette, filter: 'mine' | 'ours' | 'theirs') =>
      (await listCommitments(database, actor, { filter }, '2026-11-02')).map((one) => one.what);
    expect(await what(mette, 'mine')).toEqual(['Sooner', 'Later']);
    expect(await what(jens, 'mine')).toEqual([]);
    expect(await what(jens, 'ours')).toEqual(['Sooner', 'Later']);
    expect(await what(linda, 'theirs')).toEqual(['Sooner', 'Later']);
  });
});
