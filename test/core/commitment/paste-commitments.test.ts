import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pasteCommitments, pastedLines } from '../../../src/core/commitment/paste-commitments.ts';
import { sisterCommittees } from '../../fakes/sister-committees.ts';
import { refusalOf } from '../../refusal-of.ts';

const reading = { timeZone: 'Europe/Copenhagen', language: 'da' } as const;

describe('many lines at once', () => {
  it('are offered where they are certain, asked for where they are another town’s, and else come back', async () => {
    const { deps, mette, linda } = await sisterCommittees();
    const text = [
      '- [ ] Bestille bus (Jens, senest 12. marts 2027)',
      '',
      '2) Sanghæfter',
      '• Byde på kage (Linda)',
      '- Flag (Ukendt, senest 35. maj)',
      '* Sanghæfter!',
    ].join('\n');
    const pasted = await pasteCommitments(deps, mette, { text, reading });
    expect(pasted.map(({ type }) => type)).toEqual(['offered', 'offered', 'offered', 'unclear', 'there']);
    const made = pasted.flatMap((line) => (line.type === 'offered' ? [line.commitment] : []));
    expect(made.map(({ what, dueOn, ownerTownId }) => [what, dueOn, ownerTownId])).toEqual([
      ['Bestille bus', '2027-03-12', mette.town.id],
      ['Sanghæfter', undefined, mette.town.id],
      ['Byde på kage', undefined, linda.town.id],
    ]);
    expect(made[1]?.owner).toEqual({ type: 'member', memberId: mette.member.id });
    expect(made[2]?.owner).toEqual({ type: 'member', memberId: linda.member.id });
    // Pasted again, nothing is promised twice.
    const again = await pasteCommitments(deps, mette, { text, reading });
    expect(again.map(({ type }) => type)).toEqual(['there', 'there', 'there', 'unclear', 'there']);
  });

  it('are refused when there are too many, and nothing is offered', async () => {
    const { deps, mette, database } = await sisterCommittees();
    const text = Array.from({ length: 500 }, (_, index) => `line ${index}`).join('\n');
    expect(await refusalOf(pasteCommitments(deps, mette, { text, reading }))).toBe(
      'error.commitment.too-many-lines',
    );
    expect(await database.commitments.commitmentsOf(mette.scope.twinning.id)).toEqual([]);
  });

  it('lose nothing of what they say', () => {
    const marks = fc.constantFrom('', '- ', '• ', '- [ ] ', '3. ', '12) ', '* [x] ');
    const words = fc.stringMatching(/^[a-zæøå]{1,8}( [a-zæøå]{1,8}){0,3}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(marks, words), { maxLength: 8 }), (lines) => {
        const text = lines.map(([mark, line]) => `${mark}${line}`).join('\n\n');
        expect(pastedLines(text)).toEqual(lines.map(([, line]) => line));
      }),
    );
  });
});
