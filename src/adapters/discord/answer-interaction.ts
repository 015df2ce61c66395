import type { APIInteraction } from 'discord.js';
import type { Answer, Call, CallHandler, Content } from '../../chat/call.ts';
import type { Block, Button } from '../../chat/card.ts';
import type { AnyCommand } from '../../chat/command.ts';
import type { CommandPath } from '../../chat/command-paths.generated.ts';
import { renderControlId } from '../../chat/control-id.ts';
import type { Log } from '../../chat/log.ts';
import { type Drawn, drawPictures, nothingDrawn, type PictureRenderer } from '../../chat/picture-renderer.ts';
import { readerOf } from '../../chat/reader.ts';
import { msg } from '../../core/message.ts';
import type { Phrase } from '../../core/text.ts';
import type { Instant } from '../../core/time/instant.ts';
import { label } from './clip.ts';
import { instantOfId } from './delivery.ts';
import { FormTooLongError } from './form-id.ts';
import { type FirstAnswer, InteractionReply, type ReplyParts } from './interaction-reply.ts';
import { limits, patience } from './limits.ts';
import { type Parsed, parseInteraction } from './parse-interaction.ts';
import { renderForm } from './render-form.ts';
import { toPlatformError } from './rest-error.ts';
import { announce, type Shown, showAnswer, type Where } from './show-answer.ts';
import { withinMs } from './within-ms.ts';

export interface AnswererParts extends ReplyParts {
  readonly handler: CallHandler;
  readonly registry: ReadonlyMap<string, AnyCommand>;
  readonly log: Log;
  readonly now: () => Instant;
  readonly firstSight: (requestId: string) => Promise<boolean>;
  readonly pictures: PictureRenderer;
}

type ParsedCall = Extract<Parsed, { type: 'call' }>;
type ParsedCompletion = Extract<Parsed, { type: 'completion' }>;

/** Takes interactions as the gateway brings them, and answers them. */
export class InteractionAnswerer {
  readonly #parts: AnswererParts;

  constructor(parts: AnswererParts) {
    this.#parts = parts;
  }

  /** Never rejects: what goes wrong is logged, and said to the person where that is still possible. */
  async answer(interaction: APIInteraction): Promise<void> {
    const { log } = this.#parts;
    const reply = new InteractionReply(this.#parts, interaction);
    try {
      const parsed = parseInteraction(interaction, this.#parts.registry);
      if (parsed === undefined)
        log.warn('discord.not-ours', { interaction: interaction.id, type: interaction.type });
      else if (parsed.type === 'completion') await this.#complete(parsed, reply);
      else await this.#call(parsed, reply);
    } catch (error) {
      this.#logFailure('discord.answer-failed', interaction.id, error);
    }
  }

  async #complete({ call, option, typed }: ParsedCompletion, reply: InteractionReply): Promise<void> {
    const found = await withinMs(this.#parts.handler.complete(call, option, typed), patience.completionMs);
    if (found === undefined) this.#parts.log.warn('discord.completion-slow', { command: call.command });
    const choices = (found ?? [])
      // A value cannot be shortened: it would be another one.
      .filter(({ value }) => value.length > 0 && value.length <= limits.completion)
      .slice(0, limits.completions)
      .map((completion) => ({ name: label(completion.label, limits.completion), value: completion.value }));
    await reply.completions(choices);
  }

  async #call(parsed: ParsedCall, reply: InteractionReply): Promise<void> {
    const where: Where = {
      reply,
      onMessage: parsed.onMessage,
      ...(parsed.mark ? { mark: parsed.mark } : {}),
    };
    const plan = this.#parts.handler.plan(parsed.call);
    if (plan.type === 'form' && parsed.mayOpenForm) await this.#openForm(parsed.call, where);
    else await this.#run(parsed.call, where, plan.type === 'form' ? 'private' : plan.visibility);
  }

  async #openForm(call: Call, where: Where): Promise<void> {
    const outcome = await withinMs(
      this.#once(call, () => this.#parts.handler.form(call)),
      patience.formMs,
    );
    if (outcome === undefined) {
      this.#checkLate(call, await showAnswer(where, privately(await lateForm(call)), 'nothing'));
      return;
    }
    if (outcome.type === 'repeated') return;
    let key: Apology = 'discord.trouble';
    if (outcome.type === 'done') {
      try {
        this.#checkLate(call, await where.reply.modal(renderForm(outcome.value)));
        return;
      } catch (error) {
        this.#logFailure('discord.form-refused', call.requestId, error);
        if (error instanceof FormTooLongError) key = 'discord.form-too-long';
      }
    }
    this.#checkLate(call, await showAnswer(where, await apology(call, key), 'nothing'));
  }

  async #run(call: Call, where: Where, planned: Answer['visibility']): Promise<void> {
    const running = this.#once(call, () => this.#answerTo(call));
    let shown: Shown = 'nothing';
    let first: FirstAnswer = 'shown';
    if ((await withinMs(running, patience.directAnswerMs)) === undefined) {
      ({ shown, first } = await announce(where, planned));
      this.#checkLate(call, first);
    }
    const outcome = await running;
    if (outcome.type === 'repeated' || first === 'late') return;
    const { answer, drawn } =
      outcome.type === 'done'
        ? outcome.value
        : { answer: await apology(call, 'discord.trouble'), drawn: nothingDrawn };
    try {
      this.#checkLate(call, await this.#show(call, where, answer, shown, drawn));
    } catch (error) {
      // Mostly a card that Discord does not take. What was done is done; the person must not be left in doubt.
      this.#logFailure('discord.answer-refused', call.requestId, error);
      await showAnswer(where, await apology(call, 'discord.trouble'), shown);
    }
  }

  async #answerTo(call: Call): Promise<{ answer: Answer; drawn: Drawn }> {
    const { handler, pictures, log } = this.#parts;
    const answer = await handler.run(call);
    const drawn = answer.content && (await drawPictures(answer.content, pictures, log));
    return { answer, drawn: drawn ?? nothingDrawn };
  }

  /** What is not taken with its picture (too large, no permission to attach) is shown with the picture's words. */
  async #show(call: Call, where: Where, answer: Answer, shown: Shown, drawn: Drawn): Promise<FirstAnswer> {
    if (drawn.size === 0) return showAnswer(where, answer, shown);
    try {
      return await showAnswer(where, answer, shown, drawn);
    } catch (error) {
      const { kind, platformCode } = toPlatformError(error);
      // It may have arrived, and a public message twice is worse than none.
      if (kind === 'unavailable' && answer.visibility === 'public') throw error;
      this.#parts.log.warn('discord.picture-refused', { interaction: call.requestId, kind, platformCode });
      return showAnswer(where, answer, shown);
    }
  }

  /** The same request twice has one effect. Never rejects. */
  async #once<T>(call: Call, work: () => Promise<T>): Promise<Outcome<T>> {
    try {
      if (await this.#parts.firstSight(call.requestId)) return { type: 'done', value: await work() };
    } catch (error) {
      this.#logFailure('discord.call-failed', call.requestId, error);
      return { type: 'failed' };
    }
    this.#parts.log.info('discord.repeated', { interaction: call.requestId });
    return { type: 'repeated' };
  }

  #checkLate(call: Call, first: FirstAnswer): void {
    if (first !== 'late') return;
    const ageMs = this.#parts.now() - instantOfId(call.requestId);
    this.#parts.log.warn('discord.too-late', { interaction: call.requestId, command: call.command, ageMs });
  }

  #logFailure(code: string, requestId: string, problem: unknown): void {
    const error = problem instanceof Error ? problem : new Error('not an error');
    const { kind, platformCode } = toPlatformError(problem);
    this.#parts.log.error(code, { interaction: requestId, kind, platformCode, error });
  }
}

type Outcome<T> =
  | { readonly type: 'done'; readonly value: T }
  | { readonly type: 'repeated' }
  | { readonly type: 'failed' };

type Apology = 'discord.trouble' | 'discord.form-too-long';

const privately = (content: Content): Answer => ({ visibility: 'private', content, also: [] });

const apology = async (call: Call, key: Apology): Promise<Answer> =>
  privately(await sorry(call, msg(key), []));

async function sorry(call: Call, text: Phrase, controls: readonly Button[]): Promise<Content> {
  const reader = readerOf({ platform: 'discord', profile: await call.caller.profile() });
  const blocks: Block[] = [{ type: 'text', text }];
  if (controls.length > 0) blocks.push({ type: 'controls', controls });
  return { reader, card: { tone: 'bad', blocks } };
}

/** The three seconds went by; a button has three of its own. */
function lateForm(call: Call): Promise<Content> {
  const button: Button = {
    type: 'button',
    label: msg('discord.open-form'),
    style: 'primary',
    call: {
      // It was planned with a form a moment ago, so it exists.
      command: call.command as CommandPath,
      options: call.values,
      openForm: true,
      ...(call.twinningId === undefined ? {} : { twinningId: call.twinningId }),
    },
  };
  try {
    renderControlId(button.call);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return sorry(call, msg('discord.form-late-again'), []);
  }
  return sorry(call, msg('discord.form-late'), [button]);
}
