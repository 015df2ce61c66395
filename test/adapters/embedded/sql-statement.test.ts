import { describe, expect, it } from 'vitest';
import {
  copiesFromClient,
  quoteLiteral,
  readListenChanges,
  splitStatements,
} from '../../../src/adapters/embedded/sql-statement.ts';

describe('cutting SQL into statements', () => {
  it.each([
    ['SELECT 1; SELECT 2;', ['SELECT 1', 'SELECT 2']],
    ["SELECT ';' ; b", ["SELECT ''", 'b']],
    ["SELECT 'it''s; LISTEN x'", ["SELECT ''"]],
    ["SELECT E'it\\'s; LISTEN x'", ["SELECT ''"]],
    ['SELECT "a;b"', ['SELECT "a;b"']],
    ['SELECT $$ a; b $$; c', ["SELECT ''", 'c']],
    ['SELECT $x$ a; $$ ; $x$; c', ["SELECT ''", 'c']],
    ['-- a; b\nc', ['c']],
    ['/* a; /* b; */ c; */ d', ['d']],
    ['SELECT $1; b', ['SELECT $1', 'b']],
    ["SELECT 'never ends; b", ["SELECT 'never ends", 'b']],
  ])('%s', (sql, statements) => {
    expect(splitStatements(sql)).toEqual(statements);
  });

  it('takes time in proportion to the text, whatever it is', () => {
    const began = performance.now();
    for (const text of ["'", '$a$', '/*', '*/', '"', '-- \n', "e'\\"])
      splitStatements(`listen ${text.repeat(100_000)}`);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});

describe('reading the channels of LISTEN and UNLISTEN', () => {
  it.each([
    ['LISTEN Bells', [{ kind: 'listen', channel: 'bells' }]],
    ['listen "Bells ""x"""', [{ kind: 'listen', channel: 'Bells "x"' }]],
    [
      'LISTEN a; SELECT 1; UNLISTEN *; unlisten b',
      [
        { kind: 'listen', channel: 'a' },
        { kind: 'unlisten', channel: '*' },
        { kind: 'unlisten', channel: 'b' },
      ],
    ],
    ["SELECT 'LISTEN x'; /* LISTEN y */ -- LISTEN z", []],
  ])('%s', (sql, changes) => {
    expect(readListenChanges(sql)).toEqual(changes);
  });
});

it('recognizes a copy from the client, not its mention', () => {
  expect(copiesFromClient('copy t from stdin')).toBe(true);
  expect(copiesFromClient('SELECT 1; COPY t(a)\nFROM STDIN (FORMAT csv)')).toBe(true);
  expect(copiesFromClient("INSERT INTO t VALUES ('copy t from stdin')")).toBe(false);
  expect(copiesFromClient('COPY t TO STDOUT')).toBe(false);
});

it('quotes literals against both meanings of a backslash', () => {
  expect(quoteLiteral("it's \\")).toBe("E'it''s \\\\'");
});
