import { type MessageKey, msg } from '../core/message.ts';
import type { Instant } from '../core/time/instant.ts';
import { plainMedium, word } from '../i18n/format.ts';
import type { Call, Reader } from './call.ts';
import type { AnyCommand } from './command.ts';
import type { CommandPath } from './command-paths.generated.ts';
import type { Form, FormField } from './form.ts';
import { exampleOf } from './parse-refusal.ts';

/** The command's form, worded for its reader, with what was given filled in and the rest of it carried along. */
export function localForm(
  call: Call,
  command: AnyCommand,
  given: Readonly<Record<string, string>>,
  reader: Reader,
  now: Instant,
): Form {
  const asked = command.form ?? [];
  const say = (key: string) =>
    word({ type: 'message', key: key as MessageKey, params: {} }, reader, plainMedium);
  const name = `command.${call.command.replace('/', '.')}`;
  const fields = asked.flatMap((option): FormField[] => {
    const definition = command.options[option];
    if (definition === undefined) return [];
    const initial = given[option];
    return [
      {
        option,
        kind: definition.field,
        label: say(`${name}.option.${option}`),
        ...(definition.example === undefined
          ? {}
          : {
              hint: word(
                msg('form.example', { example: exampleOf(definition.example, { ...reader, now }) }),
                reader,
                plainMedium,
              ),
            }),
        required: definition.required,
        maxLength: definition.maxLength,
        ...(definition.choices === undefined
          ? {}
          : {
              choices: definition.choices.values.map((value) => ({
                value,
                label: say(`choice.${definition.choices?.name}.${value}`),
              })),
            }),
        ...(initial === undefined ? {} : { initial }),
      },
    ];
  });
  const carried = Object.fromEntries(
    Object.entries(given).filter(
      ([option]) => !asked.includes(option) && command.options[option] !== undefined,
    ),
  );
  return {
    command: call.command as CommandPath,
    title: say(`${name}.form`),
    submit: say('form.submit'),
    close: say('form.close'),
    fields,
    carried,
    ...(call.twinningId === undefined ? {} : { twinningId: call.twinningId }),
  };
}
