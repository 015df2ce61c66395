import type { JsonObject } from '../../page-api.ts';
import { readObject, readText } from '../read-json.ts';
import type { Choice } from '../widgets/choice-fields.tsx';
import { plainEmoji } from './text-object.tsx';

export function choiceOf(option: JsonObject, group?: string): Choice {
  const description = readText(readObject(option, 'description'), 'text');
  return {
    value: readText(option, 'value'),
    label: plainEmoji(readText(readObject(option, 'text'), 'text')),
    ...(description === '' ? {} : { description: plainEmoji(description) }),
    ...(group === undefined ? {} : { group }),
  };
}
