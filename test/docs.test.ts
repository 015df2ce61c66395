import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadRegistry } from '../src/chat/registry.ts';

const path = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const pages = ['README.md', ...readdirSync(path('docs')).map((name) => `docs/${name}`)].filter((name) =>
  name.endsWith('.md'),
);

describe('what the documents say', () => {
  it('names only commands that there are', async () => {
    const { commands } = await loadRegistry({ commands: path('commands'), jobs: path('jobs') });
    const roots = new Set([...commands.keys()].map((name) => name.split('/')[0]));
    const named = pages.flatMap((page) =>
      [...readFileSync(path(page), 'utf8').matchAll(/`\/([a-z]+) ([a-z]+)/g)].flatMap(([, root, sub]) =>
        root !== undefined && roots.has(root) && sub !== undefined ? [{ page, root, sub }] : [],
      ),
    );
    expect(named.length).toBeGreaterThan(10);
    const unknown = named.filter(({ root, sub }) => {
      // Everything also works behind /twin; and Slack's own messages are quoted as they are.
      const said = root === 'twin' && roots.has(sub) ? sub : `${root}/${sub}`;
      return !commands.has(said) && !['twin/is', 'twin/failed'].includes(said);
    });
    expect(unknown).toEqual([]);
  });

  it('links to files that there are', () => {
    const broken = pages.flatMap((page) =>
      [...readFileSync(path(page), 'utf8').matchAll(/\]\((?!https?:|#|<)([^)#]+)/g)].flatMap(([, target]) => {
        const file = new URL(target ?? '', new URL(`../${page}`, import.meta.url));
        try {
          readFileSync(file);
          return [];
        } catch {
          return [`${page}: ${target}`];
        }
      }),
    );
    expect(broken).toEqual([]);
  });
});
