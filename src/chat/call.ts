import type { Language } from '../core/text.ts';
import type { PlatformName } from '../core/twinning/twinning.ts';
import type { Id } from '../core/world.ts';
import type { Card } from './card.ts';
import type { Form } from './form.ts';
import type { Completion } from './option.ts';

/** What a platform knows of a person, as far as it tells. */
export interface Profile {
  readonly displayName: string;
  /** BCP 47. */
  readonly locale?: string;
  /** IANA. Discord never tells. */
  readonly timeZone?: string;
}

export interface Caller {
  readonly platform: PlatformName;
  /** Slack team id, or `discordTenant`. */
  readonly tenantId: string;
  readonly userId: string;
  /** Asks the platform where the request itself does not say; cached by the adapter. Never rejects. */
  readonly profile: () => Promise<Profile>;
}

export interface Place {
  readonly platform: PlatformName;
  /** Slack team id or Discord guild id ('' in a Discord direct message). */
  readonly tenantId: string;
  readonly channelId: string;
  /** A direct message with the bot. */
  readonly direct: boolean;
}

/** What a platform makes of a native payload: typed values, never one flattened string. */
export interface Call {
  /** The platform's id of this request: the same request twice has one effect. */
  readonly requestId: string;
  /** A command path such as 'meeting/propose', or a bare root such as 'twin'. May name nothing that exists. */
  readonly command: string;
  readonly values: Readonly<Record<string, string>>;
  readonly origin: 'typed' | 'form' | 'control';
  readonly caller: Caller;
  readonly place: Place;
  /** From a control or form: the twinning it claims to be about. */
  readonly twinningId?: Id<'twn'>;
  /** The control asks for the form. */
  readonly openForm: boolean;
  /** Names of people mentioned in values, by user id, where the payload tells them. */
  readonly people: Readonly<Record<string, string>>;
  /** Words that were typed and belong to no option, for the answer that says so. */
  readonly leftover?: string;
}

/** How the answer will appear, known before anything is looked up, so that 3 seconds are never at risk. */
export type Plan =
  | { readonly type: 'form' }
  /** public: everybody here sees it. private: only the caller. update: replaces the message with the control. silent: nothing. */
  | { readonly type: 'reply'; readonly visibility: 'public' | 'private' | 'update' | 'silent' };

/** Whom a text is worded for. */
export interface Reader {
  readonly language: Language;
  /** BCP 47, for dates and numbers, for example 'en-US'. */
  readonly locale: string;
  readonly timeZone: string;
}

export interface Content {
  readonly card: Card;
  readonly reader: Reader;
}

export interface Answer {
  /** A refusal is private, whatever was planned. */
  readonly visibility: 'public' | 'private' | 'update' | 'silent';
  readonly content?: Content;
  /** More, for the caller only: the one question whom they represent. */
  readonly also: readonly Content[];
  /** One option was not understood: a form can show it beside the field, worded for the reader. */
  readonly problem?: { readonly option: string; readonly text: string };
}

/** What the router offers to the platforms. No method rejects: failures become answers. */
export interface CallHandler {
  /** Synchronous and without lookups. */
  plan(call: Call): Plan;
  form(call: Call): Promise<Form>;
  run(call: Call): Promise<Answer>;
  complete(call: Call, option: string, typed: string): Promise<readonly Completion[]>;
}
