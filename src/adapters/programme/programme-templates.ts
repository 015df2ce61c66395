import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { officeKinds } from '../../core/committee/member.ts';
import { outOfOrder } from '../../core/programme/programme-plan.ts';
import {
  type KnownDeadline,
  type ProgrammeName,
  type ProgrammeStep,
  type ProgrammeTemplate,
  type ProgrammeTemplates,
  programmeNames,
  programmeSides,
} from '../../core/programme/programme-template.ts';
import { isLocalDate } from '../../core/time/local-date.ts';
import { normaliseTimeZone } from '../../core/time/time-zone.ts';

/** A data file of programmes/ is not as it must be. The bot does not start on it. */
export class ProgrammeError extends Error {
  override readonly name = 'ProgrammeError';
  /** @param problems each names the file and the field */
  constructor(readonly problems: readonly string[]) {
    super(`programme templates are not in order:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

/** A step stands in a commitment, a line of a list and a button's menu. */
const LONGEST_TEXT = 120;
/** Both platforms offer at most so many in one menu. */
const MOST_STEPS = 25;
const MOST_DEADLINES = 3;

const text = (longest: number) => z.string().trim().min(1).max(longest);
const texts = (longest = LONGEST_TEXT) =>
  z.strictObject({ en: text(longest), da: text(longest), de: text(longest), fr: text(longest) });
const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be small letters, digits and hyphens')
  .max(40);
const date = z.string().refine(isLocalDate, 'must be a day such as 2027-02-12');
const url = z.string().max(300).refine(isWebAddress, 'must be an https address');
const office = z.enum(officeKinds);
const side = z.enum(programmeSides);
const count = z.number().int().min(1).max(1000);
const span = z.union([
  z.strictObject({ days: count }),
  z.strictObject({ weeks: count }),
  z.strictObject({ months: count }),
]);

const step = z
  .strictObject({
    id,
    earlier: span.optional(),
    later: span.optional(),
    side,
    office,
    after: z.array(id).default([]),
    seen: z.boolean().default(false),
    text: texts(),
  })
  .refine(({ earlier, later }) => earlier === undefined || later === undefined, {
    path: ['later'],
    message: 'a step is earlier or later than the date, not both',
  })
  .transform(({ earlier, later, ...rest }): ProgrammeStep => ({ ...rest, lead: leadOf(earlier, later) }));

const deadlineFacts = {
  id,
  name: texts(),
  lastSeen: z.strictObject({
    on: date,
    time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 17:00')
      .optional(),
    timeZone: z
      .string()
      .refine((zone) => normaliseTimeZone(zone).ok, 'must be a time zone such as Europe/Brussels'),
  }),
  asOf: date,
  url,
};
const deadline = z
  .union([
    z.strictObject({ ...deadlineFacts, setsDate: z.literal(true) }),
    z.strictObject({ ...deadlineFacts, side, office, text: texts() }),
  ])
  .transform((read): KnownDeadline => {
    const { id, name, asOf, url } = read;
    const { time, ...last } = read.lastSeen;
    const facts = { id, name, asOf, url, lastSeen: { ...last, ...(time === undefined ? {} : { time }) } };
    if ('setsDate' in read) return facts;
    return { ...facts, task: { id, side: read.side, office: read.office, text: read.text } };
  });

const template = z.strictObject({
  sources: z.array(z.strictObject({ about: texts(), url, asOf: date })).min(1),
  theme: texts(80),
  sides: z.strictObject({ host: texts(40), guest: texts(40) }),
  pays: z.array(texts(200)).max(4),
  steps: z.array(step).min(1),
  deadlines: z.array(deadline).max(MOST_DEADLINES),
});

/** What each field alone cannot show. */
function conflicts({ steps, deadlines }: z.infer<typeof template>): string[] {
  const ids = [...steps, ...deadlines].map((one) => one.id);
  return [
    ...ids.filter((one, index) => ids.indexOf(one) !== index).map((one) => `steps: ${one} is there twice`),
    ...(ids.length > MOST_STEPS ? [`steps: with the deadlines there are more than ${MOST_STEPS}`] : []),
    ...outOfOrder(steps).map(
      ({ step: late, needs }) =>
        `steps[${steps.findIndex((one) => one.id === late)}].after: ${late} must come after ${needs}, which is not so for every date`,
    ),
  ];
}

/**
 * Reads one file's text.
 * @throws ProgrammeError naming the fields at fault.
 */
export function readTemplate(name: ProgrammeName, json: string, file: string): ProgrammeTemplate {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch (error) {
    throw new ProgrammeError([
      `${file}: not JSON (${error instanceof Error ? error.message : 'unreadable'})`,
    ]);
  }
  const read = template.safeParse(data);
  const problems = read.success
    ? conflicts(read.data)
    : read.error.issues.map(({ path, message }) => `${fieldAt(path)}: ${message}`);
  if (!read.success || problems.length > 0)
    throw new ProgrammeError(problems.map((problem) => `${file}: ${problem}`));
  return { name, ...read.data };
}

/**
 * The templates of a folder, one file for each programme.
 * @throws ProgrammeError naming every file and field at fault.
 */
export async function readTemplates(folder: string): Promise<ProgrammeTemplates> {
  const problems: string[] = [];
  const read = await Promise.all(
    programmeNames.map(async (name) => {
      const file = `${name}.json`;
      try {
        return [[name, readTemplate(name, await readFile(join(folder, file), 'utf8'), file)] as const];
      } catch (error) {
        if (error instanceof ProgrammeError) problems.push(...error.problems);
        else problems.push(`${file}: cannot be read (${error instanceof Error ? error.message : 'unknown'})`);
        return [];
      }
    }),
  );
  if (problems.length > 0) throw new ProgrammeError(problems);
  return Object.fromEntries(read.flat()) as Record<ProgrammeName, ProgrammeTemplate>;
}

type Span = z.infer<typeof span>;

function leadOf(earlier: Span | undefined, later: Span | undefined): ProgrammeStep['lead'] {
  const sign = earlier === undefined ? 1 : -1;
  for (const [unit, count] of Object.entries(earlier ?? later ?? {}))
    if (unit === 'days' || unit === 'weeks' || unit === 'months') return { unit, count: sign * count };
  return { unit: 'days', count: 0 };
}

function isWebAddress(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === 'https:';
}

const fieldAt = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '') || 'the whole file';
