import { StoreConflict } from '../../core/stores.ts';
import { Prisma } from './generated/client.ts';

/** What the caller must know of a failed statement; Postgres' code, wherever Prisma has put it. */
export function isUniqueViolation(error: unknown): boolean {
  return hasCode(error, 'P2002') || causeOf(error)?.kind === 'UniqueConstraintViolation';
}

/** Serialisation failure or deadlock: the same work may succeed when it is done again. */
export function isWriteConflict(error: unknown): boolean {
  return hasCode(error, 'P2034') || causeOf(error)?.kind === 'TransactionWriteConflict';
}

/** Runs an insert whose keys somebody else may have taken. */
export async function orConflict<T>(what: string, write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (isUniqueViolation(error)) throw new StoreConflict(what);
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === code;
}

/** Of a raw statement, and of a commit, the driver's error comes through wrapped, or bare. */
function causeOf(error: unknown): { kind?: unknown } | undefined {
  if (!(error instanceof Error)) return undefined;
  const wrapped =
    error instanceof Prisma.PrismaClientKnownRequestError ? error.meta?.driverAdapterError : error;
  const cause =
    typeof wrapped === 'object' && wrapped !== null && 'cause' in wrapped ? wrapped.cause : undefined;
  return typeof cause === 'object' && cause !== null ? cause : undefined;
}
