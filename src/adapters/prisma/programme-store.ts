import { type KeptStep, type Programme, pastWays, programmeStates } from '../../core/programme/programme.ts';
import type { ProgrammeStore } from '../../core/programme/programme-store.ts';
import { programmeNames } from '../../core/programme/programme-template.ts';
import { languages, type Texts } from '../../core/text.ts';
import type { Id } from '../../core/world.ts';
import type { Prisma, Programme as Row } from './generated/client.ts';
import { orConflict } from './prisma-error.ts';
import { type Client, readId, readTexts, readWord, toDate, toInstant } from './row.ts';

export function prismaProgrammeStore(client: Client): ProgrammeStore {
  async function programme(id: Id<'prg'>): Promise<Programme | undefined> {
    const row = await client.programme.findUnique({ where: { id } });
    return row === null ? undefined : readProgramme(row);
  }

  return {
    programme,
    async lockProgramme(id) {
      const held = await client.$queryRaw<
        unknown[]
      >`SELECT 1 FROM programme WHERE id = ${id} FOR NO KEY UPDATE`;
      return held.length === 0 ? undefined : programme(id);
    },
    async programmesOf(twinningId) {
      const rows = await client.programme.findMany({
        where: { twinningId, state: 'offered' },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      });
      return rows.map(readProgramme);
    },
    async programmeWith(commitmentId) {
      const row = await client.programme.findFirst({ where: { commitmentIds: { has: commitmentId } } });
      return row === null ? undefined : readProgramme(row);
    },
    async insertProgramme(inserted) {
      const data = { id: inserted.id, ...columns(inserted) };
      await orConflict('programme', client.programme.createMany({ data }));
    },
    async saveProgramme(saved) {
      await client.programme.update({ where: { id: saved.id }, data: columns(saved) });
    },
    async forgetDraftedBefore(at) {
      const { count } = await client.programme.deleteMany({
        where: { state: 'draft', createdAt: { lt: toDate(at) } },
      });
      return count;
    },
  };
}

function columns(programme: Programme) {
  return {
    twinningId: programme.twinningId,
    template: programme.template,
    onDay: programme.on,
    hostTownId: programme.hostTownId,
    guestTownIds: [...programme.guestTownIds],
    plannedById: programme.plannedById,
    plannedByTownId: programme.plannedByTownId,
    leftOut: [...programme.leftOut],
    past: programme.past,
    deadlines: { ...programme.deadlines },
    state: programme.state,
    commitmentIds: programme.parts.map(({ commitmentId }) => commitmentId),
    stepIds: programme.parts.map(({ stepId }) => stepId),
    kept: Object.fromEntries(
      Object.entries(programme.kept).map(([id, { text, seen }]) => [id, { text: { ...text }, seen }]),
    ),
    createdAt: toDate(programme.createdAt),
  };
}

function readProgramme(row: Row): Programme {
  return {
    id: readId('prg', row.id),
    twinningId: readId('twn', row.twinningId),
    template: readWord(programmeNames, row.template),
    on: row.onDay,
    hostTownId: readId('town', row.hostTownId),
    guestTownIds: row.guestTownIds.map((id) => readId('town', id)),
    plannedById: readId('mbr', row.plannedById),
    plannedByTownId: readId('town', row.plannedByTownId),
    leftOut: row.leftOut,
    past: readWord(pastWays, row.past),
    deadlines: readTexts(row.deadlines),
    state: readWord(programmeStates, row.state),
    parts: row.commitmentIds.map((id, index) => ({
      commitmentId: readId('cmt', id),
      stepId: row.stepIds[index] ?? '',
    })),
    kept: readKept(row.kept),
    createdAt: toInstant(row.createdAt),
  };
}

function readKept(json: Prisma.JsonValue): Record<string, KeptStep> {
  if (json === null || typeof json !== 'object' || Array.isArray(json))
    throw new Error('the database holds kept steps that are none');
  return Object.fromEntries(
    Object.entries(json).map(([id, step]) => {
      if (step === null || typeof step !== 'object' || step === undefined || Array.isArray(step))
        throw new Error('the database holds a kept step that is none');
      const found = readTexts(step.text ?? null);
      const text = Object.fromEntries(
        languages.map((language) => [language, found[language] ?? '']),
      ) as Texts;
      return [id, { text, seen: step.seen === true }];
    }),
  );
}
