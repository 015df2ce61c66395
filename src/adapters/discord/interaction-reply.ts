import {
  type APIApplicationCommandOptionChoice,
  type APIModalInteractionResponseCallbackData,
  InteractionResponseType,
  MessageFlags,
  type RawFile,
  type REST,
  Routes,
} from 'discord.js';
import type { Outgoing } from './message-body.ts';
import { isAnswered, isTooLate } from './rest-error.ts';

/** shown: as wanted. answered: something else was shown before. late: nobody will see it. */
export type FirstAnswer = 'shown' | 'answered' | 'late';

/** How one interaction can be answered. `rest` may repeat what is refused or harmless twice; `sends` never repeats. */
export interface ReplyParts {
  readonly rest: REST;
  readonly sends: REST;
  readonly applicationId: string;
}

export class InteractionReply {
  readonly #parts: ReplyParts;
  readonly #id: string;
  readonly #token: string;

  constructor(parts: ReplyParts, interaction: { readonly id: string; readonly token: string }) {
    this.#parts = parts;
    this.#id = interaction.id;
    this.#token = interaction.token;
  }

  message({ body, files }: Outgoing): Promise<FirstAnswer> {
    return this.#first({ type: InteractionResponseType.ChannelMessageWithSource, data: body }, files);
  }

  /** Changes the message that the control is on. */
  update({ body, files }: Outgoing): Promise<FirstAnswer> {
    return this.#first({ type: InteractionResponseType.UpdateMessage, data: body }, files);
  }

  /** "Is thinking"; who sees it is who will see the answer. */
  think(visibleTo: 'everybody' | 'caller'): Promise<FirstAnswer> {
    const type = InteractionResponseType.DeferredChannelMessageWithSource;
    return this.#first(visibleTo === 'caller' ? { type, data: { flags: MessageFlags.Ephemeral } } : { type });
  }

  /** The press is taken note of, and nothing appears. */
  acknowledge(): Promise<FirstAnswer> {
    return this.#first({ type: InteractionResponseType.DeferredMessageUpdate });
  }

  modal(data: APIModalInteractionResponseCallbackData): Promise<FirstAnswer> {
    return this.#first({ type: InteractionResponseType.Modal, data });
  }

  completions(choices: readonly APIApplicationCommandOptionChoice<string>[]): Promise<FirstAnswer> {
    const type = InteractionResponseType.ApplicationCommandAutocompleteResult;
    return this.#first({ type, data: { choices } });
  }

  async editOriginal({ body, files }: Outgoing): Promise<void> {
    const route = Routes.webhookMessage(this.#parts.applicationId, this.#token, '@original');
    await this.#parts.rest.patch(route, { body, files, auth: false });
  }

  async deleteOriginal(): Promise<void> {
    const route = Routes.webhookMessage(this.#parts.applicationId, this.#token, '@original');
    await this.#parts.rest.delete(route, { auth: false });
  }

  async followUp({ body, files }: Outgoing): Promise<void> {
    await this.#parts.sends.post(Routes.webhook(this.#parts.applicationId, this.#token), {
      body,
      files,
      auth: false,
    });
  }

  async #first(body: unknown, files: RawFile[] = []): Promise<FirstAnswer> {
    try {
      const route = Routes.interactionCallback(this.#id, this.#token);
      await this.#parts.rest.post(route, { body, files, auth: false });
      return 'shown';
    } catch (error) {
      if (isAnswered(error)) return 'answered';
      if (isTooLate(error)) return 'late';
      throw error;
    }
  }
}
