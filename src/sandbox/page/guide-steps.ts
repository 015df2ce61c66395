import type { Message, PageState, Person, Platform } from '../page-api.ts';
import { humansOf } from './sandbox-context.ts';

export const TOPIC = 'Youth Games 2027';

export interface GuideStep {
  key: string;
  platform: Platform | 'clock';
  // "Mette in Aalborg"
  who: string;
  personId: string;
  // What is put into the composer; empty where there is a button to press instead.
  command: string;
  title: string;
  note: string;
  // Joining needs the code of the invitation.
  isReady: boolean;
  isDone: boolean;
}

// Every tick is read off the screen that anybody sees, in no particular language: the bot's answers may be
// Danish. A wrong tick would be worse than a late one, so each asks for something the step must leave behind.
export function guideSteps(state: PageState, movedMs: number): GuideStep[] {
  const slack = mainCharacter(state, 'slack');
  const discord = mainCharacter(state, 'discord');
  if (slack === undefined || discord === undefined) return [];
  const code = findCode(state, slack.person.id);
  const polls = openMessages(state).filter((message) => textOf(message).includes(TOPIC));
  const pollOn = (platform: Platform) => polls.some((message) => message.platform === platform);
  const onSlack = {
    platform: 'slack',
    who: `${slack.first} in ${slack.town}`,
    personId: slack.person.id,
  } as const;
  const onDiscord = {
    platform: 'discord',
    who: `${discord.first} in ${discord.town}`,
    personId: discord.person.id,
  } as const;
  return [
    {
      ...onSlack,
      key: 'start',
      command: `/twin start ${slack.town}`,
      title: 'Start',
      note: 'the twinning begins in this channel',
      isReady: true,
      isDone: code !== undefined || openMessages(state).some((message) => message.platform === 'slack'),
    },
    {
      ...onSlack,
      key: 'invite',
      command: '/twin invite for:partner',
      title: 'Invite',
      note: 'gives a code for the partner town',
      isReady: true,
      isDone: code !== undefined,
    },
    {
      ...onDiscord,
      key: 'join',
      command: `/twin join code: ${code ?? ''} town: ${discord.town}`,
      title: 'Join',
      note: code === undefined ? 'comes after the invitation' : 'with the code from the left',
      isReady: code !== undefined,
      isDone: openMessages(state).some((message) => message.platform === 'discord'),
    },
    {
      ...onSlack,
      key: 'propose',
      command: `/meeting propose ${TOPIC}`,
      title: 'Find a date',
      note: 'then pick good hours and send the poll',
      isReady: true,
      isDone: pollOn('slack') && pollOn('discord'),
    },
    {
      ...onDiscord,
      key: 'vote',
      command: '',
      title: 'Vote',
      note: 'in both polls',
      isReady: true,
      isDone: polls.some((message) => message.editedAt !== null),
    },
    {
      platform: 'clock',
      who: '',
      personId: '',
      key: 'clock',
      command: '',
      title: 'Move the clock',
      note: 'and reminders come',
      isReady: true,
      isDone: movedMs >= 30 * 60_000,
    },
  ];
}

function mainCharacter(state: PageState, platform: Platform) {
  const person: Person | undefined = humansOf(state, platform)[0];
  const space = state.spaces.find((each) => person?.spaceIds.includes(each.id));
  if (person === undefined || space === undefined) return undefined;
  return { person, first: person.name.split(' ')[0] ?? person.name, town: space.town };
}

// What the bot said in a channel for everybody to read.
function openMessages(state: PageState): Message[] {
  const channelIds = state.channels
    .filter((channel) => channel.kind === 'channel')
    .map((channel) => channel.id);
  const botIds = new Set(state.people.filter((person) => person.isBot).map((person) => person.id));
  return channelIds
    .flatMap((channelId) => state.messages[channelId] ?? [])
    .filter(
      (message) => botIds.has(message.authorId) && message.visibleTo === null && message.kind === 'message',
    );
}

function textOf(message: Message): string {
  return message.platform === 'slack'
    ? JSON.stringify([message.text, message.blocks])
    : JSON.stringify([message.content, message.embeds, message.components]);
}

// A code stands after "join", or between backticks, and no word of any language looks like one: at least ten
// characters, with a digit or groups in capitals.
export function findCode(state: PageState, personId: string): string | undefined {
  const botIds = new Set(state.people.filter((person) => person.isBot).map((person) => person.id));
  const texts = Object.values(state.messages)
    .flat()
    .filter((message) => message.platform === 'slack' && botIds.has(message.authorId))
    .filter((message) => message.visibleTo === null || message.visibleTo === personId)
    .map(textOf);
  for (const text of texts.reverse()) {
    const found =
      /\/twin join (?:code: ?)?["`*]*([A-Za-z0-9][A-Za-z0-9_-]{9,})/.exec(text) ??
      /`((?=[^`]*[0-9A-Z])[A-Za-z0-9][A-Za-z0-9_-]{9,})`/.exec(text) ??
      /\b([A-Z0-9]{3,}(?:-[A-Z0-9]{3,}){2,})\b/.exec(text);
    if (found?.[1] !== undefined) return found[1];
  }
  return undefined;
}
