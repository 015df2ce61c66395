import { isObject, objectsOf } from '../json.ts';
import type { JsonObject } from '../page-api.ts';

/** What Discord says of a component although the app left it out. */
const DEFAULTS: { [type: number]: JsonObject } = {
  11: { description: null, spoiler: false },
  14: { divider: true, spacing: 1 },
  17: { accent_color: null, spoiler: false },
};

/** Discord numbers every component, and fills in what was left out. */
export function completeComponents(components: JsonObject[]): JsonObject[] {
  let next = 0;
  const complete = (component: JsonObject): JsonObject => {
    next += 1;
    const type = typeof component.type === 'number' ? component.type : 0;
    const id = typeof component.id === 'number' && component.id > 0 ? component.id : next;
    const copy: JsonObject = { ...DEFAULTS[type], ...component, id };
    if (Array.isArray(copy.components)) copy.components = objectsOf(copy.components).map(complete);
    if (isObject(copy.accessory)) copy.accessory = complete(copy.accessory);
    if (isObject(copy.component)) copy.component = complete(copy.component);
    if (type === 12) {
      copy.items = objectsOf(copy.items).map((item) => ({ description: null, spoiler: false, ...item }));
    }
    return copy;
  };
  return components.map(complete);
}

export function completeEmbed(embed: JsonObject): JsonObject {
  const fields = objectsOf(embed.fields).map((field) => ({ inline: false, ...field }));
  return { type: 'rich', ...embed, ...(fields.length > 0 ? { fields } : {}) };
}
