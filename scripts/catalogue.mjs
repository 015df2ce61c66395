// Adds or changes messages in all catalogues at once, so that no language is ever forgotten:
//   node scripts/catalogue.mjs set < changes.json     changes: { "key": { "en": "…", "da": "…", "de": "…", "fr": "…" } }
//   node scripts/catalogue.mjs remove key [key …]
import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';

const root = new URL('..', import.meta.url).pathname;
const languages = ['en', 'da', 'de', 'fr'];
const lock = `${root}locales/.lock`;

function locked(work) {
  for (let tries = 0; ; tries++) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST' || tries > 100) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    }
  }
  try {
    work();
  } finally {
    rmdirSync(lock);
  }
}

function change(edit) {
  locked(() => {
    for (const language of languages) {
      const path = `${root}locales/${language}.json`;
      const messages = JSON.parse(readFileSync(path, 'utf8'));
      edit(messages, language);
      const sorted = Object.fromEntries(Object.entries(messages).sort(([a], [b]) => (a < b ? -1 : 1)));
      writeFileSync(path, `${JSON.stringify(sorted, null, 2)}\n`);
    }
  });
}

const [verb, ...keys] = process.argv.slice(2);
if (verb === 'set') {
  const changes = JSON.parse(readFileSync(0, 'utf8'));
  for (const [key, texts] of Object.entries(changes)) {
    const missing = languages.filter((language) => typeof texts[language] !== 'string');
    if (missing.length > 0) throw new Error(`${key} lacks ${missing.join(', ')}`);
  }
  change((messages, language) => {
    for (const [key, texts] of Object.entries(changes)) messages[key] = texts[language];
  });
} else if (verb === 'remove') {
  change((messages) => {
    for (const key of keys) delete messages[key];
  });
} else {
  process.stderr.write('usage: node scripts/catalogue.mjs set < changes.json | remove KEY …\n');
  process.exitCode = 2;
}
