/** What of a commitment is kept as JSON: the terms somebody proposes, and how it stood after each change. */
import {
  type Before,
  commitmentStates,
  type Owner,
  type Standing,
  type Terms,
} from '../../core/commitment/commitment.ts';
import { type CommitmentChange, changeKinds } from '../../core/commitment/commitment-change.ts';
import { officeKinds } from '../../core/committee/member.ts';
import type { CommitmentChange as ChangeRow, Prisma } from './generated/client.ts';
import { readId, readIdOrNull, readWord, toInstant, withoutNulls } from './row.ts';

export const termsJson = ({ what, dueOn, dueBefore }: Terms): Prisma.InputJsonObject => ({
  what,
  ...(dueOn === undefined ? {} : { dueOn }),
  ...(dueBefore === undefined ? {} : { dueBefore: { ...dueBefore } }),
});

export function standingJson({
  amendment,
  owner,
  dueBefore,
  toTownIds,
  ...rest
}: Standing): Prisma.InputJsonObject {
  return {
    ...rest,
    owner: { ...owner },
    toTownIds: [...toTownIds],
    ...(dueBefore === undefined ? {} : { dueBefore: { ...dueBefore } }),
    ...(amendment === undefined ? {} : { amendment: termsJson(amendment) }),
  };
}

export const readTerms = (json: Prisma.JsonValue): Terms => terms(objectIn(json));

export function readChange(row: ChangeRow): CommitmentChange {
  return withoutNulls({
    commitmentId: readId('cmt', row.commitmentId),
    twinningId: readId('twn', row.twinningId),
    version: row.version,
    at: toInstant(row.at),
    kind: readWord(changeKinds, row.kind),
    memberId: readIdOrNull('mbr', row.memberId),
    townId: readIdOrNull('town', row.townId),
    reason: row.reason,
    standing: readStanding(row.standing),
  });
}

function readStanding(json: Prisma.JsonValue): Standing {
  const standing = objectIn(json);
  const { toTownIds, amendment } = standing;
  if (!Array.isArray(toTownIds)) throw new Error('the database holds a change of a commitment to nobody');
  return withoutNulls({
    ...terms(standing),
    owner: readOwner(objectIn(standing.owner)),
    toTownIds: toTownIds.map((id) => readId('town', text(id))),
    theme: textOrNull(standing.theme),
    every: textOrNull(standing.every),
    state: readWord(commitmentStates, text(standing.state)),
    proposedByTownId: readId('town', text(standing.proposedByTownId)),
    amendment: amendment === undefined ? null : readTerms(amendment),
    reason: textOrNull(standing.reason),
    answeredById: readIdOrNull('mbr', textOrNull(standing.answeredById)),
    confirmedById: readIdOrNull('mbr', textOrNull(standing.confirmedById)),
  });
}

const terms = ({ what, dueOn, dueBefore }: Prisma.JsonObject): Terms =>
  withoutNulls({
    what: text(what),
    dueOn: textOrNull(dueOn),
    dueBefore: dueBefore === undefined ? null : readBefore(objectIn(dueBefore)),
  });

function readBefore({ type, id }: Prisma.JsonObject): Before {
  switch (readWord(['meeting', 'commitment'], text(type))) {
    case 'meeting':
      return { type: 'meeting', id: readId('mtg', text(id)) };
    case 'commitment':
      return { type: 'commitment', id: readId('cmt', text(id)) };
  }
}

function readOwner({ type, memberId, office }: Prisma.JsonObject): Owner {
  switch (readWord(['member', 'office'], text(type))) {
    case 'member':
      return { type: 'member', memberId: readId('mbr', text(memberId)) };
    case 'office':
      return { type: 'office', office: readWord(officeKinds, text(office)) };
  }
}

function objectIn(json: Prisma.JsonValue | undefined): Prisma.JsonObject {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new Error('the database holds something else than the parts of a commitment');
  return json;
}

function text(json: Prisma.JsonValue | undefined): string {
  if (typeof json !== 'string') throw new Error('the database holds a part of a commitment that is no text');
  return json;
}

const textOrNull = (json: Prisma.JsonValue | undefined): string | null =>
  json === undefined ? null : text(json);
