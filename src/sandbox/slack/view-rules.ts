import { isObject, objectsOf, textOf } from '../json.ts';
import type { Json, JsonObject } from '../page-api.ts';
import { checkBlocks } from './block-rules.ts';
import { checkText, FaultList } from './element-rules.ts';
import { SlackRefusal } from './slack-refusal.ts';

const VIEW_LIMIT_BYTES = 250_000;

/** Throws what Slack would answer to this view. */
export function checkView(value: Json | undefined, wanted: 'modal' | 'home'): JsonObject {
  if (!isObject(value)) {
    throw new SlackRefusal('invalid_arguments', {
      response_metadata: { messages: ['[ERROR] missing required field: view'] },
    });
  }
  if (Buffer.byteLength(JSON.stringify(value)) > VIEW_LIMIT_BYTES) throw new SlackRefusal('view_too_large');
  const faults = new FaultList();
  if (value.type !== wanted) faults.add('/view/type', `must be ${wanted}`);
  if (wanted === 'modal') {
    faults.need('/view', value, 'title');
    for (const field of ['title', 'submit', 'close']) {
      checkText(faults, value[field], `/view/${field}`, { max: 24, plainOnly: true });
    }
    const hasInput = objectsOf(value.blocks).some((block) => block.type === 'input');
    if (hasInput && !isObject(value.submit)) {
      faults.add('/view', '`submit` is required when an `input` block is within `blocks`');
    }
  }
  faults.need('/view', value, 'blocks');
  faults.max('/view/private_metadata', value.private_metadata, 3000);
  faults.max('/view/callback_id', value.callback_id, 255);
  faults.max('/view/external_id', textOf(value.external_id), 255);
  if (faults.found.length > 0) {
    throw new SlackRefusal('invalid_arguments', { response_metadata: { messages: faults.found } });
  }
  checkBlocks(value.blocks, wanted);
  return value;
}
