import type { OfficeKind } from '../committee/member.ts';
import { foldText } from '../time/fold-text.ts';
import type { DateContext } from '../time/parse-date.ts';
import type { Id } from '../world.ts';
import { readDue, readDueAtEnd, type SaidDue, wordsOf } from './deadline-words.ts';
import { officeNamed } from './owner-words.ts';

/** Somebody who may be named in a line. */
export interface Nameable {
  readonly id: Id<'mbr'>;
  readonly townId: Id<'town'>;
  readonly displayName: string;
  readonly accounts: readonly { readonly platform: string; readonly userId: string }[];
}

export interface LineContext extends DateContext {
  readonly people: readonly Nameable[];
  /** The writer's town: where one person belongs to two towns, this one counts. */
  readonly townId: Id<'town'>;
}

export type SaidOwner =
  | { readonly state: 'none' }
  | { readonly state: 'member'; readonly memberId: Id<'mbr'>; readonly typed: string }
  | { readonly state: 'office'; readonly office: OfficeKind; readonly typed: string }
  /** Several have that name, or nobody here has. */
  | { readonly state: 'unclear'; readonly typed: string; readonly names: readonly string[] };

export interface TaskLine {
  /** As written, without its box. */
  readonly line: string;
  /** What is to be done: the line without owner and day. */
  readonly what: string;
  readonly owner: SaidOwner;
  readonly due: SaidDue | { readonly state: 'none' };
}

type Owned = Exclude<SaidOwner, { state: 'none' }>;
const NONE = { state: 'none' } as const;

/** The lines of a text that begin with an empty box, without it, in order; one that stands there twice is one. */
export function taskLines(text: string): string[] {
  const lines = text
    .split('\n')
    .flatMap((line) => /^\s*[-*•–]\s*\[\s?\]\s*(\S.*)$/u.exec(line)?.[1]?.trim() ?? []);
  const keys = lines.map(lineKey);
  return lines.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
}

/** The same for the same line, however it is spelt. */
export const lineKey = (line: string): string =>
  foldText(line)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim() || line;

/**
 * What a line says: "Book the hall (Jens, by 12 March)", "Bestille bus @mette inden 1. april", "Saal buchen:
 * Jugendleitung, bis 1.4.". Owner and day are taken only where they are named; what is named and not clear is
 * `unclear`. Never throws, except RangeError for an unknown zone in the context.
 */
export function readTaskLine(line: string, context: LineContext): TaskLine {
  if (line.length > LONGEST_LINE) return { line, what: line, owner: NONE, due: NONE };
  const mentioned = readMention(line, context);
  if (mentioned !== undefined) {
    const rest = mentioned.rest;
    const { before, due } = tailDue(rest, context) ?? { before: rest, due: NONE };
    return complete(line, before, mentioned.owner, due);
  }
  let best: TaskLine | undefined;
  for (const { before, tail, isComma } of tails(line)) {
    const told = readTail(tail, context);
    if (told === undefined) continue;
    const said = isComma ? doubtComma(before, told, context) : told;
    const atEnd = said.due.state === 'none' ? dueBefore(before, context) : undefined;
    const read = complete(line, atEnd?.before ?? before, said.owner, atEnd?.due ?? said.due);
    if (read.owner.state === 'member' || read.owner.state === 'office') return read;
    best ??= read;
  }
  if (best !== undefined) return best;
  const atEnd = readDueAtEnd(line, context);
  return complete(line, atEnd?.before ?? line, NONE, atEnd?.due ?? NONE);
}

/** Longer than any task may be: it is not read, and the writer is told. */
const LONGEST_LINE = 400;

function complete(line: string, what: string, owner: SaidOwner, due: TaskLine['due']): TaskLine {
  const clean = what
    .replace(/\(\s*[,;]?\s*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;:–—-]+|[\s,;:–—-]+$/gu, '');
  // Nothing but an owner and a day is no task: then all of it is, and nothing was said of either.
  return clean === '' ? { line, what: line, owner: NONE, due: NONE } : { line, what: clean, owner, due };
}

const BRACKET = /^(.+?)\s*\(([^()]*)\)\s*[.!]?$/u;

/** Where owner and day may stand: in brackets at the end, or after the last dash, colon or comma. */
function* tails(line: string): Generator<{ before: string; tail: string; isComma: boolean }> {
  const bracket = BRACKET.exec(line);
  if (bracket?.[1] !== undefined && bracket[2] !== undefined)
    yield { before: bracket[1], tail: bracket[2], isComma: false };
  // Later separators first: what stands between an earlier one and the end is longer, and less likely all owner.
  const separators = [...line.matchAll(/\s[–—-]+\s|:\s|,\s/gu)].reverse();
  for (const match of separators.slice(0, 3)) {
    const before = line.slice(0, match.index);
    const tail = line.slice(match.index + match[0].length);
    if (before.trim() !== '' && tail.trim() !== '') yield { before, tail, isComma: match[0].startsWith(',') };
  }
}

interface Said {
  readonly owner: SaidOwner;
  readonly due: TaskLine['due'];
}

/** "Invite Mette, Jens": a name after a comma may be one more of a list, unless a day follows it and no name precedes. */
function doubtComma(before: string, { owner, due }: Said, context: LineContext): Said {
  if (owner.state !== 'member' && owner.state !== 'office') return { owner, due };
  const words = wordsOf(before);
  const afterName = [1, 2, 3].some(
    (count) =>
      readOwner(
        words
          .slice(-count)
          .join(' ')
          .replace(/[,;]+$/, ''),
        context,
      ) !== undefined,
  );
  if (due.state !== 'none' && !afterName) return { owner, due };
  return { owner: { state: 'unclear', typed: owner.typed, names: [owner.typed] }, due };
}

/** All of it as an owner, a day, or an owner and then a day; undefined when it is neither. */
function readTail(tail: string, context: LineContext): Said | undefined {
  const text = tail.trim();
  const whole = readOwner(text, context);
  if (whole !== undefined) return { owner: whole, due: NONE };
  const words = wordsOf(text);
  let unclear: Said | undefined;
  for (let at = words.length - 1; at > 0 && words.length <= LONGEST_TAIL_WORDS; at--) {
    const owner = readOwner(
      words
        .slice(0, at)
        .join(' ')
        .replace(/[,;:]+$/, ''),
      context,
    );
    if (owner === undefined) continue;
    const rest = words.slice(at).join(' ');
    const due = readDue(rest.replace(/[,;]+$/, ''), context);
    if (due?.state === 'day') return { owner, due };
    // An owner, and then something that is no day: whether the name was meant as the owner is not certain.
    const failure = { ok: false, problem: 'not-understood', typed: rest } as const;
    unclear ??= { owner, due: due ?? { state: 'unclear', typed: rest, failure } };
  }
  if (unclear !== undefined) return unclear;
  const due = readDue(text, context);
  return due && { owner: NONE, due };
}

const LONGEST_TAIL_WORDS = 14;

/** "Book the hall (by 12 March): Jens", "Book the hall by 12 March (Jens)". */
function dueBefore(before: string, context: LineContext) {
  const [, task = '', bracket = ''] = BRACKET.exec(before) ?? [];
  const due = bracket === '' ? undefined : readDue(bracket, context);
  return due === undefined ? readDueAtEnd(before, context) : { before: task, due };
}

/** After somebody was mentioned, a day may stand anywhere at the end, in brackets or not. */
function tailDue(text: string, context: LineContext) {
  for (const { before, tail } of tails(text)) {
    const due = readDue(tail, context);
    if (due !== undefined) return { before, due };
  }
  return readDueAtEnd(text, context);
}

/** @Name, or a mention as a platform writes it. Two of them are one too many. */
function readMention(
  line: string,
  context: LineContext,
): { readonly owner: Owned; readonly rest: string } | undefined {
  const found: { readonly owner: Owned; readonly from: number; readonly until: number }[] = [];
  for (const match of line.matchAll(/<@!?([A-Z0-9]{5,25})(?:\|[^>]*)?>/gi)) {
    const people = context.people.filter(({ accounts }) =>
      accounts.some(({ userId }) => userId === match[1]),
    );
    const owner = ownerOf(people, match[0], context);
    found.push({ owner, from: match.index, until: match.index + match[0].length });
  }
  // Not within an address: info@odder.dk mentions nobody.
  for (const match of line.matchAll(/(?<![\p{L}\p{N}<._-])@(?=\p{L})/gu)) {
    found.push(namedAfter(line, match.index, context));
  }
  const [first, ...more] = found;
  if (first === undefined) return undefined;
  const rest = `${line.slice(0, first.from)} ${line.slice(first.until)}`.replace(/\s+/g, ' ').trim();
  if (more.length === 0) return { owner: first.owner, rest };
  const names = found.map(({ owner }) => owner.typed);
  return { owner: { state: 'unclear', typed: names.join(' '), names }, rest: line };
}

/** The longest name of somebody that stands after the sign. */
function namedAfter(line: string, at: number, context: LineContext) {
  const words = [...line.slice(at + 1).matchAll(/[\p{L}\p{M}\p{N}.'’-]+/gu)].slice(0, 4);
  for (let count = words.length; count > 0; count--) {
    const last = words[count - 1];
    if (last === undefined) continue;
    const typed = line.slice(at + 1, at + 1 + last.index + last[0].length);
    for (const name of [typed, typed.replace(/[.'’-]+$/, '')]) {
      const owner = readOwner(name, context);
      if (owner !== undefined) return { owner, from: at, until: at + 1 + name.length };
    }
  }
  const typed = `@${words[0]?.[0] ?? ''}`;
  return { owner: { state: 'unclear', typed, names: [] } as const, from: at, until: at + typed.length };
}

/** The whole of the text as the name of a person or an office; undefined when it is nobody's. */
export function readOwner(typed: string, context: LineContext): Owned | undefined {
  const key = nameKey(typed.replace(/^@/, ''));
  if (key === '') return undefined;
  const people = calledBy(context.people).get(key) ?? [];
  const office = officeNamed(typed.replace(/^@/, ''));
  if (people.length === 0) return office && { state: 'office', office, typed };
  if (office !== undefined)
    return { state: 'unclear', typed, names: people.map(({ displayName }) => displayName) };
  return ownerOf(people, typed, context);
}

/** The same of what somebody was asked for: a mention counts too. */
export const ownerNamed = (typed: string, context: LineContext): Owned | undefined =>
  readMention(typed, context)?.owner ?? readOwner(typed, context);

/** One person is an answer, however many towns they belong to; several are a question. */
function ownerOf(people: readonly Nameable[], typed: string, { townId }: LineContext): Owned {
  const [first, ...more] = people;
  const accountsOf = (person: Nameable) =>
    person.accounts.map(({ platform, userId }) => `${platform} ${userId}`);
  const same = (person: Nameable) =>
    first !== undefined && accountsOf(person).some((account) => accountsOf(first).includes(account));
  if (first === undefined || !more.every(same))
    return { state: 'unclear', typed, names: people.map(({ displayName }) => displayName) };
  const own = people.find((person) => person.townId === townId) ?? first;
  return { state: 'member', memberId: own.id, typed };
}

const nameKey = (name: string): string => foldText(name).replace(/\s+/g, ' ').trim();

/** Folding names is slow, and every line asks for the same ones. */
const byName = new WeakMap<readonly Nameable[], ReadonlyMap<string, Nameable[]>>();

function calledBy(people: readonly Nameable[]): ReadonlyMap<string, Nameable[]> {
  const known = byName.get(people);
  if (known !== undefined) return known;
  const found = new Map<string, Nameable[]>();
  for (const person of people)
    for (const name of new Set(namesOf(person.displayName)))
      found.set(name, [...(found.get(name) ?? []), person]);
  byName.set(people, found);
  return found;
}

/** How somebody may be called: in full, by the first or the last name, and as user names are written. */
function namesOf(displayName: string): string[] {
  const full = nameKey(displayName);
  const parts = full.split(/[ .]/);
  return [full, full.replaceAll(' ', '.'), parts[0] ?? '', parts.at(-1) ?? ''];
}
