/** Whether somebody is still there, as far as a platform tells. */
import { describe, expect, it } from 'vitest';
import { paragraph } from '../fixtures/cards.ts';
import { newDeliveryId, type PlatformUnderTest, refusal } from './platform-contract.ts';

export function platformPresenceContract(under: () => PlatformUnderTest): void {
  const account = ({ to }: ReturnType<PlatformUnderTest['person']>) => {
    if (to.type !== 'person') throw new Error('not a person');
    return to.account;
  };

  describe('a person', () => {
    it('is here, also when they take no messages', async () => {
      const { platform, person } = under();
      const one = person();
      expect(await platform.isHere(account(one), one.servers)).toBe(true);
      one.close();
      expect(await platform.isHere(account(one), one.servers)).toBe(true);
    });

    it('is not here once they have left, and is again when they come back', async () => {
      const { platform, person } = under();
      const one = person();
      await one.leave();
      expect(await platform.isHere(account(one), one.servers)).toBe(false);
      await one.comeBack();
      expect(await platform.isHere(account(one), one.servers)).toBe(true);
      await platform.send(one.to, paragraph('welcome'), newDeliveryId());
      expect(one.shown().map(({ text }) => text.trim())).toEqual(['welcome']);
    });

    it('that has left is not reached, and that is no mistake of ours', async () => {
      const { platform, person } = under();
      const one = person();
      await one.leave();
      const refused = await refusal(platform.send(one.to, paragraph('hello'), newDeliveryId()));
      expect(['gone', 'forbidden']).toContain(refused.kind);
      await one.comeBack();
    });

    it('that never was here is not here', async () => {
      const { platform, person } = under();
      const one = person();
      one.vanish();
      expect(await platform.isHere(account(one), one.servers)).toBe(false);
    });

    it('of another platform is nothing that can be said', async () => {
      const { platform, foreigner } = under();
      if (foreigner.type !== 'person') throw new Error('not a person');
      expect(await refusal(platform.isHere(foreigner.account, []))).toMatchObject({ kind: 'rejected' });
    });
  });
}
