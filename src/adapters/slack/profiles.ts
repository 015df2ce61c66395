import type { WebClient } from '@slack/web-api';
import type { Profile } from '../../chat/call.ts';
import type { Log } from '../../chat/log.ts';
import { type Instant, MINUTE_MS } from '../../core/time/instant.ts';
import { BoundedMap } from './bounded-map.ts';
import { toPlatformError } from './web-error.ts';

const KEPT_MS = 15 * MINUTE_MS;
/** A form must be open three seconds after the command: its wording cannot wait for a slow users.info. */
const PATIENCE_MS = 1500;
/** Of one command; no rule wants more, and Slack answers a bounded number of questions per minute. */
const MENTIONS_ASKED = 20;

/** Who people are, from users.info; remembered for a while, because every command asks. */
export class Profiles {
  readonly #client: WebClient;
  readonly #now: () => Instant;
  readonly #log: Log;
  readonly #known = new BoundedMap<string, { readonly until: Instant; readonly profile: Promise<Profile> }>(
    5000,
  );

  constructor(client: WebClient, now: () => Instant, log: Log) {
    this.#client = client;
    this.#now = now;
    this.#log = log;
  }

  /** Never rejects: a person whom Slack does not tell about is known by the name in the request, or by id. */
  async of(userId: string, name = userId): Promise<Profile> {
    const known = this.#known.get(userId);
    const asked =
      known && known.until > this.#now()
        ? known.profile
        : this.#client.users
            .info({ user: userId, include_locale: true })
            .then(({ user }) => readProfile(user, name));
    if (asked !== known?.profile) this.#known.set(userId, { until: this.#now() + KEPT_MS, profile: asked });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Profile>((resolve) => {
      timer = setTimeout(() => resolve({ displayName: name }), PATIENCE_MS);
    });
    try {
      return await Promise.race([asked, late]);
    } catch (error) {
      this.#known.delete(userId);
      this.#log.warn('slack.profile-unknown', { platformCode: toPlatformError(error).platformCode });
      return { displayName: name };
    } finally {
      clearTimeout(timer);
      // When the race is lost to the clock nobody else listens to a failure.
      asked.catch(() => this.#known.delete(userId));
    }
  }

  /** What people mentioned in these values are called, by user id: a picked person comes as an id alone. */
  async mentionedIn(
    values: Readonly<Record<string, string>>,
    told: Readonly<Record<string, string>>,
  ): Promise<Record<string, string>> {
    const mentions = Object.values(values).flatMap((value) => [...value.matchAll(/<@([UW][A-Z0-9]+)>/g)]);
    const ids = [...new Set(mentions.flatMap(([, userId]) => userId ?? []))].slice(0, MENTIONS_ASKED);
    const named = ids.map(
      async (id) => [id, (await this.of(id, Object.hasOwn(told, id) ? told[id] : id)).displayName] as const,
    );
    return { ...told, ...Object.fromEntries(await Promise.all(named)) };
  }
}

interface SlackUser {
  readonly name?: string;
  readonly real_name?: string;
  readonly tz?: string;
  readonly locale?: string;
  readonly profile?: { readonly real_name?: string; readonly display_name?: string };
}

function readProfile(user: SlackUser | undefined, name: string): Profile {
  const names = [user?.profile?.real_name, user?.real_name, user?.profile?.display_name, user?.name];
  return {
    displayName: names.find((one) => one !== undefined && one.trim() !== '') ?? name,
    // Strangers of Slack Connect come without either.
    ...(user?.locale ? { locale: user.locale } : {}),
    ...(user?.tz ? { timeZone: user.tz } : {}),
  };
}
