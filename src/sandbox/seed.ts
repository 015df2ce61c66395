/**
 * The world a newcomer meets: Aalborg (Denmark) talks on Slack, its sister city Solvang (California) on Discord.
 * Nothing is founded in Twinbell; the first /twin start is the user's own.
 */
import type { Platform } from './page-api.ts';

export interface SeedSpace {
  id: string;
  platform: Platform;
  name: string;
  town: string;
  country: string;
  /** Slack: the workspace's domain. Discord: the server's locale. */
  domain?: string;
  locale?: string;
}

export interface SeedPerson {
  id: string;
  spaceId: string;
  name: string;
  username: string;
  locale: string;
  timeZone: string;
  role: string;
}

export interface SeedChannel {
  id: string;
  spaceId: string;
  name: string;
  topic: string;
  botIsMember?: boolean;
}

export interface Seed {
  slackAppId: string;
  discordApplicationId: string;
  spaces: SeedSpace[];
  people: SeedPerson[];
  channels: SeedChannel[];
}

export const AALBORG = 'T0AALBORG';
export const SOLVANG = '1201000000000000001';

const dane = { spaceId: AALBORG, timeZone: 'Europe/Copenhagen' };
const solvanger = { spaceId: SOLVANG, locale: 'en-US', timeZone: 'America/Los_Angeles' };

export const seed: Seed = {
  slackAppId: 'A0TWINBELL',
  discordApplicationId: '1200000000000000001',
  spaces: [
    {
      id: AALBORG,
      platform: 'slack',
      name: 'Aalborg Venskabsbyudvalg',
      town: 'Aalborg',
      country: 'DK',
      domain: 'aalborg-venskabsby',
    },
    {
      id: SOLVANG,
      platform: 'discord',
      name: 'Solvang Sister City',
      town: 'Solvang',
      country: 'US',
      locale: 'en-US',
    },
  ],
  // Slack has no Danish, so most Danes there are reported as en-US.
  people: [
    {
      ...dane,
      id: 'U0METTE',
      name: 'Mette Holm',
      username: 'mette.holm',
      locale: 'en-US',
      role: 'Municipality, international affairs',
    },
    {
      ...dane,
      id: 'U0JENS',
      name: 'Jens Kjær',
      username: 'jens',
      locale: 'en-US',
      role: 'Municipality, culture and schools',
    },
    {
      ...dane,
      id: 'U0KAREN',
      name: 'Karen Østergaard',
      username: 'karen.o',
      locale: 'en-US',
      role: 'Citizen, chair of the friendship association',
    },
    {
      ...dane,
      id: 'U0BENT',
      name: 'Bent Sørensen',
      username: 'bent',
      locale: 'en-GB',
      role: 'Citizen, choir and host families',
    },
    {
      ...dane,
      id: 'U0FREJA',
      name: 'Freja Nielsen',
      username: 'freja',
      locale: 'en-US',
      role: 'Youth council',
    },
    {
      ...solvanger,
      id: '1202000000000000001',
      name: 'Linda Petersen',
      username: 'linda.petersen',
      role: "City clerk's office",
    },
    {
      ...solvanger,
      id: '1202000000000000002',
      name: 'Carlos Rivera',
      username: 'carlos_rivera',
      role: 'Citizen, sister city committee',
    },
    {
      ...solvanger,
      id: '1202000000000000003',
      name: 'Emma Jensen',
      username: 'emma.j',
      role: 'Youth group',
    },
    { ...solvanger, id: '1202000000000000004', name: 'Noah Kim', username: 'noahkim', role: 'Youth group' },
  ],
  channels: [
    {
      id: 'C0SOLVANG',
      spaceId: AALBORG,
      name: 'venskabsby-solvang',
      topic: 'Udvalget for venskabet med Solvang, Californien',
    },
    {
      id: 'C0LANCASTER',
      spaceId: AALBORG,
      name: 'venskabsby-lancaster',
      topic: 'Udvalget for venskabet med Lancaster, England',
    },
    {
      id: '1203000000000000001',
      spaceId: SOLVANG,
      name: 'sister-city-committee',
      topic: 'Our friendship with Aalborg, Denmark',
    },
    {
      id: '1203000000000000002',
      spaceId: SOLVANG,
      name: 'youth-group',
      topic: 'Youth exchange with Aalborg',
    },
  ],
};
