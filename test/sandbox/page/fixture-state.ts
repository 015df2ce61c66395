import type { PageState } from '../../../src/sandbox/page-api.ts';
import { discordMessages, discordModal } from './fixture-discord.ts';
import { COMMITTEE, channels, METTE, METTE_DM, people, SISTER_CITY, spaces } from './fixture-people.ts';
import { slackMessage, slackMessages, slackModal } from './fixture-slack.ts';

// A Friday afternoon in January: the twinning stands, a poll is open on both sides.
export function fixtureState(): PageState {
  return structuredClone({
    revision: 1,
    clock: { now: '2027-01-08T16:00:00.000Z', offsetMs: 0, isMoving: false },
    connections: { slack: 'socket', discord: 'gateway' },
    spaces,
    people,
    channels,
    messages: {
      [COMMITTEE]: slackMessages,
      [METTE_DM]: [
        slackMessage({ id: '1799422380.000500', channelId: METTE_DM, text: 'Good to see you, Mette.' }),
      ],
      [SISTER_CITY]: discordMessages,
    },
    modals: [],
    homes: [
      {
        personId: METTE,
        view: {
          id: 'V0HOME',
          type: 'home',
          blocks: [{ type: 'header', block_id: 'hh', text: { type: 'plain_text', text: 'Your twinning' } }],
        },
      },
    ],
    events: [],
    slackCommands: [
      {
        command: '/twin',
        description: 'Start, join and see your twinning',
        usageHint: '[start, invite, status …]',
      },
      { command: '/meeting', description: 'Find a date, vote, confirm', usageHint: '[propose, list …]' },
      { command: '/commitment', description: 'What you promised each other', usageHint: '[add, list …]' },
    ],
    slackShortcuts: [{ name: 'Make this a promise', callbackId: 'commitment/add' }],
    discordCommandsRevision: 1,
    refusals: [],
  } satisfies PageState);
}

export function fixtureModals(): PageState['modals'] {
  return structuredClone([slackModal, discordModal]);
}
