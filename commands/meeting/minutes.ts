import type { Card } from '../../src/chat/card.ts';
import { defineCommand, type TwinningContext } from '../../src/chat/command.ts';
import { lines, meeting, minutesBase } from '../../src/chat/option-values.ts';
import { minutesTasksCard } from '../../src/chat/view/minutes-tasks-card.ts';
import { buttons, notice } from '../../src/chat/view/notice.ts';
import { ownFacts } from '../../src/chat/view/own-facts.ts';
import { memberOrNobody } from '../../src/chat/view/people.ts';
import { meetingButton } from '../../src/chat/view/record-buttons.ts';
import { LONGEST_MINUTES, type MinutesClash, writeMinutes } from '../../src/core/meeting/write-minutes.ts';
import { msg } from '../../src/core/message.ts';
import { DAY_MS } from '../../src/core/time/instant.ts';

/** Everybody sees the minutes in their space; who wrote them is told what was understood of their tasks. */
export default defineCommand({
  scope: 'twinning',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: { meeting: meeting(), text: lines(LONGEST_MINUTES), base: minutesBase() },
  lead: 'meeting',
  form: ['meeting', 'text'],
  async prefill({ values, database, inside }): Promise<Readonly<Record<string, string>>> {
    const number = Number(/^\s*(?:m-?)?(\d{1,9})\s*$/i.exec(values.meeting ?? '')?.[1]);
    if (inside === undefined || Number.isNaN(number)) return {};
    const found = await database.meetings.meetingByNumber(inside.scope.twinning.id, number);
    const minutes = found && (await database.records.minutesOf(found.id));
    return minutes === undefined ? {} : { text: minutes.text, base: `${number}.${minutes.version}` };
  },
  async run({ meeting: number, text, base }, context) {
    const { reader, now } = context;
    const written = await writeMinutes(context, context.inside, {
      number,
      text,
      base: base?.number === number ? base.version : 0,
      reading: reader,
    });
    if ('theirs' in written) return await clashCard(written, text, context);
    const done = msg('command.meeting.minutes.done', { title: written.meeting.title });
    return minutesTasksCard(written, await ownFacts(context), { ...reader, now }, done);
  },
});

/** Somebody else wrote meanwhile: both texts are there, and the writer puts them together. */
async function clashCard(
  { meeting: found, theirs }: MinutesClash,
  text: string,
  context: TwinningContext,
): Promise<Card> {
  const { world, database, now } = context;
  const id = world.newId('drf');
  const values = { meeting: `M-${found.number}`, text, base: `${found.number}.${theirs.version}` };
  const draft = { id, command: 'meeting/minutes', values, expiresAt: now + DAY_MS };
  await database.transaction((tx) => tx.drafts.saveDraft(draft));
  const facts = await ownFacts(context);
  const { twinningId } = found;
  return notice(
    'attention',
    msg('minutes.clash', { writer: memberOrNobody(facts, theirs.writtenById), title: found.title }),
    buttons(meetingButton(found, 'meeting/minutes-page', msg('minutes.button.theirs'), {}, 'primary'), {
      type: 'button',
      label: msg('minutes.button.mine'),
      style: 'secondary',
      call: { command: 'meeting/minutes', twinningId, options: { draft: id }, openForm: true },
    }),
  );
}
