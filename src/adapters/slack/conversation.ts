import type { WebClient } from '@slack/web-api';
import type { Answer, CallHandler } from '../../chat/call.ts';
import type { Log } from '../../chat/log.ts';
import { readerOf } from '../../chat/reader.ts';
import { msg } from '../../core/message.ts';
import { code } from '../../core/text.ts';
import { toError } from './http-receiver.ts';
import { clampPlain } from './limits.ts';
import type { SlackRequest, SlackSubmission } from './parse-payload.ts';
import type { Profiles } from './profiles.ts';
import { renderForm } from './render-form.ts';
import type { AnswerDesk } from './show-answer.ts';
import { toPlatformError } from './web-error.ts';

/** Slack waits three seconds for the acknowledgement, the way there and back included. */
const FORM_ACK_MS = 2400;
const SUBMISSION_ACK_MS = 2500;

/** Slack's answer to a submission that keeps the form open. */
export interface FieldErrors {
  readonly response_action: 'errors';
  readonly errors: Record<string, string>;
}

/** What happens between Slack's payload and the answer in the channel, on Slack's clock. */
export class Conversation {
  readonly #client: WebClient;
  readonly #handler: CallHandler;
  readonly #desk: AnswerDesk;
  readonly #profiles: Pick<Profiles, 'mentionedIn'>;
  readonly #firstSight: (requestId: string) => Promise<boolean>;
  readonly #log: Log;

  constructor(
    client: WebClient,
    handler: CallHandler,
    desk: AnswerDesk,
    profiles: Pick<Profiles, 'mentionedIn'>,
    firstSight: (requestId: string) => Promise<boolean>,
    log: Log,
  ) {
    this.#client = client;
    this.#handler = handler;
    this.#desk = desk;
    this.#profiles = profiles;
    this.#firstSight = firstSight;
    this.#log = log;
  }

  /** A command or the press of a control. */
  async hear(request: SlackRequest, ack: () => Promise<void>): Promise<void> {
    const plan = this.#handler.plan(request.call);
    if (plan.type === 'form') return this.#openForm(request, ack);
    await ack();
    if (!(await this.#isFirst(request))) return;
    await this.#desk.show(request, await this.#run(request));
  }

  /** A form, sent off: what was not understood is said beside its field, and the form stays open. */
  async take(submission: SlackSubmission, ack: (errors?: FieldErrors) => Promise<void>): Promise<void> {
    const answering = this.#answer(submission);
    const inTime = await within(SUBMISSION_ACK_MS, answering);
    const block = inTime?.problem && submission.blockOf(inTime.problem.option);
    if (inTime?.problem && block) {
      // Slack's limit for these is not documented; a sentence is not near any.
      const text = clampPlain(inTime.problem.text, 500);
      return ack({ response_action: 'errors', errors: { [block]: text } });
    }
    await ack();
    const answer = inTime ?? (await answering);
    if (answer) await this.#desk.show(submission, answer);
  }

  async #answer(request: SlackRequest): Promise<Answer | undefined> {
    return (await this.#isFirst(request)) ? this.#run(request) : undefined;
  }

  async #run({ call }: SlackRequest): Promise<Answer> {
    const people = await this.#profiles.mentionedIn(call.values, call.people);
    return await this.#handler.run({ ...call, people });
  }

  async #openForm(request: SlackRequest, ack: () => Promise<void>): Promise<void> {
    const opening = this.#open(request);
    await within(FORM_ACK_MS, opening);
    await ack();
    if ((await opening) === 'failed') await this.#desk.show(request, await this.#sorry(request));
  }

  async #open(request: SlackRequest): Promise<'open' | 'failed'> {
    try {
      // Of a repeated request the trigger is used up; nothing is to be said to anybody.
      if (!(await this.#isFirst(request))) return 'open';
      const form = await this.#handler.form(request.call);
      const view = renderForm(form, request.origin);
      await this.#client.views.open({ trigger_id: request.triggerId, view: view as never });
      return 'open';
    } catch (error) {
      const { platformCode } = toPlatformError(error);
      this.#log.warn('slack.form-not-opened', {
        command: request.call.command,
        platformCode,
        error: toError(error),
      });
      return 'failed';
    }
  }

  /** Nothing that was typed is lost: it is handed back, to be sent again. */
  async #sorry({ call, typed }: SlackRequest): Promise<Answer> {
    const text =
      typed === undefined
        ? msg('slack.form-not-opened-control')
        : msg('slack.form-not-opened', { typed: code(typed) });
    // The router knows what the person chose; here only Slack's own word for it is at hand.
    const reader = readerOf({ platform: 'slack', profile: await call.caller.profile() });
    return {
      visibility: 'private',
      content: { card: { tone: 'attention', blocks: [{ type: 'text', text }] }, reader },
      also: [],
    };
  }

  /** Where the memory of requests does not answer, being heard matters more than being heard twice. */
  async #isFirst({ call }: SlackRequest): Promise<boolean> {
    try {
      const first = await this.#firstSight(call.requestId);
      if (!first) this.#log.warn('slack.request-repeated', { command: call.command });
      return first;
    } catch (error) {
      this.#log.error('slack.request-memory-failed', { error: toError(error) });
      return true;
    }
  }
}

/** What came within the time; the work itself goes on. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
