import type { Channel, Person, Space } from '../../../src/sandbox/page-api.ts';

export const AALBORG = 'T0AALBORG';
export const SOLVANG = '1201000000000000001';
export const SLACK_BOT = 'U0TWINBELL';
export const DISCORD_BOT = '1200000000000000001';
export const METTE = 'U0METTE';
export const KAREN = 'U0KAREN';
export const LINDA = '1202000000000000001';
export const EMMA = '1202000000000000003';
export const COMMITTEE = 'C0SOLVANG';
export const METTE_DM = 'D0METTE';
export const SISTER_CITY = '1203000000000000001';
export const YOUTH = '1203000000000000002';

export const spaces: Space[] = [
  {
    id: AALBORG,
    platform: 'slack',
    name: 'Aalborg Venskabsbyudvalg',
    town: 'Aalborg',
    country: 'DK',
    botUserId: SLACK_BOT,
  },
  {
    id: SOLVANG,
    platform: 'discord',
    name: 'Solvang Sister City',
    town: 'Solvang',
    country: 'US',
    botUserId: DISCORD_BOT,
  },
];

function human(person: Omit<Person, 'isBot' | 'timeZone' | 'spaceIds'>): Person {
  const isDane = person.platform === 'slack';
  return {
    ...person,
    isBot: false,
    timeZone: isDane ? 'Europe/Copenhagen' : 'America/Los_Angeles',
    spaceIds: [isDane ? AALBORG : SOLVANG],
  };
}

function bot(id: string, platform: 'slack' | 'discord', spaceId: string): Person {
  return {
    id,
    platform,
    spaceIds: [spaceId],
    name: 'Twinbell',
    username: 'twinbell',
    initials: 'T',
    colour: '#1f5f8b',
    locale: 'en-US',
    timeZone: 'UTC',
    role: '',
    isBot: true,
  };
}

export const people: Person[] = [
  human({
    id: METTE,
    platform: 'slack',
    name: 'Mette Holm',
    username: 'mette.holm',
    initials: 'MH',
    colour: '#a3395f',
    locale: 'en-GB',
    role: 'Municipality, international affairs',
  }),
  human({
    id: KAREN,
    platform: 'slack',
    name: 'Karen Østergaard',
    username: 'karen.o',
    initials: 'KØ',
    colour: '#5b6b1f',
    locale: 'en-GB',
    role: 'Citizen, chair of the friendship association',
  }),
  bot(SLACK_BOT, 'slack', AALBORG),
  human({
    id: LINDA,
    platform: 'discord',
    name: 'Linda Petersen',
    username: 'linda.petersen',
    initials: 'LP',
    colour: '#7a4fb0',
    locale: 'en-US',
    role: "City clerk's office",
  }),
  human({
    id: EMMA,
    platform: 'discord',
    name: 'Emma Jensen',
    username: 'emma.j',
    initials: 'EJ',
    colour: '#b0562a',
    locale: 'da',
    role: 'Youth group',
  }),
  bot(DISCORD_BOT, 'discord', SOLVANG),
];

export const channels: Channel[] = [
  {
    id: COMMITTEE,
    platform: 'slack',
    spaceId: AALBORG,
    kind: 'channel',
    name: 'venskabsby-solvang',
    topic: 'Udvalget for venskabet med Solvang, Californien',
    memberIds: [METTE, KAREN, SLACK_BOT],
    botIsMember: true,
  },
  {
    id: 'C0LANCASTER',
    platform: 'slack',
    spaceId: AALBORG,
    kind: 'channel',
    name: 'venskabsby-lancaster',
    topic: 'Udvalget for venskabet med Lancaster, England',
    memberIds: [METTE, KAREN],
    botIsMember: false,
  },
  {
    id: METTE_DM,
    platform: 'slack',
    spaceId: AALBORG,
    kind: 'dm',
    name: 'Mette Holm',
    topic: '',
    memberIds: [METTE, SLACK_BOT],
    botIsMember: true,
  },
  {
    id: SISTER_CITY,
    platform: 'discord',
    spaceId: SOLVANG,
    kind: 'channel',
    name: 'sister-city-committee',
    topic: 'Our friendship with Aalborg, Denmark',
    memberIds: [LINDA, EMMA, DISCORD_BOT],
    botIsMember: true,
  },
  {
    id: YOUTH,
    platform: 'discord',
    spaceId: SOLVANG,
    kind: 'channel',
    name: 'youth-group',
    topic: 'Youth exchange with Aalborg',
    memberIds: [LINDA, EMMA, DISCORD_BOT],
    botIsMember: true,
  },
];
