import { defineCommand } from '../../src/chat/command.ts';
import { meeting, memberIds, optional, ordinal } from '../../src/chat/option-values.ts';
import { attendanceCard, attendanceLists } from '../../src/chat/view/attendance-card.ts';
import { ownFacts } from '../../src/chat/view/own-facts.ts';
import { takeAttendance } from '../../src/core/meeting/take-attendance.ts';

/** What was chosen in one of the lists; without a list, everybody as shown. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'update',
  surface: 'control',
  options: { meeting: meeting(), part: optional(ordinal()), present: optional(memberIds()) },
  async run({ meeting: number, part, present = [] }, context) {
    const { scope } = context.inside;
    const counted = await takeAttendance(context, context.inside, {
      number,
      ...(part === undefined
        ? {}
        : {
            choose: (people) => ({
              offered: attendanceLists(people, { scope })[part]?.people.map(({ memberId }) => memberId) ?? [],
              present,
            }),
          }),
    });
    return attendanceCard(counted.meeting, counted.people, true, await ownFacts(context));
  },
});
