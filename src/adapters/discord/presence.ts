import { DiscordAPIError, type REST, Routes } from 'discord.js';
import { PlatformError } from '../../chat/platform.ts';
import type { Account } from '../../core/committee/member.ts';
import { toPlatformError } from './rest-error.ts';

/** "Unknown Member": not on this server (any more). */
const UNKNOWN_MEMBER = 10007;
/** "Unknown User": the account itself is gone. */
const UNKNOWN_USER = 10013;

/**
 * Whether people are still on a server. Events of members need a privileged intent; to ask for one member needs none
 * (discord-api-docs, developers/resources/guild, "Get Guild Member").
 */
export class Presence {
  readonly #rest: REST;
  readonly #token: string;

  constructor(rest: REST, token: string) {
    this.#rest = rest;
    this.#token = token;
  }

  /** @throws PlatformError also when the bot itself is not on one of the servers: that says nothing about the person */
  async isHere({ platform, userId }: Account, servers: readonly string[]): Promise<boolean> {
    if (platform !== 'discord') throw new PlatformError('rejected', 'not-discord');
    if (servers.length === 0) return await this.#isThere(Routes.user(userId));
    let unknown: PlatformError | undefined;
    for (const server of servers) {
      try {
        if (await this.#isThere(Routes.guildMember(server, userId))) return true;
      } catch (error) {
        // Another server may still know them.
        if (!(error instanceof PlatformError)) throw error;
        unknown = error;
      }
    }
    if (unknown !== undefined) throw unknown;
    return false;
  }

  async #isThere(route: `/${string}`): Promise<boolean> {
    this.#rest.setToken(this.#token);
    try {
      await this.#rest.get(route);
      return true;
    } catch (error) {
      if (error instanceof DiscordAPIError && [UNKNOWN_MEMBER, UNKNOWN_USER].includes(Number(error.code)))
        return false;
      throw toPlatformError(error);
    }
  }
}
