// Writes the TypeScript types of the English catalogue and of the command paths, so that a wrong message key,
// parameter or command does not compile. Run by generate.mjs; does nothing when nothing changed.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, TYPE } from '@formatjs/icu-messageformat-parser';

const root = new URL('..', import.meta.url).pathname;

function paramsOf(elements, found = new Map()) {
  for (const element of elements) {
    if (element.type === TYPE.argument) found.set(element.value, 'Param');
    if (element.type === TYPE.number || element.type === TYPE.plural) found.set(element.value, 'number');
    if (element.type === TYPE.select) {
      const named = Object.keys(element.options).filter((option) => option !== 'other');
      found.set(element.value, [...named.map((option) => `'${option}'`), "'other'"].join(' | '));
    }
    for (const option of Object.values(element.options ?? {})) paramsOf(option.value, found);
    if (element.children) paramsOf(element.children, found);
  }
  return found;
}

function writeIfChanged(path, text) {
  let before = '';
  try {
    before = readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  if (before !== text) writeFileSync(path, text);
}

const catalogue = JSON.parse(readFileSync(join(root, 'locales/en.json'), 'utf8'));
const lines = Object.entries(catalogue).map(([key, text]) => {
  const params = [...paramsOf(parse(text))].map(([name, type]) => `readonly ${name}: ${type}`);
  return `  '${key}': { ${params.join('; ')} };`;
});
writeIfChanged(
  join(root, 'src/core/message-params.generated.ts'),
  `// Made from locales/en.json by scripts/generate-messages.mjs; do not edit.
import type { Param } from './text.ts';

export interface MessageParams {
${lines.map((line) => line.replace('{  }', 'Record<never, never>')).join('\n')}
}
`,
);

const paths = readdirSync(join(root, 'commands'), { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length).replaceAll('\\', '/'))
  .sort();
writeIfChanged(
  join(root, 'src/chat/command-paths.generated.ts'),
  `// Made from the commands folder by scripts/generate-messages.mjs; do not edit.
export type CommandPath = ${paths.length === 0 ? 'string' : paths.map((path) => `\n  | '${path}'`).join('')};
`,
);
