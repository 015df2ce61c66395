import { defineCommand } from '../../src/chat/command.ts';
import { meeting } from '../../src/chat/option-values.ts';
import { attendanceCard } from '../../src/chat/view/attendance-card.ts';
import { ownFacts } from '../../src/chat/view/own-facts.ts';
import { attendanceSoFar } from '../../src/core/meeting/take-attendance.ts';

export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: { meeting: meeting() },
  lead: 'meeting',
  form: ['meeting'],
  async run({ meeting: number }, context) {
    const { meeting: found, people, taken } = await attendanceSoFar(context, context.inside, number);
    return attendanceCard(found, people, taken !== undefined, await ownFacts(context));
  },
});
