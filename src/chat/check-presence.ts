import type { Account, Member } from '../core/committee/member.ts';
import { notePresence } from '../core/committee/note-presence.ts';
import { scopesOf } from '../core/twinning/town-scopes.ts';
import type { Id } from '../core/world.ts';
import type { JobContext, Queue } from './job.ts';
import { PlatformError } from './platform.ts';
import type { Route } from './send-once.ts';

/** A person who could not be written to: are they still there at all? */
export async function doubtPresence({ to }: Pick<Route, 'to'>, queue: Queue): Promise<void> {
  if (to.type === 'person') await checkLater(to.account, queue);
}

export async function checkLater({ platform, tenantId, userId }: Account, queue: Queue): Promise<void> {
  const key = `${platform}-${tenantId}-${userId}`;
  await queue.add('check-presence', { platform, tenantId, userId }, { key });
}

/**
 * A platform says by itself that an account was deactivated, or is active. Workspaces tell of every change of every
 * profile, so only what can mean something here is looked into.
 */
export async function accountChanged(
  account: Account,
  isActive: boolean,
  { database, queue }: Pick<JobContext, 'database' | 'queue'>,
): Promise<void> {
  const { committees } = database;
  const concerned = isActive
    ? (await committees.formerByAccount(account)).some(({ left }) => left?.why === 'gone')
    : (await committees.membersByAccount(account)).length > 0;
  if (concerned) await checkLater(account, queue);
}

/**
 * Asks the platforms whether the people behind an account are still there, and lets the committees know. Where a
 * platform cannot say now, nothing is concluded.
 */
export async function checkPresence(account: Account, context: JobContext): Promise<boolean> {
  const { database, world, log } = context;
  const known = [
    ...(await database.committees.membersByAccount(account)),
    ...(await database.committees.formerByAccount(account)).filter(({ left }) => left?.why === 'gone'),
  ];
  let changed = false;
  for (const member of known) {
    const here = await isAnywhere(member, context);
    if (here === undefined) continue;
    const outcome = await notePresence({ database, world }, member.id, here);
    if (outcome === 'unchanged') continue;
    changed = true;
    log.info('member.presence', { member: member.id, outcome });
  }
  return changed;
}

/** By any of their accounts. Undefined when it cannot be known. */
async function isAnywhere(member: Member, context: JobContext): Promise<boolean | undefined> {
  if (member.accounts.length === 0) return undefined;
  const servers = await serversOf(member.townId, context);
  let unsure = false;
  for (const account of member.accounts) {
    const platform = context.platforms.get(account.platform);
    try {
      if (platform === undefined) unsure = true;
      else if (await platform.isHere(account, servers)) return true;
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      context.log.warn('presence.unknown', {
        platform: account.platform,
        kind: error.kind,
        platformCode: error.platformCode,
      });
      unsure = true;
    }
  }
  return unsure ? undefined : false;
}

/** The Discord servers in which a town is at home. */
async function serversOf(townId: Id<'town'>, { database }: JobContext): Promise<string[]> {
  const spaces = (await scopesOf(database, townId)).flatMap((scope) => scope.spaces);
  const servers = spaces
    .filter((space) => space.platform === 'discord' && space.townId === townId)
    .map(({ tenantId }) => tenantId);
  return [...new Set(servers)];
}
