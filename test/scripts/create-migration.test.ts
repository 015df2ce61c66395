import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMigration } from '../../scripts/create-migration.ts';

describe('creating a migration', { timeout: 120_000 }, () => {
  let prismaDir: string;
  beforeEach(() => {
    prismaDir = mkdtempSync(join(tmpdir(), 'twinbell-schema-'));
    cpSync(resolve('prisma'), prismaDir, { recursive: true });
  });
  afterEach(() => rmSync(prismaDir, { recursive: true }));

  // Nothing else: so the migrations lead to the schema of the project.
  it('writes what is new, and nothing else', async () => {
    const file = join(prismaDir, 'models/request.prisma');
    writeFileSync(
      file,
      `${readFileSync(file, 'utf8')}\nmodel Motto {\n  id String @id\n  @@map("motto")\n}\n`,
    );
    const folder = await createMigration(prismaDir, 'add-motto', new Date('2027-01-02T03:04:05Z'));
    expect(folder).toBe(join(prismaDir, 'migrations/20270102030405_add_motto'));
    const script = readFileSync(join(folder ?? '', 'migration.sql'), 'utf8');
    expect(script.match(/^(CREATE|ALTER|DROP) .*/gm)).toEqual(['CREATE TABLE "motto" (']);
  });
});
