import { describeFromCatalogue } from './adapters/discord/command-payload.ts';
import type { Clock } from './adapters/system/system-world.ts';
import { realNow } from './adapters/system/system-world.ts';
import { messageActions } from './chat/from-message.ts';
import type { Log } from './chat/log.ts';
import type { Config } from './config.ts';
import { servePage } from './sandbox/page/serve-page.ts';
import { startSandbox } from './sandbox/sandbox.ts';
import { startTwinbell, type Twinbell } from './twinbell.ts';

export interface SandboxParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly say: (line: string) => void;
  readonly stateFile: string;
}

/** The bot's own addresses, on the same port as the page. */
const own = /^\/(slack\/events|healthz|readyz|(?:calendar|report)\/[^?]*)(\?|$)/;

/** Both platforms on one page, driven by the real adapters. Resolves to what stops it. */
export async function playSandbox({
  config,
  clock,
  log,
  say,
  stateFile,
}: SandboxParts): Promise<() => Promise<void>> {
  let bot: Twinbell | undefined;
  const page = await servePage();
  const sandbox = await startSandbox({
    port: config.port,
    stateFile,
    page: async (request, response) => {
      if (bot === undefined || !own.test(request.url ?? '')) return await page(request, response);
      bot.listener(request, response);
      return true;
    },
    onClockMove: async (to) => {
      await bot?.moveClock(to, (at) => sandbox.clock.reached(at));
      return { nowMs: clock.now() };
    },
    onProblem: (error) => log.error('sandbox.failed', { error: error instanceof Error ? error : undefined }),
  });
  try {
    clock.setOffset(sandbox.clock.offsetMs);
    // Calendar addresses are for this computer, too, so that they can be opened.
    bot = await startTwinbell({ config: { ...config, publicUrl: sandbox.url }, clock, realNow, log });
    sandbox.slack.requestUrl = `${sandbox.url}/slack/events`;
    // A person would paste the app's manifest at Slack, where they are from; Discord is told them by the bot.
    sandbox.slack.shortcuts = messageActions(bot.commands).map(({ command, nameKey }) => ({
      name: describeFromCatalogue(nameKey, 'en'),
      callbackId: command,
    }));
    const { credentials } = sandbox;
    await bot.connect({
      slack: {
        botToken: credentials.slackBotToken,
        signingSecret: credentials.slackSigningSecret,
        apiUrl: credentials.slackApiUrl,
      },
      discord: {
        token: credentials.discordToken,
        applicationId: credentials.discordApplicationId,
        apiUrl: credentials.discordApiUrl,
      },
    });
  } catch (error) {
    await bot?.stop();
    await sandbox.stop();
    throw error;
  }
  const running = bot;
  say('This is the Twinbell sandbox: both platforms on one page, nothing leaves this computer.');
  say(`http://127.0.0.1:${sandbox.port}/`);
  return async () => {
    await running.stop();
    await sandbox.stop();
  };
}
