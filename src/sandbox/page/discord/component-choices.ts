import type { JsonObject } from '../../page-api.ts';
import { readFlag, readList, readNumber, readObject, readText } from '../read-json.ts';
import type { Choice } from '../widgets/choice-fields.tsx';
import { COMPONENT } from './component-host.ts';

export function optionChoices(component: JsonObject): Choice[] {
  return readList(component, 'options').map((option) => {
    const description = readText(option, 'description');
    return {
      value: readText(option, 'value'),
      label: withEmoji(option, readText(option, 'label')),
      ...(description === '' ? {} : { description }),
    };
  });
}

export function withEmoji(component: JsonObject, label: string): string {
  const emoji = readObject(component, 'emoji');
  // A server's own emoji has an id and a picture; the sandbox has no such pictures and leaves it out.
  const unicode = readText(emoji, 'id') === '' ? readText(emoji, 'name') : '';
  return [unicode, label].filter(Boolean).join(' ');
}

export function defaultValues(component: JsonObject): string[] {
  const chosen = readList(component, 'options')
    .filter((option) => readFlag(option, 'default'))
    .map((option) => readText(option, 'value'));
  return [...chosen, ...readList(component, 'default_values').map((each) => readText(each, 'id'))];
}

export function isMulti(component: JsonObject): boolean {
  return (readNumber(component, 'max_values') ?? 1) > 1;
}

export function selectChoices(
  component: JsonObject,
  people: readonly Choice[],
  channels: readonly Choice[],
): readonly Choice[] {
  switch (readNumber(component, 'type')) {
    case COMPONENT.userSelect:
    case COMPONENT.mentionableSelect:
      return people;
    case COMPONENT.channelSelect:
      return channels;
    case COMPONENT.roleSelect:
      return [];
    default:
      return optionChoices(component);
  }
}
