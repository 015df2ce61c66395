import { listOf, objectOf, objectsOf, textOf } from '../json.ts';
import type { DiscordMessage, JsonObject } from '../page-api.ts';
import { TEXT_DISPLAY } from './component-rules.ts';

function textsOf(components: JsonObject[]): string[] {
  return components.flatMap((one) => [
    ...(one.type === TEXT_DISPLAY ? [textOf(one.content)] : []),
    ...textsOf(objectsOf(one.components)),
  ]);
}

/** Who would be notified. Interactions and webhooks ping nobody but users unless told. */
export function pingsOf(
  body: JsonObject,
  content: string,
  components: JsonObject[],
  isInteraction: boolean,
): DiscordMessage['pings'] {
  const text = [content, ...textsOf(components)].join('\n');
  const given = body.allowed_mentions;
  const allowed =
    given === undefined || given === null
      ? { parse: isInteraction ? ['users'] : ['users', 'roles', 'everyone'] }
      : objectOf(given);
  const parse = listOf(allowed.parse);
  const pick = (pattern: RegExp, kind: 'users' | 'roles') => {
    const listed = listOf((allowed as JsonObject)[kind]);
    const ids = [...text.matchAll(pattern)].map((match) => match[1] ?? '');
    return [...new Set(ids)].filter((id) => parse.includes(kind) || listed.includes(id));
  };
  return {
    userIds: pick(/<@!?(\d+)>/g, 'users'),
    roleIds: pick(/<@&(\d+)>/g, 'roles'),
    everyone: parse.includes('everyone') && /@(everyone|here)\b/.test(text),
  };
}
