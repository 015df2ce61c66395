import { refusal } from '../core/domain-error.ts';
import { pastWays } from '../core/programme/programme.ts';
import { programmeNames } from '../core/programme/programme-template.ts';
import type { OptionType } from './option.ts';
import { carriedId, choice, option } from './option-values.ts';

/** Which programme to plan. */
export const programmeTemplate = () => choice('programme', programmeNames);

/** A plan, in a control. */
export const plan = () => carriedId('prg');

/** What becomes of steps whose day has passed; only buttons say it. */
export const pastWay = () => choice('past-way', pastWays);

/** The steps that stay, chosen from a menu. They are only compared with. */
export const stepIds = (): OptionType<readonly string[]> => option((raw) => raw.split(','));

/** Places in a list that a control carries, counted from 0. */
export const places = (): OptionType<readonly number[]> =>
  option((raw) => {
    const parts = raw.split(',').map((part) => part.trim());
    if (parts.some((part) => !/^\d{1,3}$/.test(part))) throw refusal('error.option.missing');
    return parts.map(Number);
  });
