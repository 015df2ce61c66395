/** That a message arrives, once; what is said when it does not; and how one that may have arrived is found. */
import { describe, expect, it } from 'vitest';
import { PlatformError } from '../../src/chat/platform.ts';
import { sendOnce } from '../../src/chat/send-once.ts';
import { HOUR_MS } from '../../src/core/time/instant.ts';
import { fakeLog } from '../fakes/log.ts';
import { paragraph } from '../fixtures/cards.ts';
import {
  newDeliveryId,
  type PlatformUnderTest,
  refusal,
  type Spot,
  type Trouble,
} from './platform-contract.ts';

export function platformDeliveryContract(under: () => PlatformUnderTest): void {
  const spots = [
    ['a channel', () => under().channel()],
    ['a person', () => under().person()],
  ] as const;
  const texts = (spot: Spot) => spot.shown().map(({ text }) => text.trim());
  const since = () => under().now() - HOUR_MS;

  describe.each(spots)('a message to %s', (_, spot) => {
    it('arrives, and is told where', async () => {
      const { platform, name } = under();
      const { to, shown } = spot();
      const message = await platform.send(to, paragraph('hello'), newDeliveryId());
      expect(shown()).toEqual([{ message, text: expect.stringContaining('hello'), controls: [], pings: [] }]);
      expect(message).toEqual({
        platform: name,
        tenantId: expect.any(String),
        channelId: to.type === 'channel' ? to.channelId : expect.any(String),
        messageId: expect.any(String),
      });
    });

    it('is there once, however often the same delivery is sent', async () => {
      const { platform } = under();
      const place = spot();
      const id = newDeliveryId();
      const first = await platform.send(place.to, paragraph('once'), id);
      const again = await Promise.all([1, 2].map(() => platform.send(place.to, paragraph('once'), id)));
      expect(again).toEqual([first, first]);
      expect(texts(place)).toEqual(['once']);
    });

    it('is there once when it is sent again because its answer was lost', async () => {
      const { platform, befall } = under();
      const place = spot();
      const id = newDeliveryId();
      befall('send', 'lost after');
      expect(await refusal(platform.send(place.to, paragraph('once'), id))).toMatchObject({
        kind: 'unavailable',
      });
      const message = await platform.send(place.to, paragraph('once'), id);
      expect(place.shown().map((one) => one.message)).toEqual([message]);
    });

    it.each<Trouble>(['lost before', 'lost after'])(
      'is there once when another bot goes on after it was %s',
      async (trouble) => {
        const { platform, befall, forget, now } = under();
        const place = spot();
        const deliveryId = newDeliveryId();
        befall('send', trouble);
        await refusal(platform.send(place.to, paragraph('once'), deliveryId));
        forget();
        const attempt = { deliveryId, doubtful: true, attempts: 2, now: now() };
        const routes = [{ platform: platform.name, to: place.to, content: paragraph('once') }];
        const sending = await sendOnce(routes, attempt, {
          platforms: new Map([[platform.name, platform]]),
          log: fakeLog(),
        });
        expect(sending).toEqual({ type: 'sent', message: place.shown()[0]?.message });
        expect(texts(place)).toEqual(['once']);
      },
    );

    it('is found by its delivery, and by no other', async () => {
      const { platform, forget } = under();
      const place = spot();
      const [id, other] = [newDeliveryId(), newDeliveryId()];
      const message = await platform.send(place.to, paragraph('found'), id);
      await platform.send(place.to, paragraph('another'), other);
      forget();
      expect(await platform.findSent(place.to, id, since())).toEqual(message);
      expect(await platform.findSent(place.to, newDeliveryId(), since())).toBeUndefined();
      expect(await platform.findSent(spot().to, id, since())).toBeUndefined();
      place.remove(message);
      expect(await platform.findSent(place.to, id, since())).toBeUndefined();
    });

    it('is refused when that is not there any more', async () => {
      const { platform } = under();
      const place = spot();
      place.vanish();
      const { kind } = await refusal(platform.send(place.to, paragraph('x'), newDeliveryId()));
      expect(kind).toBe('gone');
      expect((await refusal(platform.findSent(place.to, newDeliveryId(), since()))).kind).toBe('gone');
    });

    it('is refused where it is not wanted', async () => {
      const { platform } = under();
      const place = spot();
      place.close();
      const { kind } = await refusal(platform.send(place.to, paragraph('x'), newDeliveryId()));
      expect(kind).toBe('forbidden');
      expect(place.shown()).toEqual([]);
    });
  });

  it('one delivery is found among hundreds of later messages', async () => {
    const { platform, channel, forget } = under();
    const place = channel();
    const id = newDeliveryId();
    const message = await platform.send(place.to, paragraph('early'), id);
    place.chatter(450);
    forget();
    expect(await platform.findSent(place.to, id, since())).toEqual(message);
    expect(await platform.findSent(place.to, newDeliveryId(), since())).toBeUndefined();
  });

  it('the same delivery at another place is another message: a person was closed, now their channel hears of it', async () => {
    const { platform, channel, person } = under();
    const [one, other] = [person(), channel()];
    const id = newDeliveryId();
    const first = await platform.send(one.to, paragraph('x'), id);
    const second = await platform.send(other.to, paragraph('x'), id);
    expect([one, other].map((place) => place.shown().map(({ message }) => message))).toEqual([
      [first],
      [second],
    ]);
  });

  it('a person of another platform is not for it to reach', async () => {
    const { platform, foreigner } = under();
    expect((await refusal(platform.send(foreigner, paragraph('x'), newDeliveryId()))).kind).toBe('rejected');
    expect((await refusal(platform.findSent(foreigner, newDeliveryId(), since()))).kind).toBe('rejected');
  });

  describe.each(['send', 'edit', 'findSent'] as const)('trouble while it does %s', (call) => {
    async function perform(place: Spot) {
      const { platform } = under();
      if (call === 'send') return await platform.send(place.to, paragraph('x'), newDeliveryId());
      if (call === 'findSent') return await platform.findSent(place.to, newDeliveryId(), since());
      const message = place.shown()[0]?.message;
      if (message === undefined) throw new Error('nothing to edit');
      return await platform.edit(message, paragraph('y'));
    }
    async function prepared(): Promise<Spot> {
      const place = under().channel();
      if (call === 'edit') await under().platform.send(place.to, paragraph('x'), newDeliveryId());
      return place;
    }

    it.each<Trouble>(['lost before', 'fails', 'no token'])(
      '%s: unavailable, after one try',
      async (trouble) => {
        const place = await prepared();
        const asked = under().befall(call, trouble, 5);
        expect((await refusal(perform(place))).kind).toBe('unavailable');
        expect(asked()).toBe(1);
        await under().settle();
        await perform(place);
      },
    );

    it('busy: so long as the platform says, after one try', async () => {
      const place = await prepared();
      const asked = under().befall(call, { busySeconds: 7 }, 5);
      const problem = await refusal(perform(place));
      expect(problem.kind).toBe('busy');
      expect(problem.retryAfterMs).toBeGreaterThanOrEqual(7_000);
      expect(problem.retryAfterMs).toBeLessThan(10_000);
      expect(asked()).toBe(1);
    });
  });

  describe('a message that is there', () => {
    it('can be changed, again and again, and stays one', async () => {
      const { platform, channel, person } = under();
      for (const place of [channel(), person()]) {
        const message = await platform.send(place.to, paragraph('first'), newDeliveryId());
        for (const text of ['second', 'second', 'third']) await platform.edit(message, paragraph(text));
        expect(place.shown().map((one) => [one.message, one.text.trim()])).toEqual([[message, 'third']]);
      }
    });

    it('is gone when somebody removed it', async () => {
      const { platform, channel } = under();
      const place = channel();
      const message = await platform.send(place.to, paragraph('x'), newDeliveryId());
      place.remove(message);
      expect((await refusal(platform.edit(message, paragraph('y')))).kind).toBe('gone');
      expect(place.shown()).toEqual([]);
    });

    it('is gone with its channel', async () => {
      const { platform, channel } = under();
      const place = channel();
      const message = await platform.send(place.to, paragraph('x'), newDeliveryId());
      place.vanish();
      expect((await refusal(platform.edit(message, paragraph('y')))).kind).toBe('gone');
    });
  });

  it('says unavailable, or does it, before it was started and after it was stopped', async () => {
    const { fresh, channel } = under();
    const platform = fresh();
    const outcome = () =>
      platform.send(channel().to, paragraph('x'), newDeliveryId()).then(
        () => 'sent',
        (error: unknown) => (error instanceof PlatformError ? error.kind : error),
      );
    expect(['sent', 'unavailable']).toContain(await outcome());
    await platform.stop();
    await platform.stop();
    expect(['sent', 'unavailable']).toContain(await outcome());
  });
}
