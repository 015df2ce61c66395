import type { JsonObject } from '../page-api.ts';

/** Discord's way of saying no: an HTTP status, a code and a sentence. */
export class DiscordRefusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: JsonObject | null;

  constructor(status: number, code: number, message: string, errors: JsonObject | null = null) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }

  get json(): JsonObject {
    return {
      message: this.message,
      code: this.code,
      ...(this.errors ? { errors: this.errors } : {}),
    };
  }
}

const CATALOGUE = {
  unauthorized: [401, 0, '401: Unauthorized'],
  notFound: [404, 0, '404: Not Found'],
  unknownChannel: [404, 10003, 'Unknown Channel'],
  unknownGuild: [404, 10004, 'Unknown Guild'],
  unknownMember: [404, 10007, 'Unknown Member'],
  unknownMessage: [404, 10008, 'Unknown Message'],
  unknownUser: [404, 10013, 'Unknown User'],
  unknownWebhook: [404, 10015, 'Unknown Webhook'],
  unknownInteraction: [404, 10062, 'Unknown interaction'],
  unknownCommand: [404, 10063, 'Unknown application command'],
  unknownEvent: [404, 10070, 'Unknown Guild Scheduled Event'],
  tooManyEvents: [400, 30038, 'Maximum number of uncompleted guild scheduled events reached (100)'],
  alreadyAnswered: [400, 40060, 'Interaction has already been acknowledged.'],
  missingAccess: [403, 50001, 'Missing Access'],
  emptyMessage: [400, 50006, 'Cannot send an empty message'],
  cannotDm: [403, 50007, 'Cannot send messages to this user'],
  missingPermissions: [403, 50013, 'Missing Permissions'],
  notAuthor: [403, 50005, 'Cannot edit a message authored by another user'],
  invalidWebhookToken: [401, 50027, 'Invalid Webhook Token'],
  noSharedServer: [403, 50278, 'Cannot send messages to this user due to having no mutual guilds'],
  fileTooLarge: [413, 40005, 'Request entity too large'],
  badJson: [400, 50109, 'The request body contains invalid JSON.'],
} as const;

export function refuse(name: keyof typeof CATALOGUE): never {
  const [status, code, message] = CATALOGUE[name];
  throw new DiscordRefusal(status, code, message);
}

/** Collects what is wrong in a form and throws it as Discord's 50035 with the nested `errors` object. */
export class FormErrors {
  readonly #found: { path: (string | number)[]; code: string; message: string }[] = [];

  add(path: (string | number)[], code: string, message: string): void {
    this.#found.push({ path, code, message });
  }

  max(path: (string | number)[], length: number, most: number): void {
    if (length > most) this.add(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${most} or fewer in length.`);
  }

  between(path: (string | number)[], length: number, least: number, most: number): void {
    if (length < least || length > most) {
      this.add(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${least} and ${most} in length.`);
    }
  }

  required(path: (string | number)[], isThere: boolean): void {
    if (!isThere) this.add(path, 'BASE_TYPE_REQUIRED', 'This field is required');
  }

  throwIfAny(): void {
    if (this.#found.length === 0) return;
    const errors: JsonObject = {};
    for (const { path, code, message } of this.#found) {
      let node = errors;
      for (const step of path) {
        const next = (node[String(step)] ?? {}) as JsonObject;
        node[String(step)] = next;
        node = next;
      }
      const list = (node._errors ?? []) as JsonObject[];
      node._errors = [...list, { code, message }];
    }
    throw new DiscordRefusal(400, 50035, 'Invalid Form Body', errors);
  }
}
