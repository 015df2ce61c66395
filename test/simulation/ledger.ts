import type { Posting, Reminder } from '../../src/core/reminder/reminder.ts';
import type { Space } from '../../src/core/twinning/twinning.ts';
import type { Ring } from './ring.ts';
import { allRows, grouped } from './rows.ts';

export interface Account {
  readonly faults: readonly string[];
  readonly reminders: readonly Reminder[];
  readonly figures: Readonly<Record<string, number>>;
}

/** Compares what the bot's rows say with what arrived on the platforms: nothing twice, nothing left lying. */
export async function balance(ring: Ring): Promise<Account> {
  const { post, world } = ring;
  const { reminders, postings } = await allRows(ring);
  const { spaces } = await ring.scope();
  const now = world.now();
  const faults: string[] = post.repeated.map((id) => `${id} was sent again though it had arrived`);

  const messages = post.messages();
  const byPlace = new Map(messages.map((one) => [`${one.message.platform} ${one.message.messageId}`, one]));
  const byDelivery = grouped(messages, ({ deliveryId }) => deliveryId);
  for (const [id, several] of byDelivery)
    if (several.length > 1) faults.push(`${id} is there ${several.length} times`);

  const accounted = new Set<string>();
  const shownFor = ({ message }: Pick<Reminder, 'message'>) => {
    const key = message && `${message.platform} ${message.messageId}`;
    if (key !== undefined) accounted.add(key);
    return key === undefined ? undefined : byPlace.get(key);
  };
  const isGone = (space: Space | undefined) => space === undefined || !post.reaches(space);
  const spaceOf = (id: string) => spaces.find((space) => space.id === id);

  for (const row of reminders) {
    const name = `${row.kind} ${row.occurrence} (${row.id})`;
    if (row.state === 'sent') {
      const message = shownFor(row);
      if (message?.deliveryId !== row.deliveryId) faults.push(`${name} is noted as sent and is not there`);
    } else if (row.state === 'sending') faults.push(`${name} is held and never let go`);
    else if (row.state === 'scheduled' && row.dueAt <= now) faults.push(`${name} is due and was not rung`);
    else if (row.state === 'dead') {
      const space = row.target.type === 'space' ? spaceOf(row.target.spaceId) : undefined;
      if (row.target.type === 'space' ? !isGone(space) : !spaces.some(isGone))
        faults.push(`${name} was given up though its place is there`);
    }
  }
  for (const row of postings) {
    const name = `${row.view} (${row.id})`;
    const message = shownFor(row);
    const isShown = row.shownVersion === row.wantedVersion;
    if (isGone(spaceOf(row.spaceId)) || row.view === 'event' || row.state === 'cancelled') continue;
    if (row.state === 'dead' || row.state === 'sending' || !isShown)
      faults.push(`${name} is not up to date: ${row.state}`);
    else if (message === undefined) faults.push(`${name} is noted as shown and is not there`);
  }
  for (const [key, { text }] of byPlace)
    if (!accounted.has(key)) faults.push(`a message of nobody: ${key} ${text.slice(0, 60)}`);

  return { faults, reminders, figures: figuresOf(reminders, postings, messages.length) };
}

function figuresOf(
  reminders: readonly Reminder[],
  postings: readonly Posting[],
  messages: number,
): Record<string, number> {
  const states = grouped(reminders, ({ state }) => state);
  return {
    messages,
    postings: postings.length,
    reminders: reminders.length,
    ...Object.fromEntries([...states].map(([state, rows]) => [state, rows.length])),
  };
}
