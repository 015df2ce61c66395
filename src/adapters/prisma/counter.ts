import type { Id } from '../../core/world.ts';
import type { Client } from './row.ts';

/** The next number; its row is held until the transaction ends, so that no number is given out twice or lost. */
export async function nextNumber(
  client: Client,
  twinningId: Id<'twn'>,
  counted: 'meeting' | 'commitment' | 'reminder',
): Promise<number> {
  const rows = await client.$queryRaw<{ last: number }[]>`
    INSERT INTO counter (twinning_id, counted, last) VALUES (${twinningId}, ${counted}, 1)
    ON CONFLICT (twinning_id, counted) DO UPDATE SET last = counter.last + 1
    RETURNING last`;
  const row = rows[0];
  if (row === undefined) throw new Error('the counter gave no number');
  return row.last;
}
