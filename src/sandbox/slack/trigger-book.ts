import { randomBytes } from 'node:crypto';
import type { Timing } from '../timing.ts';
import { SlackRefusal } from './slack-refusal.ts';

export interface Trigger {
  personId: string;
  spaceId: string;
  /** The view in which the person acted; views.push puts the new one on top of it. */
  viewId: string | null;
}

/** trigger_ids: good for one view and for three seconds. */
export class TriggerBook {
  readonly #issued = new Map<string, Trigger & { madeMs: number; isUsed: boolean }>();
  readonly #timing: Timing;

  constructor(timing: Timing) {
    this.#timing = timing;
  }

  issue(trigger: Trigger): string {
    const number = () => randomBytes(6).readUIntBE(0, 6).toString().padStart(13, '1');
    const id = `${number()}.${number()}.${randomBytes(16).toString('hex')}`;
    this.#issued.set(id, { ...trigger, madeMs: Date.now(), isUsed: false });
    return id;
  }

  exchange(id: string): Trigger {
    const found = this.#issued.get(id);
    if (!found) throw new SlackRefusal('invalid_trigger_id');
    if (found.isUsed) throw new SlackRefusal('exchanged_trigger_id');
    if (Date.now() - found.madeMs > this.#timing.slackTriggerMs) throw new SlackRefusal('expired_trigger_id');
    found.isUsed = true;
    return found;
  }
}
