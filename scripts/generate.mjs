// Writes the generated sources: the Prisma client, and the types of the messages. Runs before `npm start` and
// `npm test`, so it is plain JavaScript, needs no network, and does nothing when all is up to date.
//   node scripts/generate.mjs [--force]
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const output = join(root, 'src/adapters/prisma/generated');
const stamp = join(output, '.schema-hash');
const force = process.argv.includes('--force');
const require = createRequire(import.meta.url);

function schemaFiles(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.prisma'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** Of what the client is made from: the schema, and the generator's own version. */
function schemaHash(files) {
  const hash = createHash('sha256').update(readFileSync(require.resolve('prisma/package.json')));
  for (const file of files) hash.update(`\0${file.slice(root.length)}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

function run(script, args, environment = {}) {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
  if (status === 0) return stdout;
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}${error ? `${error.message}\n` : ''}`);
  process.exit(status ?? 1);
}

function generateClient() {
  if (!existsSync(join(root, 'prisma/schema.prisma'))) return;
  const files = schemaFiles(join(root, 'prisma'));
  const hasModel = files.some((file) => /^\s*model\s+\w+/m.test(readFileSync(file, 'utf8')));
  if (!hasModel) return;
  const wanted = schemaHash(files);
  if (!force && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  // The stamp goes first and comes last: an interrupted run is repeated.
  rmSync(stamp, { force: true });
  run(require.resolve('prisma/build/index.js'), ['generate', '--no-hints'], {
    // The command line insists on downloading an engine that `generate` never calls. Any program will do.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  });
  mkdirSync(output, { recursive: true });
  writeFileSync(stamp, wanted);
  process.stdout.write('Generated the Prisma client.\n');
}

generateClient();
const messages = join(root, 'scripts/generate-messages.mjs');
if (existsSync(messages)) process.stdout.write(run(messages, force ? ['--force'] : []));
