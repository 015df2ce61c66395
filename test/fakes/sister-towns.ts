import type { Account, Member } from '../../src/core/committee/member.ts';
import type { Database } from '../../src/core/stores.ts';
import type { Space, Town, Twinning } from '../../src/core/twinning/twinning.ts';
import type { World } from '../../src/core/world.ts';

export interface SisterTowns {
  readonly twinning: Twinning;
  /** Danish, on Slack. */
  readonly odder: Town;
  /** French, on Discord. */
  readonly plerin: Town;
  readonly odderSpace: Space;
  readonly plerinSpace: Space;
  readonly mette: Member;
  readonly anders: Member;
  readonly yann: Member;
}

/** Two towns on two platforms with three people: enough of a world for most tests. Nobody holds an office. */
export async function seedSisterTowns(db: Database, world: World): Promise<SisterTowns> {
  const createdAt = world.now();
  // Channels and people are new each time, so that several such twinnings fit into one database.
  const mark = world.newId('drf').slice(4).toUpperCase();
  const twinning: Twinning = { id: world.newId('twn'), name: 'Odder – Plérin', createdAt };
  const mette = world.newId('mbr');
  const yann = world.newId('mbr');
  const odder: Town = {
    id: world.newId('town'),
    name: 'Odder',
    country: 'DK',
    timeZone: 'Europe/Copenhagen',
    language: 'da',
    founderId: mette,
    createdAt,
  };
  const plerin: Town = {
    id: world.newId('town'),
    name: 'Plérin',
    country: 'FR',
    timeZone: 'Europe/Paris',
    language: 'fr',
    founderId: yann,
    createdAt,
  };
  const slack = (userId: string): Account => ({ platform: 'slack', tenantId: `T${mark}`, userId });
  const person = (id: Member['id'], town: Town, displayName: string, account: Account): Member => ({
    id,
    townId: town.id,
    displayName,
    askedRepresents: false,
    substitute: false,
    accounts: [account],
    active: true,
    joinedAt: createdAt,
  });
  const sisters: SisterTowns = {
    twinning,
    odder,
    plerin,
    odderSpace: {
      id: world.newId('spc'),
      twinningId: twinning.id,
      townId: odder.id,
      platform: 'slack',
      tenantId: `T${mark}`,
      channelId: `C${mark}`,
      audience: 'committee',
      language: 'da',
      boundAt: createdAt,
    },
    plerinSpace: {
      id: world.newId('spc'),
      twinningId: twinning.id,
      townId: plerin.id,
      platform: 'discord',
      tenantId: `G${mark}`,
      channelId: `D${mark}`,
      audience: 'committee',
      language: 'fr',
      boundAt: createdAt,
    },
    mette: person(mette, odder, 'Mette', slack(`U${mark}M`)),
    anders: person(world.newId('mbr'), odder, 'Anders', slack(`U${mark}A`)),
    yann: person(yann, plerin, 'Yann', { platform: 'discord', tenantId: 'discord', userId: `Y${mark}` }),
  };
  await insertSisterTowns(db, sisters);
  return sisters;
}

/** The same ones into another database. */
export async function insertSisterTowns(db: Database, sisters: SisterTowns): Promise<void> {
  const { twinning } = sisters;
  await db.transaction(async (tx) => {
    await tx.twinnings.insertTwinning(twinning);
    for (const town of [sisters.odder, sisters.plerin]) {
      await tx.twinnings.insertTown(town);
      await tx.twinnings.addTown(twinning.id, town.id, twinning.createdAt);
    }
    for (const space of [sisters.odderSpace, sisters.plerinSpace]) await tx.twinnings.insertSpace(space);
    for (const member of [sisters.mette, sisters.anders, sisters.yann]) {
      await tx.committees.insertMember(member);
    }
  });
}
