import type { ArchiveStore } from '../core/archive/archive-store.ts';
import type { PrivateCalendars } from '../core/availability/private-calendar.ts';
import { firstToAsk } from '../core/committee/change-own-profile.ts';
import { mayManage } from '../core/committee/may-manage.ts';
import { DomainError, refusal } from '../core/domain-error.ts';
import type { HolidayCalendar } from '../core/holiday/holiday-calendar.ts';
import { keepableText } from '../core/keepable.ts';
import type { PlaceDirectory } from '../core/place/place-directory.ts';
import type { ProgrammeTemplates } from '../core/programme/programme-template.ts';
import type { Database } from '../core/stores.ts';
import type { World } from '../core/world.ts';
import { localForm } from './build-form.ts';
import type { CalendarAddresses } from './calendar-addresses.ts';
import type { Answer, Call, CallHandler, Content, Plan, Reader } from './call.ts';
import type { AnyCommand, AnywhereContext, Inside, PersonContext, TwinningContext } from './command.ts';
import { complete } from './completers.ts';
import type { Documents } from './documents.ts';
import type { Form } from './form.ts';
import { asError, type Log } from './log.ts';
import type { Completion } from './option.ts';
import { readerOf, spaceReader } from './reader.ts';
import { incidentAnswer, refusalAnswer } from './refusal-answer.ts';
import type { Registry } from './registry.ts';
import { welcomeCard } from './view/welcome-card.ts';
import { type Whereabouts, whereabouts } from './whereabouts.ts';

export interface RouterParts {
  readonly world: World;
  readonly database: Database;
  readonly archives: ArchiveStore;
  readonly documents: Documents;
  readonly places: PlaceDirectory;
  readonly holidays: HolidayCalendar;
  readonly programmes: ProgrammeTemplates;
  readonly privateCalendars?: PrivateCalendars;
  readonly registry: Registry;
  readonly log: Log;
  readonly calendars?: CalendarAddresses;
}

/** What a command is run with, once everything about the call is known. */
interface Prepared {
  readonly command: AnyCommand;
  readonly reader: Reader;
  readonly where: Whereabouts;
}

/** At the door: what no store keeps (NUL, halves of characters) is no reason to lose the rest. */
const keepable = (call: Call): Call => ({
  ...call,
  values: Object.fromEntries(Object.entries(call.values).map(([name, raw]) => [name, keepableText(raw)])),
});

/** Finds out who asks where, runs the command, and words what went wrong: the only place that catches. */
export class Router implements CallHandler {
  readonly #parts: RouterParts;

  constructor(parts: RouterParts) {
    this.#parts = parts;
  }

  plan(call: Call): Plan {
    const command = this.#command(call);
    if (command === undefined) return { type: 'reply', visibility: 'private' };
    if (
      command.form !== undefined &&
      (call.openForm || (call.origin !== 'form' && lacksRequired(command, call)))
    ) {
      return { type: 'form' };
    }
    const visibility = command.reply === 'update' && call.origin !== 'control' ? 'private' : command.reply;
    return { type: 'reply', visibility };
  }

  async form(given: Call): Promise<Form> {
    const call = keepable(given);
    const command = this.#command(call);
    if (command === undefined) throw new RangeError('a form was planned for a command that is not there');
    const { reader, where } = await this.#prepare(call, command);
    const now = this.#parts.world.now();
    const draftId = call.values.draft;
    const draft =
      draftId === undefined
        ? undefined
        : await this.#parts.database.drafts.draft(draftId as `drf_${string}`, now);
    const { draft: _, ...values } = call.values;
    if (draft?.command === call.command)
      return localForm(call, command, { ...values, ...draft.values }, reader, now);
    const usual = await command.prefill?.({
      reader,
      values,
      world: this.#parts.world,
      database: this.#parts.database,
      ...(where.inside === undefined ? {} : { inside: where.inside }),
      ...(where.member === undefined ? {} : { member: where.member }),
    });
    return localForm(call, command, { ...usual, ...values }, reader, now);
  }

  async run(given: Call): Promise<Answer> {
    const call = keepable(given);
    let reader: Reader = { language: 'en', locale: 'en-GB', timeZone: 'UTC' };
    try {
      const command = this.#command(call);
      const prepared = await this.#prepare(call, command);
      reader = prepared.reader;
      if (command === undefined) throw refusal('error.command.unknown');
      return await this.#runCommand(call, { ...prepared, command });
    } catch (error) {
      if (error instanceof DomainError)
        return await refusalAnswer(call, this.#command(call), error, reader, this.#parts);
      return incidentAnswer(call, error, reader, this.#parts);
    }
  }

  async complete(call: Call, option: string, typed: string): Promise<readonly Completion[]> {
    try {
      const command = this.#command(call);
      const completer = command?.options[option]?.completer;
      if (command === undefined || completer === undefined) return [];
      const { where, reader } = await this.#prepare(call, command);
      return await complete(completer, {
        typed: typed.slice(0, 100),
        values: call.values,
        reader,
        now: this.#parts.world.now(),
        database: this.#parts.database,
        places: this.#parts.places,
        holidays: this.#parts.holidays,
        ...(where.inside === undefined ? {} : { inside: where.inside }),
      });
    } catch (error) {
      this.#parts.log.error('completion.failed', { command: call.command, error: asError(error) });
      return [];
    }
  }

  #command(call: Call): AnyCommand | undefined {
    const command = this.#parts.registry.commands.get(call.command);
    return command?.surface === 'control' && call.origin === 'typed' ? undefined : command;
  }

  async #prepare(call: Call, command: AnyCommand | undefined): Promise<Omit<Prepared, 'command'>> {
    const profile = await call.caller.profile();
    const where = await whereabouts(this.#parts, call, profile, command?.scope ?? 'anywhere');
    const reader = readerOf({
      platform: call.caller.platform,
      profile,
      member: where.member,
      space: where.space,
      town: where.town,
    });
    return { where, reader };
  }

  async #runCommand(call: Call, { command, reader, where }: Prepared): Promise<Answer> {
    const { world, database, archives, documents, places, holidays, programmes } = this.#parts;
    const { calendars, privateCalendars } = this.#parts;
    const now = world.now();
    const anywhere: AnywhereContext = {
      world,
      database,
      archives,
      documents,
      places,
      holidays,
      programmes,
      ...(privateCalendars === undefined ? {} : { privateCalendars }),
      now,
      origin: call.origin,
      caller: call.caller,
      profile: where.profile,
      place: call.place,
      reader,
      people: call.people,
      ...(where.inside === undefined ? {} : { known: where.inside }),
      ...(calendars === undefined ? {} : { calendars }),
    };
    const context = await this.#within(command, anywhere, where);
    const input = this.#parse(call, command, reader, now);
    const card = await command.run(input, context as TwinningContext);
    const visibility = this.plan(call);
    const also = await this.#questions(where, reader);
    return {
      visibility:
        visibility.type === 'reply'
          ? visibility.visibility
          : command.reply === 'public'
            ? 'public'
            : 'private',
      ...(card === undefined
        ? {}
        : { content: { card, reader: await this.#readerFor(call, command, reader, where) } }),
      also,
    };
  }

  /**
   * What everybody sees is worded for everybody there; a command may only just have bound the channel. Who has just
   * changed their language or clock is answered in the new one.
   */
  async #readerFor(call: Call, command: AnyCommand, reader: Reader, where: Whereabouts): Promise<Reader> {
    if (command.scope === 'person' && where.member !== undefined) {
      const { profile, space, town } = where;
      const member = await this.#parts.database.committees.member(where.member.id);
      return readerOf({ platform: call.caller.platform, profile, member, space, town });
    }
    if (command.reply !== 'public') return reader;
    if (where.spaceReader !== undefined) return where.spaceReader;
    const { twinnings } = this.#parts.database;
    const space = await twinnings.spaceAt(call.place.platform, call.place.tenantId, call.place.channelId);
    const town = space && (await twinnings.town(space.townId));
    return space === undefined || town === undefined ? reader : spaceReader(space, town);
  }

  async #within(
    command: AnyCommand,
    anywhere: AnywhereContext,
    where: Whereabouts,
  ): Promise<AnywhereContext | PersonContext | TwinningContext> {
    if (command.scope === 'anywhere') return anywhere;
    if (where.removedFrom !== undefined)
      throw refusal('error.committee.removed', { town: where.removedFrom.name });
    if (where.member === undefined || where.town === undefined) throw refusal('error.place.not-bound');
    const person: PersonContext = { ...anywhere, member: where.member, town: where.town };
    if (command.scope === 'person') return person;
    if (where.inside === undefined) throw refusal('error.place.not-bound');
    const inside: Inside = where.inside;
    const offices = await this.#parts.database.committees.officesOf([inside.town.id]);
    if (command.who === 'office-holder' && !mayManage(inside.town, inside.member, offices)) {
      throw refusal('error.command.office-only', { town: inside.town.name });
    }
    return { ...person, inside };
  }

  #parse(call: Call, command: AnyCommand, reader: Reader, now: number): Record<string, unknown> {
    const input: Record<string, unknown> = {};
    for (const [name, option] of Object.entries(command.options)) {
      const raw = call.values[name]?.trim() ?? '';
      if (raw === '' && !(option.formOnly && call.origin === 'form')) {
        if (option.required) throw refusal('error.option.missing').of(name);
        continue;
      }
      try {
        input[name] = option.parse(raw, { now, timeZone: reader.timeZone, language: reader.language });
      } catch (error) {
        throw error instanceof DomainError ? error.of(name) : error;
      }
    }
    return input;
  }

  /** A person new here is asked once whom they represent. */
  async #questions(where: Whereabouts, reader: Reader): Promise<Content[]> {
    const member = where.member;
    if (!where.fresh || member === undefined || member.represents !== undefined || member.askedRepresents)
      return [];
    if (!(await firstToAsk(this.#parts.database, member.id))) return [];
    const card = welcomeCard(member, where.town?.name ?? '', where.inside?.scope.twinning.id);
    return [{ card, reader }];
  }
}

function lacksRequired({ options, opensFormWithout = [] }: AnyCommand, call: Call): boolean {
  const isEmpty = (name: string) => (call.values[name]?.trim() ?? '') === '';
  return Object.entries(options).some(
    ([name, { required, unless }]) =>
      isEmpty(name) &&
      (required || opensFormWithout.includes(name) || (unless !== undefined && isEmpty(unless))),
  );
}
