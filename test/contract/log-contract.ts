/** What the bot expects of its operator's log, for the fake and the real one alike. */
import { describe, expect, it } from 'vitest';
import type { Log, LogFields } from '../../src/chat/log.ts';

export interface ReadEntry {
  readonly level: string;
  readonly code: string;
  /** Of an error, `{ class, code, cause }` as far as they are told. */
  readonly fields: Readonly<Record<string, unknown>>;
}
export interface LogUnderTest {
  readonly log: Log;
  /** What an operator finds, oldest first. */
  read(): readonly ReadEntry[];
  /** All of it, as it stands there. */
  raw(): string;
}

export function logContract(name: string, open: () => LogUnderTest): void {
  describe(name, () => {
    it('keeps level, code and fields, in order', () => {
      const { log, read } = open();
      log.info('delivery.sent', { reminder: 'rem_1', lateMs: 12, first: true });
      log.warn('delivery.refused', { kind: 'busy' });
      log.error('delivery.dead');
      expect(read()).toEqual([
        { level: 'info', code: 'delivery.sent', fields: { reminder: 'rem_1', lateMs: 12, first: true } },
        { level: 'warn', code: 'delivery.refused', fields: { kind: 'busy' } },
        { level: 'error', code: 'delivery.dead', fields: {} },
      ]);
    });

    it('leaves out what is undefined', () => {
      const { log, read } = open();
      log.warn('x', { known: 1, unknown: undefined });
      expect(read()[0]?.fields).toEqual({ known: 1 });
    });

    it('keeps the code, whatever the fields are called', () => {
      const { log, read } = open();
      log.warn('the.code', { code: 4014, level: 'high', time: 'late', msg: 'm' } as object as LogFields);
      expect(read()).toMatchObject([{ level: 'warn', code: 'the.code' }]);
    });

    it('makes one entry of lines and quotes', () => {
      const { log, read } = open();
      log.info('x', { name: 'a\n{"code":"forged"}\r\n\u2028"' });
      log.info('y');
      expect(read().map(({ code }) => code)).toEqual(['x', 'y']);
      expect(read()[0]?.fields).toEqual({ name: 'a\n{"code":"forged"}\r\n\u2028"' });
    });

    it('tells the class and code of an error and of its causes', () => {
      const { log, read } = open();
      class TooBig extends Error {
        override readonly name = 'TooBig';
        readonly code = 'E_BIG';
      }
      log.error('x', { error: new Error('outer', { cause: new TooBig('inner') }) });
      expect(read()[0]?.fields).toMatchObject({
        error: { class: 'Error', cause: { class: 'TooBig', code: 'E_BIG' } },
      });
    });

    it.each([
      ['an ordinary message', new Error('Mette wrote this')],
      ['a message of several lines', new Error('first\n    at Mette (wrote this:1:2)\nMette wrote this')],
      ['a cause', new Error('x', { cause: new Error('a line\n    at Mette wrote this') })],
      ['many errors in one', new AggregateError([new Error('Mette')], 'x\n    at Mette')],
    ])('never quotes %s, which may be what somebody typed', (_, error) => {
      const { log, raw } = open();
      log.error('x', { error });
      expect(raw()).toContain('x');
      expect(raw()).not.toContain('Mette');
    });

    it('takes an error that is its own cause', () => {
      const { log, read } = open();
      const error = new Error('round');
      error.cause = error;
      log.error('x', { error });
      expect(read()).toMatchObject([{ code: 'x', fields: { error: { class: 'Error' } } }]);
    });
  });
}
