import { defineCommand } from '../../src/chat/command.ts';
import { due } from '../../src/chat/date-options.ts';
import { meeting, optional, ordinal, text } from '../../src/chat/option-values.ts';
import { minutesTasksCard } from '../../src/chat/view/minutes-tasks-card.ts';
import { ownFacts } from '../../src/chat/view/own-facts.ts';
import { offerLine, readMinutes } from '../../src/core/meeting/write-minutes.ts';
import { msg } from '../../src/core/message.ts';

/** One task of the minutes, completed by somebody of the town that promises it. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'control',
  options: {
    meeting: meeting(),
    line: ordinal(),
    base: ordinal(),
    what: text('what'),
    owner: text('name'),
    due: optional(due()),
  },
  form: ['what', 'owner', 'due'],
  async prefill({ values, database, world, inside, reader }): Promise<Readonly<Record<string, string>>> {
    const number = Number(/^M-(\d{1,9})$/.exec(values.meeting ?? '')?.[1]);
    if (inside === undefined || Number.isNaN(number)) return {};
    const found = await database.meetings.meetingByNumber(inside.scope.twinning.id, number);
    const there = found && (await database.records.minutesOf(found.id));
    if (there === undefined || String(there.version) !== values.base) return {};
    const { lines } = await readMinutes({ database, world }, inside, { number, reading: reader });
    const read = lines[Number(values.line) - 1]?.read;
    if (read === undefined) return {};
    const { what, owner, due: said } = read;
    return {
      what,
      ...(owner.state === 'none' ? {} : { owner: owner.typed }),
      ...(said.state === 'day' ? { due: said.on } : {}),
    };
  },
  async run({ meeting: number, line, base, what, owner, due: dueOn }, context) {
    const { reader, now } = context;
    const { number: offered } = await offerLine(context, context.inside, {
      number,
      line,
      base,
      what,
      owner,
      ...(dueOn === undefined ? {} : { dueOn }),
      reading: reader,
    });
    const read = await readMinutes(context, context.inside, { number, reading: reader });
    const done = msg('minutes.task.done', { reference: `C-${offered}` });
    return minutesTasksCard(read, await ownFacts(context), { ...reader, now }, done);
  },
});
