import type { PrivateCalendars } from '../core/availability/private-calendar.ts';
import type { Member } from '../core/committee/member.ts';
import type { HolidayCalendar } from '../core/holiday/holiday-calendar.ts';
import type { PlaceDirectory } from '../core/place/place-directory.ts';
import type { ProgrammeTemplates } from '../core/programme/programme-template.ts';
import type { Database } from '../core/stores.ts';
import type { Instant } from '../core/time/instant.ts';
import type { Space, Town, TwinningScope } from '../core/twinning/twinning.ts';
import type { World } from '../core/world.ts';
import type { CalendarAddresses } from './calendar-addresses.ts';
import type { Call, Caller, Place, Profile, Reader } from './call.ts';
import type { Card } from './card.ts';
import type { Options, OptionValues } from './option.ts';

/** Where a command makes sense: anywhere; for a person who is a member somewhere; inside a twinning. */
export type Scope = 'anywhere' | 'person' | 'twinning';

export interface AnywhereContext {
  readonly world: World;
  readonly database: Database;
  readonly places: PlaceDirectory;
  readonly holidays: HolidayCalendar;
  readonly programmes: ProgrammeTemplates;
  /** Undefined where there is no key to keep their addresses under. */
  readonly privateCalendars?: PrivateCalendars;
  /** Read once per call. */
  readonly now: Instant;
  readonly origin: Call['origin'];
  readonly caller: Caller;
  readonly profile: Profile;
  readonly place: Place;
  readonly reader: Reader;
  /** Names of people mentioned in options, by user id. */
  readonly people: Readonly<Record<string, string>>;
  /** What is known already of the place and person; undefined where nothing is. */
  readonly known?: Inside;
  /** Undefined where nobody reaches the bot from outside. */
  readonly calendars?: CalendarAddresses;
}

/** Inside a twinning: everything the rules need to know who acts and for whom. */
export interface Inside {
  readonly scope: TwinningScope;
  readonly town: Town;
  readonly member: Member;
  /** Undefined in direct messages. */
  readonly space?: Space;
}

export interface PersonContext extends AnywhereContext {
  readonly member: Member;
  readonly town: Town;
}

export interface TwinningContext extends PersonContext {
  readonly inside: Inside;
}

export interface ContextOf {
  anywhere: AnywhereContext;
  person: PersonContext;
  twinning: TwinningContext;
}

/** What is known when a form is about to open. */
export interface Prefilling {
  readonly member?: Member;
  readonly reader: Reader;
  /** As given so far. */
  readonly values: Readonly<Record<string, string>>;
  readonly world: World;
  readonly database: Database;
  readonly inside?: Inside;
}

/** One command, for both platforms. Its path is its name; its texts are in the catalogues under that path. */
export interface Command<O extends Options = Options, S extends Scope = Scope> {
  readonly scope: S;
  /** office-holder: an office holder of the caller's town, or its contact person while it has none. */
  readonly who: 'anyone' | 'office-holder';
  readonly reply: 'public' | 'private' | 'update' | 'silent';
  /** control: only buttons and selects call it; nobody types it. bare: what a bare root shows. */
  readonly surface: 'typed' | 'control' | 'bare';
  readonly options: O;
  /** On Slack, words without a name fill this option. */
  readonly lead?: keyof O & string;
  /** Which options its form asks for (5 at most); asked when a required one is missing. Undefined: it has no form. */
  readonly form?: readonly (keyof O & string)[];
  /** The option that takes the text of a chat message: both platforms offer the form in the menu of every message. */
  readonly fromMessage?: keyof O & string;
  /** Options that may be left out in the form, because it has another way to say the same; typing, it opens without them. */
  readonly opensFormWithout?: readonly (keyof O & string)[];
  /**
   * What the form shows where nothing was given yet, as it would be typed. Options that the form does not ask for are
   * carried along. Nothing has been checked yet: neither who may, nor that what was given makes sense.
   */
  readonly prefill?: (
    who: Prefilling,
  ) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  readonly run: (input: OptionValues<O>, context: ContextOf[S]) => Promise<Card | undefined>;
}

export const defineCommand = <const O extends Options, S extends Scope>(
  command: Command<O, S>,
): Command<O, S> => command;

/** A command whose types were checked where it was defined, as the registry keeps it. */
export type AnyCommand = Command<Options, Scope>;
