import { answerHandover, type HandoverMove } from '../core/committee/answer-handover.ts';
import { msg } from '../core/message.ts';
import { defineCommand } from './command.ts';
import { carriedId } from './option-values.ts';
import { handedOverWords } from './view/handover-card.ts';
import { notice } from './view/notice.ts';

/** What the buttons of a handover do; that it was done stands in the message for everybody as well. */
export const answerHandoverCommand = (move: HandoverMove) =>
  defineCommand({
    scope: 'twinning',
    who: 'anyone',
    reply: 'private',
    surface: 'control',
    options: { handover: carriedId('hnd') },
    async run({ handover: id }, context) {
      const { handover, from, to } = await answerHandover(context, context.inside, { id, move });
      return notice(
        move === 'accept' ? 'good' : 'neutral',
        msg(`command.committee.handover.${move}`, {
          from: from?.displayName ?? '',
          to: to?.displayName ?? '',
          what: handedOverWords(handover),
        }),
      );
    },
  });
