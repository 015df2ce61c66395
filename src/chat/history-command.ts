import { findCommitment } from '../core/commitment/find-commitment.ts';
import { defineCommand } from './command.ts';
import { commitment, pagePlace } from './option-values.ts';
import { anchorsOf } from './view/commitment-details.ts';
import { historyCard } from './view/history-card.ts';
import { ownFacts } from './view/own-facts.ts';

/** The whole story of one commitment: typed or from its card, and its other pages. */
export const historyCommand = (reply: 'private' | 'update') =>
  defineCommand({
    scope: 'twinning',
    who: 'anyone',
    reply,
    surface: reply === 'private' ? 'typed' : 'control',
    options: { commitment: commitment(), ...(reply === 'private' ? {} : pagePlace) },
    ...(reply === 'private' ? { lead: 'commitment' as const, form: ['commitment'] as const } : {}),
    async run({ commitment: number, ...place }, context) {
      const { database, inside, reader } = context;
      const found = await findCommitment(database, inside.scope, number);
      const changes = await database.commitments.changesOf(found.id);
      const standings = changes.flatMap(({ standing }) => [standing, standing.amendment]);
      const anchors = await anchorsOf(database, standings);
      return historyCard(found, changes, await ownFacts(context), anchors, { reader, place });
    },
  });
