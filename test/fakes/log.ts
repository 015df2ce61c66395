import type { Log, LogFields } from '../../src/chat/log.ts';

export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error';
  readonly code: string;
  readonly fields: LogFields;
}

export interface FakeLog extends Log {
  /** What was written, oldest first. Errors are the ones that were given, for a test to look into. */
  readonly entries: readonly LogEntry[];
  codes(): string[];
}

/** A log that remembers. */
export function fakeLog(): FakeLog {
  const entries: LogEntry[] = [];
  const write =
    (level: LogEntry['level']) =>
    (code: string, fields: LogFields = {}) => {
      const given = Object.entries(fields).filter(([, value]) => value !== undefined);
      entries.push({ level, code, fields: Object.fromEntries(given) });
    };
  return {
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    entries,
    codes: () => entries.map(({ code }) => code),
  };
}
