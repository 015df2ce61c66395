/**
 * Codes and ids only: never text from people, tokens or addresses. An `error` field carries an Error, of which the
 * message is never written. What every entry has of its own is no name for a field.
 */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined | Error>> & {
  readonly [own in 'level' | 'time' | 'code']?: never;
};

/** Port: the operator's log. `code` is stable, for example 'delivery.sent'. Never throws. */
export interface Log {
  info(code: string, fields?: LogFields): void;
  warn(code: string, fields?: LogFields): void;
  error(code: string, fields?: LogFields): void;
}

/** What was thrown, for a log that takes errors only. */
export const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error('not an error');
