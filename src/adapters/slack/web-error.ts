import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { PlatformError, type PlatformErrorKind } from '../../chat/platform.ts';

/** Where Slack does not say how long to wait. */
const PATIENCE_MS = 30_000;

const kinds: Readonly<Record<string, PlatformErrorKind>> = {
  ratelimited: 'busy',
  rate_limited: 'busy',
  message_limit_exceeded: 'busy',

  internal_error: 'unavailable',
  fatal_error: 'unavailable',
  service_unavailable: 'unavailable',
  request_timeout: 'unavailable',
  external_channel_migrating: 'unavailable',
  team_added_to_org: 'unavailable',
  // The token was replaced: an operator can repair that, so nothing may be given up because of it.
  invalid_auth: 'unavailable',
  not_authed: 'unavailable',
  token_revoked: 'unavailable',
  token_expired: 'unavailable',

  channel_not_found: 'gone',
  channel_is_limited_access: 'gone',
  is_archived: 'gone',
  is_inactive: 'gone',
  user_not_found: 'gone',
  account_inactive: 'gone',
  message_not_found: 'gone',
  thread_not_found: 'gone',
  team_not_found: 'gone',

  not_in_channel: 'forbidden',
  user_not_in_channel: 'forbidden',
  user_not_visible: 'forbidden',
  user_disabled: 'forbidden',
  user_is_bot: 'forbidden',
  cannot_dm_bot: 'forbidden',
  messages_tab_disabled: 'forbidden',
  restricted_action: 'forbidden',
  restricted_action_read_only_channel: 'forbidden',
  restricted_action_thread_only_channel: 'forbidden',
  restricted_action_non_threadable_channel: 'forbidden',
  restricted_action_thread_locked: 'forbidden',
  posting_to_channel_denied: 'forbidden',
  method_not_supported_for_channel_type: 'forbidden',
  cant_update_message: 'forbidden',
  edit_window_closed: 'forbidden',
  missing_scope: 'forbidden',
  no_permission: 'forbidden',
  access_denied: 'forbidden',
  ekm_access_denied: 'forbidden',
  org_login_required: 'forbidden',
  not_allowed_token_type: 'forbidden',
};

/** Any failure of a call to Slack, in the words of the port. */
export function toPlatformError(error: unknown): PlatformError {
  if (error instanceof PlatformError) return error;
  if (error instanceof WebAPIRateLimitedError)
    return new PlatformError('busy', 'ratelimited', error.retryAfter * 1000, { cause: error });
  if (error instanceof WebAPIPlatformError) return ofCode(error.data.error, error);
  if (error instanceof WebAPIHTTPError) return ofStatus(error.statusCode, undefined, error);
  if (error instanceof WebAPIRequestError)
    return new PlatformError('unavailable', 'network', undefined, { cause: error });
  // The SDK's one plain error: a 429 whose Retry-After nobody can read.
  if (error instanceof Error && error.message.startsWith('Retry header'))
    return new PlatformError('busy', 'ratelimited', PATIENCE_MS, { cause: error });
  return new PlatformError('unavailable', 'unknown', undefined, { cause: error });
}

/** An unknown code is ours to mend: Slack will not take the same thing later either. */
export function ofCode(code: string, cause?: unknown): PlatformError {
  const kind = kinds[code] ?? 'rejected';
  return new PlatformError(kind, code, kind === 'busy' ? PATIENCE_MS : undefined, { cause });
}

/** Of an answer that is no answer of the Web API: Slack's edge, a proxy, a response_url. */
export function ofStatus(status: number, retryAfter: string | undefined, cause?: unknown): PlatformError {
  const code = `http_${status}`;
  if (status === 429) {
    const seconds = Number(retryAfter);
    return new PlatformError('busy', code, seconds > 0 ? seconds * 1000 : PATIENCE_MS, { cause });
  }
  if (status >= 500 || status === 408) return new PlatformError('unavailable', code, undefined, { cause });
  if (status === 404 || status === 410) return new PlatformError('gone', code, undefined, { cause });
  return new PlatformError(status === 401 || status === 403 ? 'forbidden' : 'rejected', code, undefined, {
    cause,
  });
}
