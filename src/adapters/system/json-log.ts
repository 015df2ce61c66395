import { pino } from 'pino';
import type { Log, LogFields } from '../../chat/log.ts';

/** What every line has; a field of such a name would displace it. */
const OWN = ['level', 'time', 'code'];
const FRAME = /^\s+at .*(:\d+\)?|\(<anonymous>\)|\(native\))$/;
const MOST_FRAMES = 12;
/** Causes of causes; an error may also be its own. */
const MOST_CAUSES = 5;

/**
 * One JSON object a line, on stdout unless told. Of an error only its class, code and stack places are written: a
 * message may quote what somebody typed.
 */
export function jsonLog(
  level: 'debug' | 'info' | 'warn' | 'error' | 'silent',
  to: { write(line: string): void } = pino.destination(1),
): Log {
  const logger = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'code' },
    to,
  );
  const write = (at: 'info' | 'warn' | 'error') => (code: string, fields?: LogFields) =>
    logger[at](plain(fields), code);
  return { info: write('info'), warn: write('warn'), error: write('error') };
}

function plain(fields: LogFields = {}): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields))
    written[OWN.includes(name) ? `${name}_` : name] = value instanceof Error ? describe(value) : value;
  return written;
}

function describe(error: Error, depth = 0): Record<string, unknown> {
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const { cause } = error;
  const because = cause instanceof Error && depth < MOST_CAUSES ? { cause: describe(cause, depth + 1) } : {};
  return { class: error.name, ...code, at: framesOf(error), ...because };
}

/** The stack begins with the message, and a line of that may look like a place, too. */
function framesOf({ stack = '', message }: Error): string[] {
  const begin = stack.indexOf(message);
  const lines = (begin < 0 ? stack : stack.slice(begin + message.length)).trimEnd().split('\n');
  const first = lines.findLastIndex((line) => !FRAME.test(line)) + 1;
  return lines.slice(first, first + MOST_FRAMES).map((line) => line.trim());
}
