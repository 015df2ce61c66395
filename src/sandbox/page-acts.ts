import { ActRefused as DiscordActRefused } from './discord/act-frame.ts';
import type { DiscordPlatform } from './discord/discord-platform.ts';
import type { Acted } from './discord/run-command.ts';
import type { Outcome, PagePostPath, PagePosts } from './page-api.ts';
import { ActRefused as SlackActRefused } from './slack/act-context.ts';
import type { SlackPlatform } from './slack/slack-platform.ts';
import { ClockRefused, type VirtualClock } from './virtual-clock.ts';
import type { World } from './world.ts';

export interface PageActSources {
  world: World;
  clock: VirtualClock;
  slack: SlackPlatform;
  discord: DiscordPlatform;
}

type Acts = {
  [path in PagePostPath]: (body: PagePosts[path]['body']) => Promise<PagePosts[path]['answer']>;
};

const outcome = async (acted: Promise<Acted>): Promise<Outcome> => {
  const result = await acted;
  return result.ok ? { ok: true } : { ok: false, error: result.error, message: result.message };
};

function dismiss(world: World, body: PagePosts['/api/dismiss']['body']): Outcome {
  for (const list of [world.slackMessages(body.channelId), world.discordMessages(body.channelId)]) {
    const index = list.findIndex((one) => one.id === body.messageId && one.visibleTo === body.userId);
    if (index < 0) continue;
    list.splice(index, 1);
    world.changed();
    return { ok: true };
  }
  return { ok: false, error: 'unknown_message', message: 'There is nothing to dismiss.' };
}

/** Slack tells the app; Discord tells nothing to an app without the privileged intent, which has to find out. */
async function setPresence(
  { world, slack, discord }: Pick<PageActSources, 'world' | 'slack' | 'discord'>,
  { userId, isHere }: PagePosts['/api/presence']['body'],
): Promise<Outcome> {
  const person = world.person(userId);
  if (person?.platform === 'slack')
    return await (isHere ? slack.reactivate(userId) : slack.deactivate(userId));
  const guildId = isHere ? person?.leftSpaceIds?.[0] : person?.spaceIds[0];
  if (guildId === undefined)
    return { ok: false, error: 'unknown_person', message: 'Nobody is there to leave or to come back.' };
  if (isHere) discord.joinServer(userId, guildId);
  else discord.leaveServer(userId, guildId);
  return { ok: true };
}

/** What the page may ask for. */
export function pageActs({ world, clock, slack, discord }: PageActSources): Acts {
  return {
    '/api/slack/command': (body) => slack.command(body.userId, body.channelId, body.text),
    '/api/slack/action': (body) => slack.act(body),
    '/api/slack/shortcut': (body) =>
      slack.messageShortcut(body.userId, { channel: body.channelId, ts: body.messageTs }, body.callbackId),
    '/api/slack/options': (body) => slack.options(body),
    '/api/slack/view-submit': (body) => slack.submitState(body.userId, body.viewId, body.stateValues),
    '/api/slack/view-close': (body) => slack.closeView(body.userId, body.viewId, body.isCleared),
    '/api/slack/home': (body) => slack.openHome(body.userId),
    '/api/slack/dm': async (body) => ({ ok: true, channelId: slack.dm(body.userId) }),
    '/api/slack/message': (body) => slack.say(body.userId, body.channelId, body.text),
    '/api/slack/invite-bot': (body) => slack.inviteBot(body.userId, body.channelId),
    '/api/discord/command': (body) =>
      outcome(discord.command(body.userId, body.channelId, body.path, body.options)),
    '/api/discord/message-command': (body) =>
      outcome(
        discord.messageCommand(body.userId, { id: body.messageId, channelId: body.channelId }, body.name),
      ),
    '/api/discord/autocomplete': (body) =>
      discord.autocomplete(body.userId, body.channelId, body.path, body.focused, body.options),
    '/api/discord/component': (body) =>
      outcome(
        discord.select(
          body.userId,
          { id: body.messageId, channelId: body.channelId },
          body.customId,
          body.values ?? [],
        ),
      ),
    '/api/discord/modal-submit': (body) =>
      outcome(discord.submitModal(body.userId, body.values, body.modalId)),
    '/api/discord/modal-close': async (body) => {
      discord.closeModal(body.userId, body.modalId);
      return { ok: true };
    },
    '/api/discord/dm': async (body) => ({ ok: true, channelId: discord.dm(body.userId) }),
    '/api/discord/message': async (body) => discord.say(body.userId, body.channelId, body.text),
    '/api/dismiss': async (body) => dismiss(world, body),
    '/api/presence': (body) => setPresence({ world, slack, discord }, body),
    '/api/clock': async (body) => {
      const state =
        'to' in body ? await clock.moveTo(Date.parse(body.to)) : await clock.advance(body.advanceMs);
      return { ok: true, clock: state };
    },
  };
}

/** Troubles of the person, not of the servers; the page shows them. */
export function asRefusedOutcome(error: unknown): Outcome | undefined {
  if (error instanceof SlackActRefused || error instanceof DiscordActRefused) {
    return { ok: false, error: error.error, message: error.message };
  }
  if (error instanceof ClockRefused) return { ok: false, error: 'clock_refused', message: error.message };
  return undefined;
}
