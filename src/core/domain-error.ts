import { type ErrorKey, msg, type ParamsOf } from './message.ts';
import type { Phrase } from './text.ts';

/**
 * A rule said no. The sentence says what happened, what it means and what to do; it is worded at the boundary,
 * in the reader's language.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  constructor(
    readonly phrase: Phrase,
    /** The option that was not understood, where one was: a form shows the sentence beside its field. */
    readonly option?: string,
  ) {
    super(phrase.key);
  }

  /** The same refusal, said of this option. */
  of(option: string): DomainError {
    return new DomainError(this.phrase, option);
  }
}

/** `throw refusal('error.meeting.closed', { … })`: a wrong key or parameter does not compile. */
export const refusal = <K extends ErrorKey>(key: K, ...params: ParamsOf<K>): DomainError =>
  new DomainError(msg(key, ...params));
