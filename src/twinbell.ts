import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { QueueConnection } from './adapters/bullmq/connection.ts';
import { openQueue } from './adapters/bullmq/queue.ts';
import { type RunningWorker, startWorker } from './adapters/bullmq/worker.ts';
import { calendarHandler } from './adapters/calendar/calendar-handler.ts';
import { renderIcs } from './adapters/calendar/render-ics.ts';
import { type SignedAddresses, signedAddresses } from './adapters/calendar/signed-addresses.ts';
import { calendarReader } from './adapters/calendar-reader/calendar-reader.ts';
// discord.js before Bolt: each brings an undici of its own, and the first one loaded sets the shared dispatcher.
import { createDiscordPlatform } from './adapters/discord/discord.ts';
import { documents as openDocuments } from './adapters/document/documents.ts';
import { type ReportAddresses, reportAddresses } from './adapters/document/report-addresses.ts';
import { reportHandler } from './adapters/document/report-handler.ts';
import { openEmbeddedStore } from './adapters/embedded/open-embedded-store.ts';
import { holidayCalendar } from './adapters/holiday/holiday-calendar.ts';
import { pictureRenderer } from './adapters/picture/picture-renderer.ts';
import { placeDirectory } from './adapters/place/place-directory.ts';
import { openDatabase } from './adapters/prisma/database.ts';
import { applyMigrations } from './adapters/prisma/migrate.ts';
import { readTemplates } from './adapters/programme/programme-templates.ts';
import { createSlackPlatform, type SlackPlatform } from './adapters/slack/slack.ts';
import { sealedSecrets } from './adapters/system/sealed-secrets.ts';
import { keptSecretKey } from './adapters/system/secret-key.ts';
import { type Clock, systemWorld } from './adapters/system/system-world.ts';
import { type WebListener, webListener } from './adapters/web/web-server.ts';
import { reconcile, wakeJobs } from './chat/alarm.ts';
import type { Reader } from './chat/call.ts';
import { accountChanged } from './chat/check-presence.ts';
import type { AnyCommand } from './chat/command.ts';
import type { JobContext } from './chat/job.ts';
import type { Log } from './chat/log.ts';
import type { Platform } from './chat/platform.ts';
import { loadRegistry } from './chat/registry.ts';
import { Router } from './chat/router.ts';
import { wordEntry } from './chat/view/calendar-words.ts';
import type { Config } from './config.ts';
import type { CalendarReader } from './core/availability/calendar-reader.ts';
import type { CalendarEntry } from './core/calendar/calendar-entry.ts';
import type { Secrets } from './core/secrets.ts';
import type { Database } from './core/stores.ts';
import type { Instant } from './core/time/instant.ts';
import type { PlatformName } from './core/twinning/twinning.ts';
import type { World } from './core/world.ts';
import { moveClock } from './move-clock.ts';
import { warmUp } from './warm-up.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

export interface Twinbell {
  /** By their paths: what people can ask for. */
  readonly commands: ReadonlyMap<string, AnyCommand>;
  /** The bot's own web requests: /slack/events, /calendar, /report, /healthz, /readyz. */
  readonly listener: WebListener;
  /** Connects the platforms; call when requests to `listener` can arrive. */
  connect(platforms: Pick<Config, 'slack' | 'discord'>): Promise<void>;
  /** Moves the clock forward, see src/move-clock.ts. */
  moveClock(to: Instant, reached: (at: Instant) => void): Promise<void>;
  /** Finishes what was begun, then closes everything. */
  stop(): Promise<void>;
}

export interface Parts {
  readonly config: Pick<Config, 'dataDir' | 'databaseUrl' | 'redisUrl' | 'publicUrl' | 'secretKey'>;
  readonly clock: Clock;
  /** The machine's own clock: signatures and caches, nothing of the twinning. */
  readonly realNow: () => Instant;
  readonly log: Log;
  /** Reads the private calendars of members, instead of the usual one. */
  readonly readsCalendars?: CalendarReader;
}

/** Wires the whole bot: store, queue, router, jobs. The platforms join by `connect`. */
export async function startTwinbell({
  config,
  clock,
  realNow,
  log,
  readsCalendars,
}: Parts): Promise<Twinbell> {
  const closing: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  let afterRestart = async (): Promise<unknown> => undefined;
  // The store's engine starts in a thread of its own: meanwhile the definitions are loaded.
  const opening = openStore(config, log, closing, () => afterRestart());
  try {
    const [connection, registry, programmes] = await Promise.all([
      opening,
      loadRegistry({ commands: join(root, 'commands'), jobs: join(root, 'jobs') }),
      readTemplates(join(root, 'programmes')),
    ]);
    const { applied } = await applyMigrations({ connection, migrationsDir: join(root, 'prisma/migrations') });
    if (applied.length > 0) log.info('store.migrated', { count: applied.length });

    const world = systemWorld(clock);
    const queueConnection: QueueConnection =
      config.redisUrl === undefined ? { postgres: connection } : { redisUrl: config.redisUrl };
    const queue = await openQueue({ connection: queueConnection, now: () => world.now(), log });
    closing.push(() => queue.close());
    const database = openDatabase({ connection, onWake: (wakes) => wakeJobs(queue, wakes), log });
    closing.push(() => database.close());
    const places = placeDirectory();
    closing.push(() => places.close());
    const holidays = holidayCalendar(log);
    closing.push(() => holidays.close());

    const { calendars, reports } = await openAddresses(config, world, database, log);
    const documents = openDocuments({ calendarFile, addresses: reports });
    const secrets = openSecrets(config, log);
    let reader = readsCalendars;
    if (reader === undefined) {
      const own = calendarReader({ log });
      closing.push(() => own.close());
      reader = own;
    }
    const offered = {
      ...(calendars === undefined ? {} : { calendars }),
      ...(secrets === undefined ? {} : { privateCalendars: { secrets, reader } }),
    };

    const router = new Router({
      world,
      database,
      archives: database.archives,
      documents,
      places,
      holidays,
      programmes,
      registry,
      log,
      ...offered,
    });
    const platforms = new Map<PlatformName, Platform>();
    const context: JobContext = { world, database, queue, platforms, holidays, log, ...offered };
    let slackHttp: SlackPlatform | undefined;
    let worker: RunningWorker | undefined;
    const firstSight = (requestId: string) =>
      database.transaction((tx) => tx.seenRequests.firstSight(requestId, realNow()));

    return {
      commands: registry.commands,
      listener: webListener({
        handlers: [
          async (request, response) => (await slackHttp?.handleHttp(request, response)) ?? false,
          ...(calendars === undefined
            ? []
            : [calendarHandler({ database, world, addresses: calendars, realNow })]),
          ...(reports === undefined
            ? []
            : [reportHandler({ database, world, addresses: reports, documents })]),
        ],
        ready: async () => {
          await Promise.all([database.ping(), queue.ping()]);
        },
        onFailure: (error) => log.error('web.failed', { error }),
      }),
      async connect({ slack, discord }) {
        const common = { handler: router, log, now: realNow, firstSight, pictures: pictureRenderer() };
        if (discord !== undefined)
          platforms.set(
            'discord',
            createDiscordPlatform({ ...discord, ...common, registry: registry.commands }),
          );
        if (slack !== undefined) {
          slackHttp = createSlackPlatform({
            ...slack,
            ...common,
            commands: registry.commands,
            accountChanged: (account, isActive) => accountChanged(account, isActive, context),
          });
          platforms.set('slack', slackHttp);
        }
        for (const platform of platforms.values()) {
          closing.push(() => platform.stop());
          await platform.start();
          log.info('platform.started', { platform: platform.name });
        }
        // Last, so that what fell due meanwhile finds its platform.
        worker = await startWorker({ connection: queueConnection, jobs: registry.jobs, context });
        const started = worker;
        closing.push(() => started.stop());
        afterRestart = () => reconcile(context);
        // A runtime with other time-zone data is noticed when it starts.
        await queue.add('follow-time-zone-data', {}, { key: 'all' });
        // What a newer version does by itself begins with it, also for twinnings that were there before.
        await queue.add('plan-renewal', {}, { key: 'all' });
        await reconcile(context);
        const cooling = new AbortController();
        const warmed = warmUp({ database, world, places, log, signal: cooling.signal });
        closing.push(async () => {
          cooling.abort();
          await warmed;
        });
      },
      moveClock: (to, reached) =>
        moveClock({
          ...{ to, reached, clock, realNow, context, jobs: registry.jobs },
          atWork: () => worker?.active() ?? 0,
        }),
      stop,
    };
  } catch (error) {
    await opening.catch(() => undefined);
    await stop();
    throw error;
  }
}

async function openStore(
  { databaseUrl, dataDir }: Parts['config'],
  log: Log,
  closing: (() => Promise<void>)[],
  afterRestart: () => Promise<unknown>,
) {
  if (databaseUrl !== undefined) return { connectionString: databaseUrl };
  const store = await openEmbeddedStore({
    dataDir: join(dataDir, 'postgres'),
    onRestart: (error) => {
      log.warn('store.restarted', { error, reason: error.reason });
      // Jobs that the break interrupted would be missed only when their locks run out.
      afterRestart().catch((failed: unknown) =>
        log.warn('reconcile.failed', { error: failed instanceof Error ? failed : undefined }),
      );
    },
    onFailure: (error) => {
      log.error('store.failed', { error, reason: error.reason });
      // Nothing works any more: the process ends, and whatever watches over it starts it afresh.
      throw error;
    },
  });
  closing.push(() => store.close());
  return store.poolConfig();
}

/** All meetings, each in the reader's words. */
const calendarFile = (entries: readonly CalendarEntry[], reader: Reader): string =>
  [
    ...renderIcs({ type: 'feed', name: 'Twinbell' }, entries, (entry) => wordEntry(entry, 'copy', reader)),
  ].join('');

/** Browsers and calendar programs come from the internet: without an address for that there is nothing to fetch. */
async function openAddresses(
  { publicUrl }: Parts['config'],
  world: World,
  database: Database,
  log: Log,
): Promise<{ readonly calendars?: SignedAddresses; readonly reports?: ReportAddresses }> {
  if (publicUrl === undefined) {
    log.info('calendar.off', { missing: 'PUBLIC_URL' });
    return {};
  }
  const key = await database.transaction((tx) => tx.calendars.signingKey(world.newSecret()));
  return { calendars: signedAddresses(publicUrl, key), reports: reportAddresses(publicUrl, key) };
}

/** Beside the embedded store its key is kept, too; a database elsewhere must not lie beside its own key. */
function openSecrets({ secretKey, databaseUrl, dataDir }: Parts['config'], log: Log): Secrets | undefined {
  if (secretKey !== undefined) return sealedSecrets(secretKey);
  if (databaseUrl !== undefined) {
    log.info('private-calendar.off', { missing: 'TWINBELL_SECRET_KEY' });
    return undefined;
  }
  try {
    return sealedSecrets(keptSecretKey(dataDir));
  } catch (error) {
    // The bells ring without it.
    log.error('private-calendar.off', { error: error instanceof Error ? error : undefined });
    return undefined;
  }
}
