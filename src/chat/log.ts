/** Codes and ids only: never text from people, tokens or addresses. An `error` field carries an Error. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined | Error>>;

/** Port: the operator's log. `code` is stable, for example 'delivery.sent'. */
export interface Log {
  info(code: string, fields?: LogFields): void;
  warn(code: string, fields?: LogFields): void;
  error(code: string, fields?: LogFields): void;
}
