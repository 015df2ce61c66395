import type { EventCalendar, MeetingEvent } from '../../src/chat/event-calendar.ts';
import { PlatformError } from '../../src/chat/platform.ts';
import type { MessageRef } from '../../src/core/reminder/reminder.ts';
import type { PlatformName } from '../../src/core/twinning/twinning.ts';
import type { Trouble } from './platform.ts';

export interface FakeEvent {
  readonly made: MessageRef;
  readonly mark: string;
  readonly event: MeetingEvent;
  readonly cancelled: boolean;
}

export interface FakeEventCalendar extends EventCalendar {
  readonly shown: readonly FakeEvent[];
  /** The calls so far, in order. */
  readonly calls: readonly string[];
  /** Befalls the calls that come next, one after the other. */
  trouble(...troubles: readonly Trouble[]): void;
}

/** The events of any number of servers, in memory. */
export function fakeEventCalendar(platform: PlatformName): FakeEventCalendar {
  let shown: FakeEvent[] = [];
  const calls: string[] = [];
  const troubles: Trouble[] = [];

  async function meeting<T>(call: string, work: () => T): Promise<T> {
    calls.push(call);
    const trouble = troubles.shift();
    if (trouble?.type === 'lost-before') throw new PlatformError('unavailable', 'network');
    if (trouble?.type === 'refused') throw trouble.error;
    const done = work();
    if (trouble?.type === 'lost-after') throw new PlatformError('unavailable', 'network');
    return done;
  }
  function replace(made: MessageRef, changes: Partial<FakeEvent>): void {
    if (!shown.some((one) => one.made.messageId === made.messageId))
      throw new PlatformError('gone', 'unknown-event');
    shown = shown.map((one) => (one.made.messageId === made.messageId ? { ...one, ...changes } : one));
  }

  return {
    get shown() {
      return shown;
    },
    calls,
    trouble: (...next) => void troubles.push(...next),
    create: (tenantId, event, mark) =>
      meeting('create', () => {
        const made = { platform, tenantId, channelId: '', messageId: `event-${shown.length + 1}` };
        shown = [...shown, { made, mark, event, cancelled: false }];
        return made;
      }),
    change: (made, event) => meeting('change', () => replace(made, { event })),
    cancel: (made) => meeting('cancel', () => replace(made, { cancelled: true })),
    find: (tenantId, mark) =>
      meeting(
        'find',
        () =>
          shown.find((one) => one.made.tenantId === tenantId && one.mark === mark && !one.cancelled)?.made,
      ),
  };
}
