import { refusal } from '../core/domain-error.ts';
import type { Language } from '../core/text.ts';
import type { Founding } from '../core/twinning/start-twinning.ts';
import type { AnywhereContext } from './command.ts';
import { languageOf } from './reader.ts';

interface Introduction {
  readonly town: string;
  readonly country?: string;
  readonly timezone?: string;
  readonly language?: Language;
}

/**
 * A town as somebody introduces it, completed by what the list of places knows: its country, its clock, its
 * language. What nobody knows is asked for.
 */
export async function founding(
  input: Introduction,
  { places, caller, place, profile, reader }: AnywhereContext,
): Promise<Founding> {
  const [guess] = input.town === '' ? [] : await places.guess(input.town, input.country);
  const country = input.country === undefined ? guess?.country : await places.countryOf(input.country);
  if (input.country !== undefined && country === undefined)
    throw refusal('error.twinning.country-unknown', { typed: input.country }).of('country');
  const timeZone = input.timezone ?? guess?.timeZone ?? profile.timeZone;
  if (input.town !== '' && country === undefined)
    throw refusal('error.twinning.country-needed', { town: input.town }).of('country');
  if (input.town !== '' && timeZone === undefined)
    throw refusal('error.twinning.zone-needed', { town: input.town }).of('timezone');
  return {
    town: {
      name: input.town,
      country: country ?? '',
      ...(guess?.region === undefined ? {} : { region: guess.region }),
      timeZone: timeZone ?? 'UTC',
      language: input.language ?? guess?.language ?? languageOf(profile.locale) ?? reader.language,
    },
    channel: { platform: place.platform, tenantId: place.tenantId, channelId: place.channelId },
    account: { platform: caller.platform, tenantId: caller.tenantId, userId: caller.userId },
    profile,
  };
}
