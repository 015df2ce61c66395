import { defineCommand } from '../../src/chat/command.ts';
import { answer, meeting, memberId, slotNumbersOrAll } from '../../src/chat/option-values.ts';
import { ballotCard, pageOfSlot } from '../../src/chat/view/ballot-card.ts';
import { readFacts } from '../../src/chat/view/posting-card.ts';
import { recordBallot } from '../../src/core/meeting/record-ballot.ts';

/** An answer that an office holder writes down for a member of their town. */
export default defineCommand({
  scope: 'twinning',
  who: 'office-holder',
  reply: 'update',
  surface: 'control',
  options: { meeting: meeting(), slot: slotNumbersOrAll(), answer: answer(), for: memberId() },
  async run({ meeting: number, slot, answer: given, for: id }, context) {
    const { inside } = context;
    const voted = await recordBallot(context, inside, { number, slots: slot, answer: given, memberId: id });
    const facts = await readFacts(context.database, voted.twinningId);
    const forMember = facts?.members.find((member) => member.id === id);
    if (facts === undefined || forMember === undefined) return undefined;
    const copy = { holder: inside.member, forMember, page: pageOfSlot(voted, slot) };
    return ballotCard(voted, { ...facts, home: inside.town }, copy);
  },
});
