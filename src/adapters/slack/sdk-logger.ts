import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../chat/log.ts';

/** The SDK's own voice in the operator's log: warnings and errors only, without addresses and tokens. */
export const sdkLogger = (log: Log): Logger => {
  const said = (parts: readonly unknown[]) =>
    parts
      .map((part) => (part instanceof Error ? part.name : typeof part === 'string' ? part : ''))
      .join(' ')
      .replace(/\b(xox[a-z]|xapp)-\S+/g, '(token)')
      .replace(/\b(https?|wss?):\/\/\S+/g, '(address)')
      .slice(0, 200);
  const nothing = () => undefined;
  return {
    debug: nothing,
    info: nothing,
    warn: (...parts: unknown[]) => log.warn('slack.sdk', { said: said(parts) }),
    error: (...parts: unknown[]) => log.error('slack.sdk', { said: said(parts) }),
    setLevel: nothing,
    getLevel: () => LogLevel.INFO,
    setName: nothing,
  };
};
