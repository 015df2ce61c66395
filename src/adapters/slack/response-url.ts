import { PlatformError } from '../../chat/platform.ts';
import type { SlackMessage } from './render-card.ts';
import { ofCode, ofStatus, toPlatformError } from './web-error.ts';

const TIMEOUT_MS = 10_000;
const SLACK_HOSTS = ['hooks.slack.com', 'hooks.slack-gov.com'];

export type ResponseMode = 'ephemeral' | 'in_channel' | 'replace';

/** Posts to the address that came with a command or a press: 5 times within 30 minutes, also where the bot is no member. */
export class ResponseUrl {
  readonly #apiUrl: string | undefined;

  /** @param apiUrl where Slack is, when it is not slack.com: its hooks are on the same origin */
  constructor(apiUrl: string | undefined) {
    this.#apiUrl = apiUrl;
  }

  /** @throws PlatformError */
  async post(url: string, message: SlackMessage, mode: ResponseMode): Promise<void> {
    if (!this.#isSlack(url)) throw new PlatformError('rejected', 'foreign_response_url');
    const body = {
      ...message,
      unfurl_links: false,
      unfurl_media: false,
      ...(mode === 'replace' ? { replace_original: true } : { response_type: mode, replace_original: false }),
    };
    let response: Response;
    let answer: string;
    try {
      response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      answer = await response.text();
    } catch (error) {
      throw toPlatformError(error);
    }
    // Slack says so with 404 or 400; it must not be taken for an address that is gone.
    if (answer.includes('"invalid_blocks"')) throw ofCode('invalid_blocks');
    if (!response.ok) throw ofStatus(response.status, response.headers.get('retry-after') ?? undefined);
    if (answer.includes('"ok":false')) throw new PlatformError('rejected', 'response_url_refused');
  }

  #isSlack(url: string): boolean {
    if (!URL.canParse(url)) return false;
    const { protocol, host, origin } = new URL(url);
    if (this.#apiUrl !== undefined) return origin === new URL(this.#apiUrl).origin;
    return protocol === 'https:' && SLACK_HOSTS.includes(host);
  }
}
