import type { Id } from '../core/world.ts';
import type { ControlCall } from './card.ts';

/** The shortest limit of both platforms: Discord's custom_id. */
export const CONTROL_ID_LIMIT = 100;

/** A decoded control id: claims, to be checked. `command` may no longer exist. */
export interface ControlClaim {
  readonly command: string;
  readonly options: Readonly<Record<string, string>>;
  readonly twinningId?: Id<'twn'>;
  readonly openForm: boolean;
  readonly fills?: string;
}

const escapePart = (text: string) => text.replace(/[%|=]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
const unescapePart = (text: string) =>
  text.replace(/%([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/**
 * The durable id of a button or select: `command|twinning|flag or filled option|name=value|…`.
 * @throws RangeError when it would be longer than a platform takes: options must be references, not texts.
 */
export function renderControlId(call: ControlCall, fills?: string): string {
  const id = [
    call.command,
    call.twinningId ?? '',
    call.openForm === true ? '!' : (fills ?? ''),
    ...Object.entries(call.options).map(([name, value]) => `${escapePart(name)}=${escapePart(value)}`),
  ].join('|');
  if (id.length > CONTROL_ID_LIMIT)
    throw new RangeError(`control id over ${CONTROL_ID_LIMIT} characters: ${call.command}`);
  return id;
}

/** Undefined for anything that is not such an id. */
export function parseControlId(id: string): ControlClaim | undefined {
  const [command, twinning, third, ...pairs] = id.split('|');
  if (command === undefined || twinning === undefined || third === undefined) return undefined;
  const options: Record<string, string> = {};
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at < 1) return undefined;
    options[unescapePart(pair.slice(0, at))] = unescapePart(pair.slice(at + 1));
  }
  if (twinning !== '' && !/^twn_[a-z0-9]+$/.test(twinning)) return undefined;
  return {
    command,
    options,
    openForm: third === '!',
    ...(twinning === '' ? {} : { twinningId: twinning as Id<'twn'> }),
    ...(third === '' || third === '!' ? {} : { fills: third }),
  };
}
