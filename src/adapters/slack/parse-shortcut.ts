import { z } from 'zod';
import { callFromMessage } from '../../chat/from-message.ts';
import { callerOf, placeOf, type SlackRequest, type Surroundings } from './parse-payload.ts';

/** https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload; a message of blocks may have no text. */
const shortcutSchema = z.object({
  type: z.literal('message_action'),
  callback_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string().optional(),
  user: z.object({ id: z.string(), name: z.string().optional(), username: z.string().optional() }),
  channel: z.object({ id: z.string() }),
  message: z.looseObject({ text: z.string().nullish() }),
});

/** Undefined for anything that is not one of our shortcuts on a message; their callback ids are command paths. */
export function parseShortcut(body: unknown, around: Surroundings): SlackRequest | undefined {
  const { data } = shortcutSchema.safeParse(body);
  if (data === undefined) return undefined;
  const { user, channel, trigger_id: triggerId, response_url: responseUrl } = data;
  const call = callFromMessage(data.callback_id, plainText(data.message.text ?? ''), around.commands, {
    requestId: triggerId,
    caller: callerOf(user.id, user.name ?? user.username, around),
    place: placeOf(channel.id, around),
  });
  return (
    call && {
      call,
      triggerId,
      origin: { channelId: channel.id, ...(responseUrl === undefined ? {} : { responseUrl }) },
    }
  );
}

/** What a person reads in a message: mentions by the name in them, links by their words, no entities. */
export const plainText = (mrkdwn: string): string =>
  mrkdwn
    .replace(/<([^<>|]*)\|([^<>]*)>/g, (_, target: string, label: string) => `${signOf(target)}${label}`)
    .replace(/<!([^<>|]*)>/g, '@$1')
    .replace(/<[@#][^<>]*>/g, '…')
    .replace(/<([^<>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

const signOf = (target: string): string => (target.startsWith('@') ? '@' : target.startsWith('#') ? '#' : '');
