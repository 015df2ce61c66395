import type { APIMessageApplicationCommandInteractionData } from 'discord.js';
import type { Call } from '../../chat/call.ts';
import type { AnyCommand } from '../../chat/command.ts';
import { callFromMessage, messageActions } from '../../chat/from-message.ts';
import { describeFromCatalogue } from './command-payload.ts';

/**
 * A command of a message's menu as a call; undefined for one we have not. Discord names it as it was registered, in
 * English, whatever the person saw. The message's text is in it without any privileged intent: somebody chose it.
 */
export function parseMessageAction(
  sender: Pick<Call, 'requestId' | 'caller' | 'place'>,
  data: APIMessageApplicationCommandInteractionData,
  commands: ReadonlyMap<string, AnyCommand>,
): Call | undefined {
  const action = messageActions(commands).find(
    ({ nameKey }) => describeFromCatalogue(nameKey, 'en') === data.name,
  );
  const message = data.resolved.messages[data.target_id];
  if (action === undefined || message === undefined) return undefined;
  const named = message.mentions.reduce(
    (text, { id, global_name: name, username }) =>
      text.replaceAll(new RegExp(`<@!?${id}>`, 'g'), () => `@${name ?? username}`),
    message.content,
  );
  return callFromMessage(action.command, named, commands, sender);
}
