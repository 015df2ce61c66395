import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DataFolderInUse } from './adapters/embedded/store-errors.ts';
import { jsonLog } from './adapters/system/json-log.ts';
import { realNow, systemClock } from './adapters/system/system-world.ts';
import { startWebServer } from './adapters/web/web-server.ts';
import { ConfigError, readConfig, useUtc } from './config.ts';
import { playSandbox } from './play-sandbox.ts';
import { startTwinbell } from './twinbell.ts';

/** Words for the person at the terminal; the log is for machines. */
const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (lines: readonly string[]) =>
  process.stderr.write(`Twinbell cannot start.\n${lines.map((line) => `  ${line}\n`).join('')}`);

async function main(): Promise<void> {
  useUtc();
  const config = readConfig();
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const log = jsonLog(config.logLevel);
  const clock = systemClock();
  const stopping = config.sandbox
    ? await playSandbox({ config, clock, log, say, stateFile: join(config.dataDir, 'sandbox.json') })
    : await serve();
  let stops = 0;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      stops += 1;
      if (stops > 1) process.exit(1);
      log.info('stopping');
      stopping().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error('stop.failed', { error: error instanceof Error ? error : undefined });
          process.exit(1);
        },
      );
    });
  }

  async function serve(): Promise<() => Promise<void>> {
    const bot = await startTwinbell({ config, clock, realNow, log });
    const web = await startWebServer({ host: config.host, port: config.port }, bot.listener);
    await bot.connect(config);
    say(`Twinbell is ready on port ${web.port}.`);
    return async () => {
      await web.close();
      await bot.stop();
    };
  }
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError) complain(error.problems);
  else if (error instanceof DataFolderInUse) complain([error.message]);
  else complain([error instanceof Error ? (error.stack ?? error.message) : String(error)]);
  process.exit(1);
});
