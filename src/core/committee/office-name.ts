import { msg } from '../message.ts';
import type { Phrase } from '../text.ts';
import type { OfficeKind } from './member.ts';

/** An office as the reader's language calls it. */
export const officeName = (kind: OfficeKind): Phrase => msg(`choice.office.${kind}`);
