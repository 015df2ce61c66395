import { createHash } from 'node:crypto';

/**
 * A delivery's mark inside a message: the numbers of its container and of the first component in it. People do not
 * see them; Discord keeps them and gives them back with the message's history, which it does not do with the nonce.
 */
export interface DeliveryMark {
  readonly container: number;
  readonly first: number;
}

/** Numbers that Discord itself gives out are small; ours begin here and end below 2^31. */
const FLOOR = 0x4000_0000;

/** 60 bits of a digest of the delivery id. */
export function deliveryMark(deliveryId: string): DeliveryMark {
  const digest = createHash('sha256').update(deliveryId).digest();
  const container = FLOOR + (digest.readUInt32BE(0) % FLOOR);
  const first = FLOOR + (digest.readUInt32BE(4) % FLOOR);
  // Two equal numbers in one message are refused.
  return first === container
    ? { container, first: first === FLOOR ? FLOOR + 1 : first - 1 }
    : { container, first };
}

/** The mark of a message as Discord tells it; undefined where there is none. */
export function readMark(components: unknown): DeliveryMark | undefined {
  const container = firstOf(components);
  const first = firstOf(container?.components);
  if (!isMark(container?.id) || !isMark(first?.id)) return undefined;
  return { container: container.id, first: first.id };
}

export const sameMark = (a: DeliveryMark, b: DeliveryMark | undefined): boolean =>
  a.container === b?.container && a.first === b.first;

const isMark = (id: unknown): id is number => typeof id === 'number' && id >= FLOOR;

function firstOf(list: unknown): { id?: unknown; components?: unknown } | undefined {
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  return typeof first === 'object' && first !== null ? first : undefined;
}
