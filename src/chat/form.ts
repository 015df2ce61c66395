import type { Id } from '../core/world.ts';
import type { CommandPath } from './command-paths.generated.ts';

/** How a field is best asked for; a platform without that input uses a line of text with the hint. */
export type FieldKind = 'line' | 'paragraph' | 'choice' | 'choices' | 'date' | 'date-time' | 'person';

/** A form worded for one reader: plain text, not markup. The platform clamps what is too long for it. */
export interface Form {
  readonly command: CommandPath;
  readonly title: string;
  readonly submit: string;
  readonly close: string;
  readonly fields: readonly FormField[];
  /** Options that were given and are not asked again; they come back with the submission. */
  readonly carried: Readonly<Record<string, string>>;
  readonly twinningId?: Id<'twn'>;
}

export interface FormField {
  /** The option's name. */
  readonly option: string;
  readonly kind: FieldKind;
  readonly label: string;
  /** How what is asked for may be written: shown where it is written. */
  readonly hint?: string;
  readonly required: boolean;
  readonly maxLength: number;
  readonly choices?: readonly { value: string; label: string }[];
  /** What was given already, as typed; several choices are joined with commas. */
  readonly initial?: string;
}
