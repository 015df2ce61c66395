import { type Actor, audit, type Deps } from '../acting.ts';
import { refusal } from '../domain-error.ts';
import { country, type Language, list } from '../text.ts';
import { foldText } from '../time/fold-text.ts';
import type { HolidayCalendar, Region } from './holiday-calendar.ts';

/** The region whose public holidays the actor's town keeps, by its code or its name. */
export async function changeRegion(
  { database, world, holidays }: Deps & { readonly holidays: HolidayCalendar },
  actor: Actor,
  { typed, language }: { readonly typed: string; readonly language: Language },
): Promise<Region> {
  const regions = await holidays.regionsOf(actor.town.country, language);
  if (regions.length === 0)
    throw refusal('error.twinning.no-regions', { country: country(actor.town.country) }).of('region');
  const wanted = foldText(typed);
  const region =
    regions.find(({ code }) => foldText(code) === wanted) ??
    regions.find(({ name }) => foldText(name) === wanted) ??
    onlyOne(regions.filter(({ name }) => foldText(name).includes(wanted)));
  if (region === undefined)
    throw refusal('error.twinning.region-unknown', {
      typed,
      regions: list(
        regions.map(({ code, name }) => `${name} (${code})`),
        'none',
      ),
    }).of('region');
  const now = world.now();
  await database.transaction(async (tx) => {
    const town = await tx.twinnings.town(actor.town.id);
    if (town === undefined) throw new RangeError('a town vanished while it was changed');
    await tx.twinnings.saveTown({ ...town, region: region.code });
    await audit(tx, world, now, actor, 'twin/region', town.id);
  });
  return region;
}

const onlyOne = <T>(found: readonly T[]): T | undefined => (found.length === 1 ? found[0] : undefined);
