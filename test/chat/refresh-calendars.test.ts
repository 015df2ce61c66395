import { describe, expect, it } from 'vitest';
import { sealedSecrets } from '../../src/adapters/system/sealed-secrets.ts';
import type { JobContext } from '../../src/chat/job.ts';
import type { LogFields } from '../../src/chat/log.ts';
import { type Destination, type Platform, PlatformError } from '../../src/chat/platform.ts';
import { refreshCalendars } from '../../src/chat/refresh-calendars.ts';
import type { CalendarReading } from '../../src/core/availability/calendar-reader.ts';
import { connectCalendar } from '../../src/core/availability/private-calendar.ts';
import { HOUR_MS } from '../../src/core/time/instant.ts';
import { plainMedium, word } from '../../src/i18n/format.ts';
import { fakeHolidayCalendar } from '../fakes/holiday-calendar.ts';
import { sisterCommittees } from '../fakes/sister-committees.ts';

async function bench(send: () => Promise<void> = async () => undefined) {
  const towns = await sisterCommittees();
  let answer: CalendarReading = { type: 'busy', busy: [], unread: 0 };
  const sent: { to: Destination; text: string }[] = [];
  const logged: { code: string; fields: LogFields }[] = [];
  const note = (code: string, fields: LogFields = {}) => void logged.push({ code, fields });
  const privateCalendars = {
    secrets: sealedSecrets(Buffer.alloc(32, 1).toString('base64')),
    reader: { read: async () => answer },
  };
  const never = () => Promise.reject(new Error('nobody should ask for this'));
  const slack: Platform = {
    name: 'slack',
    start: async () => undefined,
    stop: async () => undefined,
    async send(to, { card, reader }) {
      const [block] = card.blocks;
      sent.push({ to, text: block?.type === 'text' ? word(block.text, reader, plainMedium) : '' });
      await send();
      return { platform: 'slack', tenantId: 'T1', channelId: 'D1', messageId: String(sent.length) };
    },
    edit: never,
    findSent: never,
    isHere: never,
  };
  const context: JobContext = {
    ...towns.deps,
    queue: { add: never, ping: never, close: never },
    platforms: new Map([['slack', slack]]),
    holidays: fakeHolidayCalendar(),
    privateCalendars,
    log: { info: note, warn: note, error: note },
  };
  const connect = (who = towns.mette) =>
    connectCalendar(towns.deps, privateCalendars, who.member, 'https://calendar.example/private');
  /** A day and a half in which nothing can be read; how many tries that were. */
  async function manyRounds(): Promise<number> {
    answer = { type: 'failed', trouble: 'not-found' };
    let tries = 0;
    for (let hour = 0; hour < 36; hour += 1) {
      towns.world.advance(HOUR_MS);
      tries += await refreshCalendars(context);
    }
    return tries;
  }
  return { towns, context, sent, logged, connect, manyRounds };
}

describe('calendars that cannot be read any more', () => {
  it('are told to their owner once, directly and in their language, with the reason', async () => {
    const { sent, logged, connect, manyRounds } = await bench();
    await connect();
    expect(await manyRounds()).toBeGreaterThan(6);
    expect(sent).toEqual([
      {
        to: { type: 'person', account: { platform: 'slack', tenantId: 'T1', userId: 'UMETTE' } },
        text: expect.stringMatching(/Jeg har ikke kunnet læse din private kalender.*Serveren kender ikke/s),
      },
    ]);
    expect(JSON.stringify([sent, logged])).not.toContain('calendar.example');
  });

  it('are told to nobody who takes no direct messages', async () => {
    const { towns, sent, connect, manyRounds } = await bench();
    const { represents: _, ...unsaid } = towns.mette.member;
    await towns.database.committees.saveMember(unsaid);
    await connect();
    expect(await manyRounds()).toBeGreaterThan(6);
    expect(sent).toEqual([]);
  });

  it('are not told again when telling failed', async () => {
    const refuse = () => Promise.reject(new PlatformError('forbidden', 'cannot_dm'));
    const { sent, logged, connect, manyRounds } = await bench(refuse);
    await connect();
    await manyRounds();
    expect(sent).toHaveLength(1);
    expect(logged.filter(({ code }) => code === 'private-calendar.not-told')).toHaveLength(1);
  });

  it('are left alone where there is no key', async () => {
    const { context, connect, towns } = await bench();
    await connect();
    towns.world.advance(10 * HOUR_MS);
    const { privateCalendars: _, ...without } = context;
    expect(await refreshCalendars(without)).toBe(0);
  });
});
