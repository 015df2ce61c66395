import { quoted } from '../core/clean-text.ts';
import type { DomainError } from '../core/domain-error.ts';
import { msg } from '../core/message.ts';
import type { Database } from '../core/stores.ts';
import { DAY_MS } from '../core/time/instant.ts';
import type { World } from '../core/world.ts';
import { plainMedium, word } from '../i18n/format.ts';
import type { Answer, Call, Reader } from './call.ts';
import type { Block, Card } from './card.ts';
import type { AnyCommand } from './command.ts';
import type { CommandPath } from './command-paths.generated.ts';
import { asError, type Log } from './log.ts';

const DRAFT_DAYS = 1;
const LEFTOVER_SHOWN = 300;

interface Parts {
  readonly world: World;
  readonly database: Database;
  readonly log: Log;
}

/** Says privately what was refused, and offers to correct it. */
export async function refusalAnswer(
  call: Call,
  command: AnyCommand | undefined,
  error: DomainError,
  reader: Reader,
  parts: Parts,
): Promise<Answer> {
  parts.log.info('call.refused', { command: call.command, reason: error.phrase.key });
  const card: Card = {
    tone: 'bad',
    blocks: [
      { type: 'text', text: error.phrase },
      ...(takesSecret(command) ? [] : leftover(call)),
      ...(await correction(call, command, parts)),
    ],
  };
  return {
    visibility: 'private',
    content: { card, reader },
    also: [],
    ...(error.option === undefined
      ? {}
      : { problem: { option: error.option, text: word(error.phrase, reader, plainMedium) } }),
  };
}

/** Something of ours broke: a number for the person, the whole of it for the operator. */
export function incidentAnswer(call: Call, error: unknown, reader: Reader, { world, log }: Parts): Answer {
  const incident = world.newId('aud').slice(-8);
  log.error('call.failed', { incident, command: call.command, error: asError(error) });
  const card: Card = { tone: 'bad', blocks: [{ type: 'text', text: msg('error.incident', { incident }) }] };
  return { visibility: 'private', content: { card, reader }, also: [] };
}

const leftover = ({ leftover: words }: Call): Block[] =>
  words === undefined
    ? []
    : [
        {
          type: 'text',
          small: true,
          text: msg('refused.leftover', { words: quoted(words, LEFTOVER_SHOWN) }),
        },
      ];

/** Of what was typed for such a command nothing is repeated. */
const takesSecret = (command: AnyCommand | undefined): boolean =>
  Object.values(command?.options ?? {}).some(({ secret }) => secret);

/** Nothing typed is lost: the form comes back with everything in it. */
async function correction(
  call: Call,
  command: AnyCommand | undefined,
  { world, database }: Parts,
): Promise<Block[]> {
  if (command?.form === undefined || call.origin === 'control') return [];
  const id = world.newId('drf');
  const { draft: _, ...typed } = call.values;
  const values = Object.fromEntries(Object.entries(typed).filter(([name]) => !command.options[name]?.secret));
  const expiresAt = world.now() + DRAFT_DAYS * DAY_MS;
  await database.transaction((tx) => tx.drafts.saveDraft({ id, command: call.command, values, expiresAt }));
  return [
    {
      type: 'controls',
      controls: [
        {
          type: 'button',
          label: msg('refused.correct'),
          style: 'primary',
          call: {
            command: call.command as CommandPath,
            options: { draft: id },
            openForm: true,
            ...(call.twinningId === undefined ? {} : { twinningId: call.twinningId }),
          },
        },
      ],
    },
  ];
}
