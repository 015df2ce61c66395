import { isObject, lengthOf, objectOf, objectsOf, textOf } from '../json.ts';
import type { JsonObject } from '../page-api.ts';
import type { FormErrors } from './discord-refusal.ts';

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const LOCALES = new Set(
  (
    'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th ' +
    'zh-CN ja zh-TW ko ar he'
  ).split(' '),
);
type Path = (string | number)[];

const longest = (text: unknown, localized: unknown): number =>
  Math.max(lengthOf(text), ...Object.values(objectOf(localized)).map(lengthOf));

function sizeOf(node: JsonObject): number {
  const choices = objectsOf(node.choices);
  return (
    longest(node.name, node.name_localizations) +
    longest(node.description, node.description_localizations) +
    choices.reduce((sum, one) => sum + longest(one.name, one.name_localizations) + lengthOf(one.value), 0) +
    objectsOf(node.options).reduce((sum, one) => sum + sizeOf(one), 0)
  );
}

function checkNamed(errors: FormErrors, node: JsonObject, path: Path): void {
  const names: [Path, unknown][] = [[[...path, 'name'], node.name]];
  for (const field of ['name_localizations', 'description_localizations']) {
    for (const [locale, text] of Object.entries(objectOf(node[field]))) {
      const at = [...path, field, locale];
      if (!LOCALES.has(locale)) errors.add(at, 'DICT_TYPE_KEYS_INVALID', `Unknown locale ${locale}`);
      else if (field === 'name_localizations') names.push([at, text]);
      else errors.between(at, lengthOf(text), 1, 100);
    }
  }
  for (const [at, name] of names) {
    if (!NAME.test(textOf(name)) || textOf(name) !== textOf(name).toLowerCase()) {
      errors.add(at, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
    }
  }
  errors.between([...path, 'description'], lengthOf(node.description), 1, 100);
}

function checkOptions(errors: FormErrors, node: JsonObject, path: Path, depth: number): void {
  const options = objectsOf(node.options);
  errors.max([...path, 'options'], options.length, 25);
  const names = new Set<string>();
  let sawOptional = false;
  options.forEach((option, index) => {
    const at = [...path, 'options', index];
    checkNamed(errors, option, at);
    if (names.has(textOf(option.name))) {
      errors.add(
        [...at, 'name'],
        'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
        'Option name already exists',
      );
    }
    names.add(textOf(option.name));
    const type = typeof option.type === 'number' ? option.type : 0;
    if (type < 1 || type > 11) errors.add([...at, 'type'], 'BASE_TYPE_CHOICES', 'Unknown option type');
    if (type <= 2) {
      const mixes = options.some((one) => typeof one.type === 'number' && one.type > 2);
      if (mixes || depth > 1 || (type === 2 && depth > 0)) {
        errors.add(
          [...at, 'type'],
          'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
          'Sub-command options are nested wrongly',
        );
      }
      checkOptions(errors, option, at, depth + 1);
      return;
    }
    if (option.required === true && sawOptional) {
      errors.add(
        [...at],
        'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        'Required options must be placed before non-required options',
      );
    }
    if (option.required !== true) sawOptional = true;
    checkChoices(errors, option, at, type);
  });
}

function checkChoices(errors: FormErrors, option: JsonObject, at: Path, type: number): void {
  const choices = objectsOf(option.choices);
  errors.max([...at, 'choices'], choices.length, 25);
  choices.forEach((choice, number) => {
    errors.between([...at, 'choices', number, 'name'], lengthOf(choice.name), 1, 100);
    if (type === 3) errors.between([...at, 'choices', number, 'value'], lengthOf(choice.value), 1, 100);
  });
  if (option.autocomplete === true && choices.length > 0) {
    errors.add(
      [...at],
      'APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE',
      'choices and autocomplete exclude each other',
    );
  }
  if (option.autocomplete === true && ![3, 4, 10].includes(type)) {
    errors.add([...at, 'autocomplete'], 'BASE_TYPE_CHOICES', 'Only strings and numbers can be autocompleted');
  }
}

export function checkCommand(errors: FormErrors, command: JsonObject, path: Path): void {
  const type = typeof command.type === 'number' ? command.type : 1;
  if (type !== 1) {
    errors.between([...path, 'name'], lengthOf(command.name), 1, 32);
    return;
  }
  checkNamed(errors, command, path);
  checkOptions(errors, command, path, 0);
  if (sizeOf(command) > 8000) {
    errors.add(path, 'APPLICATION_COMMAND_TOO_LARGE', 'Command exceeds maximum size (8000)');
  }
}

/** How Discord gives a command back: ids, defaults, and localisations as null where there are none. */
export function registeredCommand(given: JsonObject, frame: JsonObject): JsonObject {
  const option = (one: JsonObject): JsonObject => ({
    name_localizations: null,
    description_localizations: null,
    ...one,
    ...(Array.isArray(one.options) ? { options: one.options.filter(isObject).map(option) } : {}),
  });
  return {
    type: 1,
    name_localizations: null,
    description_localizations: null,
    description: '',
    default_member_permissions: null,
    nsfw: false,
    ...given,
    options: objectsOf(given.options).map(option),
    ...frame,
  };
}
