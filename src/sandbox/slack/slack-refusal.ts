import type { JsonObject } from '../page-api.ts';

/** Slack's way of saying no: HTTP 200 with ok:false and a code. */
export class SlackRefusal extends Error {
  readonly code: string;
  readonly details: JsonObject;

  constructor(code: string, details: JsonObject = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}
