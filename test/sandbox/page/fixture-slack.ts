import type { JsonObject, SlackMessage, SlackModal } from '../../../src/sandbox/page-api.ts';
import { COMMITTEE, KAREN, METTE, SLACK_BOT } from './fixture-people.ts';

export const FIRST_SLOT = 1_799_856_000; // 2027-01-13 16:00 UTC
const DAY = 86_400;

export function slackMessage(message: Partial<SlackMessage> & { id: string }): SlackMessage {
  return {
    platform: 'slack',
    kind: 'message',
    channelId: COMMITTEE,
    authorId: SLACK_BOT,
    sentAt: '2027-01-08T15:40:00.000Z',
    editedAt: null,
    visibleTo: null,
    text: '',
    blocks: [],
    attachments: [],
    files: [],
    metadata: null,
    threadTs: null,
    ...message,
  };
}

function when(seconds: number): string {
  return `<!date^${seconds}^{date_long} {time}|slot>`;
}

const plain = (text: string): JsonObject => ({ type: 'plain_text', text, emoji: true });
const mrkdwn = (text: string): JsonObject => ({ type: 'mrkdwn', text });

function slotRow(index: number, count: string): JsonObject {
  return {
    type: 'section',
    block_id: `slot-${index}`,
    text: mrkdwn(`*${when(FIRST_SLOT + index * DAY)}*\n${count}`),
    accessory: {
      type: 'static_select',
      action_id: `vote-${index}`,
      placeholder: plain('Your answer'),
      options: ['Yes', 'If need be', 'No'].map((answer) => ({
        text: plain(answer),
        value: answer.toLowerCase(),
      })),
    },
  };
}

export const slackMessages: SlackMessage[] = [
  slackMessage({
    id: '1799422200.000100',
    authorId: KAREN,
    sentAt: '2027-01-08T15:30:00.000Z',
    text: 'Godmorgen! Skal vi ikke finde en dato for *Youth Games*? Jeg har skrevet til <@U0METTE> :wave:',
  }),
  slackMessage({
    id: '1799422260.000200',
    sentAt: '2027-01-08T15:31:00.000Z',
    text: 'Aalborg has begun a twinning.',
    blocks: [
      { type: 'header', block_id: 'h', text: plain('Aalborg is on board :tada:') },
      {
        type: 'section',
        block_id: 's',
        text: mrkdwn(
          'This channel is now the committee room of *Aalborg*. Invite your partner town next:\n• `/twin invite for:partner` makes a code\n• the code is valid for _seven days_',
        ),
      },
      {
        type: 'actions',
        block_id: 'a',
        elements: [
          { type: 'button', action_id: 'find', style: 'primary', text: plain('Find a date') },
          { type: 'button', action_id: 'promises', text: plain('What did we promise?') },
          { type: 'button', action_id: 'remind', text: plain('Remind us') },
        ],
      },
      {
        type: 'context',
        block_id: 'c',
        elements: [mrkdwn('Time zone Europe/Copenhagen · Language Dansk')],
      },
    ],
  }),
  slackMessage({
    id: '1799422320.000300',
    sentAt: '2027-01-08T15:32:00.000Z',
    visibleTo: METTE,
    text: 'Send this to Solvang: `/twin join code:K7QF-2M9X-VRTD-84HW`. It works once, until <!date^1800028800^{date_long}|15 January>.',
  }),
  slackMessage({
    id: '1799422500.000400',
    sentAt: '2027-01-08T15:35:00.000Z',
    editedAt: '2027-01-08T15:50:00.000Z',
    text: 'Poll: Youth Games 2027',
    files: [
      {
        id: 'F0WEEK',
        name: 'week.svg',
        title: 'Common hours',
        contentType: 'image/svg+xml',
        size: 2048,
        url: '/files/F0WEEK/week.svg',
      },
    ],
    blocks: [
      { type: 'header', block_id: 'ph', text: plain('Youth Games 2027') },
      {
        type: 'section',
        block_id: 'pf',
        fields: [
          mrkdwn('*Length*\n60 minutes'),
          mrkdwn('*Answer by*\n<!date^1800115200^{date} {time}|soon>'),
        ],
      },
      slotRow(0, ':white_check_mark: 3   :large_yellow_circle: 1   :x: 0'),
      slotRow(1, ':white_check_mark: 2   :large_yellow_circle: 0   :x: 1'),
      { type: 'divider', block_id: 'pd' },
      {
        type: 'table',
        block_id: 'pt',
        column_settings: [{ align: 'left' }, { align: 'right' }],
        rows: [
          [
            { type: 'raw_text', text: 'Town' },
            { type: 'raw_text', text: 'Answered' },
          ],
          [
            { type: 'raw_text', text: 'Aalborg' },
            { type: 'raw_text', text: '2 of 5' },
          ],
          [
            { type: 'raw_text', text: 'Solvang' },
            { type: 'raw_text', text: '1 of 4' },
          ],
        ],
      },
      {
        type: 'image',
        block_id: 'pi',
        alt_text: 'Both towns are free on weekdays from 17 to 19',
        slack_file: { id: 'F0WEEK' },
      },
      {
        type: 'actions',
        block_id: 'pa',
        elements: [
          {
            type: 'button',
            action_id: 'nudge',
            text: plain('Remind those who are silent'),
          },
          {
            type: 'button',
            action_id: 'cancel',
            style: 'danger',
            text: plain('Cancel the poll'),
            confirm: {
              title: plain('Cancel this poll?'),
              text: mrkdwn('Everybody is told.'),
              confirm: plain('Cancel the poll'),
              deny: plain('Keep it'),
              style: 'danger',
            },
          },
          {
            type: 'overflow',
            action_id: 'more',
            options: [
              { text: plain('Show the calendar'), value: 'calendar' },
              { text: plain('History'), value: 'history' },
            ],
          },
        ],
      },
    ],
  }),
];

const input = (id: string, label: string, element: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'input',
  block_id: id,
  label: plain(label),
  element: { action_id: 'value', ...element },
  ...more,
});

export const slackModal: SlackModal = {
  platform: 'slack',
  personId: METTE,
  viewId: 'V0PROPOSE',
  errors: { length: 'That is not a length. For example: 90m' },
  failure: null,
  view: {
    id: 'V0PROPOSE',
    type: 'modal',
    title: plain('Find a date'),
    submit: plain('Search'),
    close: plain('Cancel'),
    blocks: [
      {
        type: 'section',
        block_id: 'intro',
        text: mrkdwn('Twinbell looks for hours that suit *both* towns.'),
      },
      input('topic', 'Topic', { type: 'plain_text_input', initial_value: 'Youth Games 2027' }),
      input('length', 'Length', { type: 'plain_text_input', initial_value: 'long' }, { optional: true }),
      input('note', 'Note', { type: 'plain_text_input', multiline: true }, { optional: true }),
      input(
        'kind',
        'Kind',
        {
          type: 'static_select',
          placeholder: plain('Choose a kind'),
          options: [
            { text: plain('Board meeting'), value: 'board' },
            { text: plain('Youth meeting'), value: 'youth' },
          ],
        },
        { hint: plain('Decides who is asked to come.') },
      ),
      input('themes', 'Themes', {
        type: 'multi_static_select',
        placeholder: plain('Pick themes'),
        options: ['Culture', 'Youth', 'Climate'].map((theme) => ({ text: plain(theme), value: theme })),
        initial_options: [{ text: plain('Youth'), value: 'Youth' }],
      }),
      input('from', 'From', { type: 'datepicker', initial_date: '2027-01-10' }),
      input('at', 'Best time', { type: 'timepicker', initial_time: '17:00' }, { optional: true }),
      input(
        'exact',
        'Or exactly',
        { type: 'datetimepicker', initial_date_time: FIRST_SLOT },
        { optional: true },
      ),
      input('who', 'Organiser', { type: 'users_select', initial_user: METTE }),
      input('side', 'For whom', {
        type: 'radio_buttons',
        options: [
          { text: plain('Committee'), value: 'committee', description: plain('Municipality and citizens') },
          { text: plain('Youth'), value: 'youth' },
        ],
        initial_option: { text: plain('Committee'), value: 'committee' },
      }),
      input(
        'extras',
        'Extras',
        {
          type: 'checkboxes',
          options: [
            { text: plain('Send a calendar file'), value: 'ics' },
            { text: plain('Remind on the day before'), value: 'remind' },
          ],
        },
        { optional: true },
      ),
    ],
  },
};
