import type { MessageRef, Subject } from '../../core/reminder/reminder.ts';
import { languages } from '../../core/text.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { PlatformName } from '../../core/twinning/twinning.ts';
import type { Id, IdPrefix } from '../../core/world.ts';
import type { Prisma } from './generated/client.ts';

/** What a store works with: the client itself, or the client of the transaction it belongs to. */
export type Client = Prisma.TransactionClient;

export const platforms = ['slack', 'discord'] as const satisfies readonly PlatformName[];
export const audiences = ['committee', 'youth'] as const;
const subjectTypes = [
  'meeting',
  'commitment',
  'twinning',
  'reminder',
  'member',
  'office',
  'handover',
  'review',
  'programme',
] as const;

export const toDate = (at: Instant): Date => new Date(at);
export const toInstant = (date: Date): Instant => date.getTime();
export const toDateOrNull = (at: Instant | undefined): Date | null =>
  at === undefined ? null : new Date(at);
export const toInstantOrNull = (date: Date | null): Instant | null => date?.getTime() ?? null;

export function readId<P extends IdPrefix>(prefix: P, value: string): Id<P> {
  const startsRight = (text: string): text is Id<P> => text.startsWith(`${prefix}_`);
  if (!startsRight(value)) throw new Error(`the database holds an id that is no ${prefix}`);
  return value;
}

export const readIdOrNull = <P extends IdPrefix>(prefix: P, value: string | null): Id<P> | null =>
  value === null ? null : readId(prefix, value);

/** One of the words that this version knows; anything else was written by a newer one, or by hand. */
export function readWord<T extends string>(known: readonly T[], value: string): T {
  const word = known.find((one) => one === value);
  if (word === undefined) throw new Error(`the database holds a word that is none of ${known.join(', ')}`);
  return word;
}

export const readWordOrNull = <T extends string>(known: readonly T[], value: string | null): T | null =>
  value === null ? null : readWord(known, value);

export const readLanguage = (value: string) => readWord(languages, value);

type NullToAbsent<T> = { [K in keyof T as null extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as null extends T[K] ? K : never]?: Exclude<T[K], null>;
};

/** A column without value is a property that is not there. */
export function withoutNulls<T extends object>(row: T): NullToAbsent<T> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as NullToAbsent<T>;
}

export function readTexts(json: Prisma.JsonValue): Record<string, string> {
  const texts: Record<string, string> = {};
  if (json === null || typeof json !== 'object' || Array.isArray(json)) return texts;
  for (const [name, text] of Object.entries(json)) if (typeof text === 'string') texts[name] = text;
  return texts;
}

export function subjectColumns(about: Subject) {
  return {
    subjectType: about.type,
    subjectId: about.id,
    meetingId: about.type === 'meeting' ? about.id : null,
    commitmentId: about.type === 'commitment' ? about.id : null,
  };
}

export function readSubject(row: { subjectType: string; subjectId: string }): Subject {
  const type = readWord(subjectTypes, row.subjectType);
  switch (type) {
    case 'meeting':
      return { type, id: readId('mtg', row.subjectId) };
    case 'commitment':
      return { type, id: readId('cmt', row.subjectId) };
    case 'twinning':
      return { type, id: readId('twn', row.subjectId) };
    case 'reminder':
      return { type, id: readId('rem', row.subjectId) };
    case 'member':
      return { type, id: readId('mbr', row.subjectId) };
    case 'office':
      return { type, id: readId('ofc', row.subjectId) };
    case 'handover':
      return { type, id: readId('hnd', row.subjectId) };
    case 'review':
      return { type, id: readId('rvw', row.subjectId) };
    case 'programme':
      return { type, id: readId('prg', row.subjectId) };
  }
}

export function readMessage(
  platform: string | null,
  tenantId: string | null,
  channelId: string | null,
  messageId: string | null,
): MessageRef | null {
  if (platform === null || tenantId === null || channelId === null || messageId === null) return null;
  return { platform: readWord(platforms, platform), tenantId, channelId, messageId };
}
