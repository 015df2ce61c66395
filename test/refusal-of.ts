import { DomainError } from '../src/core/domain-error.ts';

/** The key of the sentence with which something was refused; anything else fails the comparison readably. */
export async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof DomainError ? error.phrase.key : `no refusal: ${String(error)}`;
}
