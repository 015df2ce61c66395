import type { Id } from '../../core/world.ts';
import { limits } from './limits.ts';

/**
 * Where a form keeps what it does not ask for. Discord gives back the form's custom id and those of its fields, 100
 * characters each, and nothing else; so the carried values are written as one text and dealt out over them:
 * `command|twinning|part` on the form, `option|index|part` on each field.
 */
export interface FormIds {
  readonly form: string;
  /** By option. */
  readonly fields: ReadonlyMap<string, string>;
}

/** What a submitted form says it is: claims, to be checked. */
export interface FormClaim {
  readonly command: string;
  readonly twinningId?: Id<'twn'>;
  readonly carried: Readonly<Record<string, string>>;
}

/** The carried values do not fit. */
export class FormTooLongError extends RangeError {
  override readonly name = 'FormTooLongError';
}

/** @throws FormTooLongError */
export function renderFormIds(
  command: string,
  twinningId: string | undefined,
  options: readonly string[],
  carried: Readonly<Record<string, string>>,
): FormIds {
  // Written in ASCII, so that no part ends in the middle of a character.
  let rest = new URLSearchParams({ ...carried }).toString();
  const deal = (head: string): string => {
    const part = rest.slice(0, limits.customId - head.length);
    rest = rest.slice(part.length);
    return `${head}${part}`;
  };
  const form = deal(`${command}|${twinningId ?? ''}|`);
  const fields = new Map(options.map((option, index) => [option, deal(`${option}|${index}|`)]));
  if (rest !== '')
    throw new FormTooLongError(`${rest.length} characters do not fit into the form of ${command}`);
  return { form, fields };
}

/** The option that a field is for. */
export const optionOf = (fieldId: string): string => fieldId.split('|', 1)[0] ?? '';

/** Undefined for a form that is not ours. */
export function parseFormIds(form: string, fieldIds: readonly string[]): FormClaim | undefined {
  const [, command, twinning, firstPart] = /^([a-z/-]+)\|([^|]*)\|(.*)$/s.exec(form) ?? [];
  if (command === undefined || twinning === undefined || firstPart === undefined) return undefined;
  if (twinning !== '' && !/^twn_[a-z0-9]+$/.test(twinning)) return undefined;
  const parts = fieldIds
    .map((id) => /^[^|]*\|(\d)\|(.*)$/s.exec(id))
    .sort((a, b) => Number(a?.[1] ?? 0) - Number(b?.[1] ?? 0))
    .map((match) => match?.[2] ?? '');
  return {
    command,
    carried: Object.fromEntries(new URLSearchParams(`${firstPart}${parts.join('')}`)),
    ...(twinning === '' ? {} : { twinningId: twinning as Id<'twn'> }),
  };
}
