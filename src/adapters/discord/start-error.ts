import { DiscordjsError, DiscordjsErrorCodes, GatewayCloseCodes } from 'discord.js';

/**
 * token: Discord does not know the token (any more). application: the token belongs to another application than the
 * id says. intents: the gateway refuses what the bot asks to see. unreachable: no connection in time.
 */
export type StartFailure = 'token' | 'application' | 'intents' | 'unreachable';

/** The bot cannot start on Discord. `failure` says which variable or setting to look at. */
export class DiscordStartError extends Error {
  override readonly name = 'DiscordStartError';
  constructor(
    readonly failure: StartFailure,
    options?: ErrorOptions,
  ) {
    super(`cannot start on Discord: ${failure}`, options);
  }
}

/** @param closeCode with which the gateway hung up, where it did */
export function toStartError(error: unknown, closeCode: number | undefined): DiscordStartError {
  if (error instanceof DiscordStartError) return error;
  return new DiscordStartError(failureOf(error, closeCode), { cause: error });
}

function failureOf(error: unknown, closeCode: number | undefined): StartFailure {
  const text = error instanceof Error ? error.message : '';
  if (closeCode === GatewayCloseCodes.DisallowedIntents || closeCode === GatewayCloseCodes.InvalidIntents) {
    return 'intents';
  }
  // discord.js tells some refusals only in words.
  if (/\bintents\b/i.test(text)) return 'intents';
  const unknownToken = error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid;
  if (unknownToken || closeCode === GatewayCloseCodes.AuthenticationFailed || /authentication/i.test(text)) {
    return 'token';
  }
  return 'unreachable';
}
