import type { AnyCommand } from '../../../src/chat/command.ts';
import type { OptionType } from '../../../src/chat/option.ts';

/** Definitions with the shapes that the parser looks at; what they do is none of its business. */
const option = (more: Partial<OptionType<unknown>> = {}): OptionType<unknown> => ({
  discord: 'string',
  field: 'line',
  required: false,
  maxLength: 200,
  parse: (raw) => raw,
  ...more,
});

const command = (more: Partial<AnyCommand>): AnyCommand => ({
  scope: 'anywhere',
  who: 'anyone',
  reply: 'private',
  surface: 'typed',
  options: {},
  run: () => Promise.resolve(undefined),
  ...more,
});

export const commands: ReadonlyMap<string, AnyCommand> = new Map([
  ['twin', command({ surface: 'bare' })],
  [
    'twin/start',
    command({ lead: 'town', options: { town: option(), country: option(), language: option() } }),
  ],
  ['twin/status', command({})],
  ['committee', command({ surface: 'bare' })],
  [
    'committee/add',
    command({
      lead: 'member',
      options: {
        member: option({ discord: 'user', field: 'person', required: true }),
        represents: option({
          field: 'choice',
          choices: { name: 'group', values: ['municipality', 'citizens', 'youth'] },
        }),
        office: option(),
      },
    }),
  ],
  ['meeting', command({ surface: 'bare' })],
  [
    'meeting/propose',
    command({
      reply: 'public',
      lead: 'topic',
      form: ['topic', 'length'],
      options: {
        topic: option({ required: true }),
        length: option(),
        between: option(),
        kind: option(),
        host: option(),
        participants: option(),
      },
    }),
  ],
  [
    'meeting/poll',
    command({ lead: 'topic', options: { topic: option(), slots: option({ field: 'paragraph' }) } }),
  ],
  [
    'meeting/cancel',
    command({ lead: 'meeting', options: { meeting: option({ completer: 'meeting' }), reason: option() } }),
  ],
  ['meeting/vote', command({ surface: 'control', options: { slots: option() } })],
  [
    'commitment/add',
    command({ lead: 'what', options: { what: option(), due: option(), owner: option(), to: option() } }),
  ],
  [
    'commitment/list',
    command({
      lead: 'filter',
      options: { filter: option({ choices: { name: 'filter', values: ['mine', 'overdue'] } }) },
    }),
  ],
  ['availability/set', command({ lead: 'hours', options: { hours: option({ completer: 'hours' }) } })],
  ['reminder/add', command({ lead: 'what', options: { what: option(), when: option(), to: option() } })],
  ['profile/export', command({})],
]);
