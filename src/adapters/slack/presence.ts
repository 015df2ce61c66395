import type { WebClient } from '@slack/web-api';
import { PlatformError } from '../../chat/platform.ts';
import type { Account } from '../../core/committee/member.ts';
import { toPlatformError } from './web-error.ts';

/**
 * Whether the account is there and active. A deactivated one is still known to users.info, as `deleted`.
 * @throws PlatformError
 */
export async function isHere(
  client: WebClient,
  { platform, tenantId, userId }: Account,
  teamId: string,
): Promise<boolean> {
  if (platform !== 'slack') throw new PlatformError('rejected', 'not_slack');
  // Of another workspace's people this token knows nothing; that is no sign that they are gone.
  if (tenantId !== teamId) throw new PlatformError('unavailable', 'foreign_workspace');
  try {
    const { user } = await client.users.info({ user: userId });
    return user?.deleted !== true;
  } catch (error) {
    const known = toPlatformError(error);
    if (known.platformCode === 'user_not_found') return false;
    throw known;
  }
}

/** What a `user_change` event says of an account; undefined for anything that is none. */
export function personChange(
  event: { readonly user?: unknown },
  tenantId: string,
): { readonly account: Account; readonly isActive: boolean } | undefined {
  const { user } = event;
  if (typeof user !== 'object' || user === null || !('id' in user) || typeof user.id !== 'string')
    return undefined;
  return {
    account: { platform: 'slack', tenantId, userId: user.id },
    isActive: !('deleted' in user && user.deleted === true),
  };
}
