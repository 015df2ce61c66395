import type { Answer, Content } from '../../chat/call.ts';
import { type Drawn, nothingDrawn } from '../../chat/picture-renderer.ts';
import type { DeliveryMark } from './delivery-mark.ts';
import type { FirstAnswer, InteractionReply } from './interaction-reply.ts';
import { awaitedMessage, changedMessage, newMessage } from './message-body.ts';
import { renderCard } from './render-card.ts';

/** What is on the screen already: nothing; "is thinking" for everybody or the caller; the press was taken note of. */
export type Shown = 'nothing' | 'thinking-public' | 'thinking-private' | 'acknowledged';

export interface Where {
  readonly reply: InteractionReply;
  /** There is a message of ours that can be changed. */
  readonly onMessage: boolean;
  /** Of that message. */
  readonly mark?: DeliveryMark;
}

/** Says, before the answer is there, that it will come. */
export async function announce(
  { reply, onMessage }: Where,
  visibility: Answer['visibility'],
): Promise<{ shown: Shown; first: FirstAnswer }> {
  if (onMessage && (visibility === 'update' || visibility === 'silent')) {
    return { shown: 'acknowledged', first: await reply.acknowledge() };
  }
  if (visibility === 'public') return { shown: 'thinking-public', first: await reply.think('everybody') };
  return { shown: 'thinking-private', first: await reply.think('caller') };
}

/** Shows an answer on what is shown already. @throws what discord.js throws */
export async function showAnswer(
  where: Where,
  answer: Answer,
  shown: Shown,
  drawn: Drawn = nothingDrawn,
): Promise<FirstAnswer> {
  const first = await showMain(where, answer, shown, drawn);
  if (first === 'late') return first;
  for (const more of answer.also) await where.reply.followUp(newMessage(renderCard(more), 'caller'));
  return first;
}

async function showMain(where: Where, answer: Answer, shown: Shown, drawn: Drawn): Promise<FirstAnswer> {
  // What cannot be changed is answered instead.
  const visibility = answer.visibility === 'update' && !where.onMessage ? 'private' : answer.visibility;
  const content = visibility === 'silent' ? undefined : answer.content;
  if (shown !== 'nothing') {
    await replaceShown(where, visibility, content, shown, drawn);
    return 'shown';
  }
  const first = await showAtOnce(where, visibility, content, drawn);
  if (first !== 'answered') return first;
  // An earlier try of this process or another one got through: go on from what it must have shown.
  await replaceShown(where, visibility, content, stateAfter(where, visibility), drawn);
  return 'shown';
}

const stateAfter = ({ onMessage }: Where, visibility: Answer['visibility']): Exclude<Shown, 'nothing'> =>
  onMessage && (visibility === 'update' || visibility === 'silent')
    ? 'acknowledged'
    : visibility === 'public'
      ? 'thinking-public'
      : 'thinking-private';

async function showAtOnce(
  { reply, onMessage, mark }: Where,
  visibility: Answer['visibility'],
  content: Content | undefined,
  drawn: Drawn,
): Promise<FirstAnswer> {
  if (content === undefined) {
    if (onMessage) return reply.acknowledge();
    // A command cannot be answered with nothing; so something nobody else sees goes at once.
    const first = await reply.think('caller');
    if (first === 'shown') await reply.deleteOriginal();
    return first;
  }
  if (visibility === 'update') return reply.update(changedMessage(renderCard(content, mark, drawn)));
  return reply.message(newMessage(renderCard(content, undefined, drawn), readersOf(visibility)));
}

async function replaceShown(
  { reply, mark }: Where,
  visibility: Answer['visibility'],
  content: Content | undefined,
  shown: Exclude<Shown, 'nothing'>,
  drawn: Drawn,
): Promise<void> {
  const fresh = (of: Content) => newMessage(renderCard(of, undefined, drawn), readersOf(visibility));
  if (shown === 'acknowledged') {
    if (content === undefined) return;
    if (visibility === 'update') await reply.editOriginal(changedMessage(renderCard(content, mark, drawn)));
    else await reply.followUp(fresh(content));
    return;
  }
  const wanted = visibility === 'public' ? 'thinking-public' : 'thinking-private';
  if (content !== undefined && shown === wanted) {
    await reply.editOriginal(awaitedMessage(renderCard(content, undefined, drawn)));
    return;
  }
  // Who sees a message is fixed by "is thinking", and a follow-up would take its place: it has to go first.
  await reply.deleteOriginal();
  if (content === undefined) return;
  await reply.followUp(fresh(content));
}

const readersOf = (visibility: Answer['visibility']) => (visibility === 'public' ? 'everybody' : 'caller');
