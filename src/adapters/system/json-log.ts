import { pino } from 'pino';
import type { Log, LogFields } from '../../chat/log.ts';

/**
 * One JSON object a line on stdout. Of an error only its class, code and stack places are written: a message
 * may quote what somebody typed.
 */
export function jsonLog(level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'code' });
  const write = (at: 'info' | 'warn' | 'error') => (code: string, fields?: LogFields) =>
    logger[at](plain(fields), code);
  return { info: write('info'), warn: write('warn'), error: write('error') };
}

function plain(fields: LogFields = {}): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields))
    written[name] = value instanceof Error ? describe(value) : value;
  return written;
}

function describe(error: Error): Record<string, unknown> {
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const cause = error.cause instanceof Error ? { cause: describe(error.cause) } : {};
  return { class: error.name, ...code, at: places.slice(0, 12).map((line) => line.trim()), ...cause };
}
