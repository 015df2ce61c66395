import type { DiscordMessage, DiscordModal, JsonObject } from '../../../src/sandbox/page-api.ts';
import { DISCORD_BOT, EMMA, LINDA, SISTER_CITY } from './fixture-people.ts';
import { FIRST_SLOT } from './fixture-slack.ts';

export function discordMessage(message: Partial<DiscordMessage> & { id: string }): DiscordMessage {
  return {
    platform: 'discord',
    kind: 'message',
    channelId: SISTER_CITY,
    authorId: DISCORD_BOT,
    sentAt: '2027-01-08T15:40:00.000Z',
    editedAt: null,
    visibleTo: null,
    content: '',
    embeds: [],
    components: [],
    isV2: false,
    files: [],
    isThinking: false,
    pings: { userIds: [], roleIds: [], everyone: false },
    usedCommand: null,
    replyToId: null,
    ...message,
  };
}

const text = (content: string): JsonObject => ({ type: 10, content });
const button = (style: number, label: string, more: JsonObject = {}): JsonObject => ({
  type: 2,
  style,
  label,
  custom_id: label.toLowerCase().replaceAll(' ', '-'),
  ...more,
});

export const discordMessages: DiscordMessage[] = [
  discordMessage({
    id: '1300000000000000001',
    authorId: EMMA,
    sentAt: '2027-01-08T15:33:00.000Z',
    content: 'Hej! **Youth Games** sounds great, see https://example.org/games for last year ||we won||',
  }),
  discordMessage({
    id: '1300000000000000002',
    sentAt: '2027-01-08T15:34:00.000Z',
    usedCommand: { personId: LINDA, name: 'twin join' },
    embeds: [
      {
        color: 0x1f8149,
        title: 'Solvang and Aalborg are twinned',
        description: 'Both committees have been told.\n- next: `/meeting propose`\n- or ask `/twin help`',
        fields: [
          { name: 'Aalborg', value: 'Europe/Copenhagen', inline: true },
          { name: 'Solvang', value: 'America/Los_Angeles', inline: true },
          { name: 'Last contact', value: `<t:${FIRST_SLOT - 800_000}:R>`, inline: true },
        ],
        footer: { text: 'Twinbell' },
        timestamp: '2027-01-08T15:34:00.000Z',
      },
    ],
  }),
  discordMessage({
    id: '1300000000000000003',
    sentAt: '2027-01-08T15:35:00.000Z',
    editedAt: '2027-01-08T15:50:00.000Z',
    isV2: true,
    components: [
      {
        type: 17,
        accent_color: 0xe0a526,
        components: [
          text('## Youth Games 2027\n60 minutes · answer by <t:1800115200:f>'),
          { type: 14, divider: true, spacing: 1 },
          {
            type: 9,
            components: [text(`**<t:${FIRST_SLOT}:F>**\n✅ 3   🟡 1   ❌ 0`)],
            accessory: button(3, 'Yes', { custom_id: 'yes-0' }),
          },
          {
            type: 9,
            components: [text(`**<t:${FIRST_SLOT + 86_400}:F>**\n✅ 2   🟡 0   ❌ 1`)],
            accessory: button(2, 'Answer', { custom_id: 'answer-1' }),
          },
          {
            type: 12,
            items: [
              {
                media: { url: '/files/F0WEEK/week.svg' },
                description: 'Both towns are free on weekdays from 17 to 19',
              },
            ],
          },
          {
            type: 1,
            components: [
              {
                type: 3,
                custom_id: 'slots',
                placeholder: 'Hours that suit you',
                min_values: 0,
                max_values: 2,
                options: [
                  { label: 'Wednesday 13 January', value: 'a', description: '8:00 in Solvang' },
                  { label: 'Thursday 14 January', value: 'b' },
                ],
              },
            ],
          },
          {
            type: 1,
            components: [
              button(1, 'Confirm'),
              button(2, 'Remind those who are silent'),
              button(4, 'Cancel the poll', { disabled: true }),
            ],
          },
          text('-# M-1 · organised by Aalborg · nobody is pinged'),
        ],
      },
    ],
  }),
  discordMessage({
    id: '1300000000000000004',
    sentAt: '2027-01-08T15:58:00.000Z',
    visibleTo: LINDA,
    usedCommand: { personId: LINDA, name: 'profile represents' },
    content: 'Whom do you represent? This is asked *once*.',
    components: [
      {
        type: 1,
        components: [button(1, 'Municipality'), button(2, 'Citizens'), button(2, 'Youth')],
      },
    ],
  }),
];

export const thinkingMessage = discordMessage({
  id: '1300000000000000009',
  sentAt: '2027-01-08T15:59:00.000Z',
  isThinking: true,
  usedCommand: { personId: LINDA, name: 'twin status' },
});

export const discordModal: DiscordModal = {
  platform: 'discord',
  personId: LINDA,
  modalId: 'modal-1',
  customId: 'propose',
  title: 'Find a date',
  failure: null,
  components: [
    text('Twinbell looks for hours that suit **both** towns.'),
    {
      type: 18,
      label: 'Topic',
      description: 'What is it about?',
      component: { type: 4, custom_id: 'topic', style: 1, value: 'Youth Games 2027' },
    },
    {
      type: 18,
      label: 'Note',
      component: { type: 4, custom_id: 'note', style: 2, required: false, placeholder: 'Anything to add' },
    },
    {
      type: 18,
      label: 'Kind',
      component: {
        type: 3,
        custom_id: 'kind',
        options: [
          { label: 'Board meeting', value: 'board' },
          { label: 'Youth meeting', value: 'youth' },
        ],
      },
    },
    { type: 18, label: 'Organiser', component: { type: 5, custom_id: 'organiser', required: false } },
    {
      type: 18,
      label: 'For whom',
      component: {
        type: 21,
        custom_id: 'side',
        options: [
          { label: 'Committee', value: 'committee', description: 'Municipality and citizens', default: true },
          { label: 'Youth', value: 'youth' },
        ],
      },
    },
    { type: 18, label: 'Remind us', component: { type: 23, custom_id: 'remind' } },
  ],
};

const option = (type: number, name: string, description: string, more: JsonObject = {}): JsonObject => ({
  type,
  name,
  description,
  ...more,
});

export const discordCommands: JsonObject[] = [
  {
    name: 'meeting',
    description: 'Meetings of both towns',
    type: 1,
    options: [
      option(1, 'propose', 'Find a date that suits both towns', {
        description_localizations: { da: 'Find en dato, der passer begge byer' },
        options: [
          option(3, 'topic', 'What the meeting is about', {
            description_localizations: { da: 'Hvad mødet handler om' },
          }),
          option(3, 'length', 'For example 90m'),
          option(3, 'kind', 'Kind of meeting', {
            choices: [
              { name: 'Board meeting', value: 'board' },
              { name: 'Youth meeting', value: 'youth' },
            ],
          }),
          option(6, 'organiser', 'Who organises it'),
        ],
      }),
      option(1, 'show', 'One meeting in full', {
        options: [option(3, 'meeting', 'Which meeting', { required: true, autocomplete: true })],
      }),
      option(1, 'list', 'Coming and recent meetings'),
    ],
  },
  {
    name: 'twin',
    description: 'The twinning',
    type: 1,
    options: [
      option(1, 'join', 'Join with a code', {
        options: [option(3, 'code', 'The code', { required: true }), option(3, 'town', 'Your town')],
      }),
      option(1, 'status', 'How the twinning stands'),
    ],
  },
];
