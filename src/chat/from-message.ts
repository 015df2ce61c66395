import { quoted } from '../core/clean-text.ts';
import type { Call } from './call.ts';
import type { AnyCommand } from './command.ts';

/** As long as what may be promised; a message may be much longer, and is then cut visibly. */
const LONGEST_TAKEN = 300;

/** What one can make of a message of the chat: the command whose form it opens. */
export interface MessageAction {
  readonly command: string;
  /** The catalogue's key of what the platform's menu calls it: 24 characters at most, which is Slack's limit. */
  readonly nameKey: string;
}

export const messageActions = (commands: ReadonlyMap<string, AnyCommand>): MessageAction[] =>
  [...commands].flatMap(([path, { fromMessage }]) =>
    fromMessage === undefined
      ? []
      : [{ command: path, nameKey: `command.${path.replace('/', '.')}.from-message` }],
  );

/** The call that a message action is: its form opens, with what the message says in it. Undefined for one we have not. */
export function callFromMessage(
  command: string,
  text: string,
  commands: ReadonlyMap<string, AnyCommand>,
  who: Pick<Call, 'requestId' | 'caller' | 'place'>,
): Call | undefined {
  const option = commands.get(command)?.fromMessage;
  if (option === undefined) return undefined;
  const taken = quoted(text, LONGEST_TAKEN);
  return {
    ...who,
    command,
    values: taken === '' ? {} : { [option]: taken },
    origin: 'control',
    openForm: true,
    people: {},
  };
}
