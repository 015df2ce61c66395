import { OAuth2Scopes, PermissionFlagsBits } from 'discord.js';

/**
 * Everything that the bot needs in a server: to see its channels, to write and draw there, to look whether it has, and
 * to put meetings among the server's events.
 */
export const invitePermissions: bigint =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.ReadMessageHistory |
  PermissionFlagsBits.CreateEvents;

/** Where the owner of a server lets the bot in. */
export function inviteUrl(applicationId: string): string {
  const query = new URLSearchParams({
    client_id: applicationId,
    permissions: String(invitePermissions),
    scope: [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands].join(' '),
  });
  return `https://discord.com/oauth2/authorize?${query}`;
}
