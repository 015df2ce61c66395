import type { MessageParams } from './message-params.generated.ts';
import type { Phrase } from './text.ts';

/** Every key of the English catalogue; the other languages have the same ones (a test sees to it). */
export type MessageKey = keyof MessageParams & string;

export type ErrorKey = MessageKey & `error.${string}`;

/** No parameters, no argument. */
export type ParamsOf<K extends MessageKey> = keyof MessageParams[K] extends never
  ? []
  : [params: MessageParams[K]];

/**
 * A text that somebody will read, not yet worded. A key that is not in the catalogue, a missing parameter or
 * one too many does not compile.
 */
export function msg<K extends MessageKey>(key: K, ...params: ParamsOf<K>): Phrase {
  return { type: 'message', key, params: params[0] ?? {} };
}
