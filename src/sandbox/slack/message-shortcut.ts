import type { JsonObject, Outcome, SlackShortcutInfo } from '../page-api.ts';
import { type ActContext, ActRefused, actorOf, interactionFrame, outcomeOf, placeOf } from './act-context.ts';
import { postNotice } from './post-message.ts';
import { newResponseUrl } from './response-url.ts';
import { channelNameInPayloads, messageJson } from './slack-shapes.ts';

/** Chooses a shortcut in the menu of a message. */
export async function useMessageShortcut(
  context: ActContext,
  shortcuts: readonly SlackShortcutInfo[],
  userKey: string,
  place: { channel: string; ts: string },
  callbackId: string,
): Promise<Outcome> {
  const { world } = context;
  const actor = actorOf(context, userKey);
  const channel = placeOf(context, actor, place.channel);
  const message = world.slackMessage(channel.id, place.ts);
  // What only one person sees is not stored at Slack, and has no such menu.
  if (!message || message.visibleTo !== null)
    throw new ActRefused('unknown_message', `There is no message ${place.ts} that others see, too`);
  if (shortcuts.length > 0 && !shortcuts.some((one) => one.callbackId === callbackId))
    throw new ActRefused('unknown_shortcut', `The menu of a message has no ${callbackId}`);
  const payload: JsonObject = {
    ...interactionFrame(context, actor, 'message_action'),
    action_ts: `${(Date.now() / 1000).toFixed(6)}`,
    callback_id: callbackId,
    trigger_id: context.triggers.issue({ personId: actor.person.id, spaceId: actor.space.id, viewId: null }),
    response_url: newResponseUrl(context, actor.space, channel, actor.person, null),
    channel: { id: channel.id, name: channelNameInPayloads(channel) },
    message_ts: message.id,
    message: messageJson(world, message, context.baseUrl(), true),
  };
  const result = await context.delivery.deliver({ kind: 'interaction', payload });
  if (!result.ok) postNotice(context, channel.id, actor.person.id, 'This app did not respond.');
  return outcomeOf(result);
}
