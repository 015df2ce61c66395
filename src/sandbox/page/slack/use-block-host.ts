import { useState } from 'preact/hooks';
import type { JsonObject, PageState, Person, StoredFile } from '../../page-api.ts';
import { channelsFor } from '../page-reading.ts';
import { readList, readObject, readText } from '../read-json.ts';
import { useReport } from '../sandbox-context.ts';
import { sendPost } from '../send-post.ts';
import { useAsk } from '../widgets/ask.tsx';
import type { BlockHost } from './block-host.ts';
import { type Changes, elementKey, selectionOf, stateValues } from './element-values.ts';

// Where the blocks stand: in a message, or in a view (a form or the home tab).
export type Container = { channelId: string; messageTs: string } | { viewId: string };

interface HostInput {
  state: PageState;
  actor: Person;
  container: Container;
  blocks: readonly JsonObject[];
  files?: readonly StoredFile[];
  errors?: { readonly [blockId: string]: string };
  changes: Changes;
  onChanges(changes: Changes): void;
}

export function useHostFor(input: HostInput): BlockHost {
  const { state, actor, container, blocks, changes } = input;
  const [busyKey, setBusyKey] = useState<string | undefined>(undefined);
  const ask = useAsk();
  const report = useReport();
  const space = state.spaces.find((each) => actor.spaceIds.includes(each.id));
  const withChange = (blockId: string, element: JsonObject, selection: JsonObject): Changes =>
    new Map(changes).set(elementKey(blockId, readText(element, 'action_id')), selection);
  return {
    people: state.people
      .filter((each) => each.platform === 'slack' && !each.isBot && each.spaceIds.includes(space?.id ?? ''))
      .map((each) => ({ value: each.id, label: each.name })),
    channels:
      space === undefined
        ? []
        : channelsFor(state, actor, space)
            .filter((each) => each.kind === 'channel')
            .map((each) => ({ value: each.id, label: `#${each.name}` })),
    files: input.files ?? [],
    errors: input.errors ?? {},
    busyKey,
    selection: (blockId, element) => selectionOf({ blockId, element }, changes),
    change: (blockId, element, selection) => input.onChanges(withChange(blockId, element, selection)),
    act: async (blockId, element, selection) => {
      const confirm = readObject(element, 'confirm');
      if (confirm !== undefined && !(await ask(slackQuestion(confirm)))) return;
      const after = withChange(blockId, element, selection);
      if (Object.keys(selection).length > 0) input.onChanges(after);
      setBusyKey(elementKey(blockId, readText(element, 'action_id')));
      const answer = await sendPost('/api/slack/action', {
        userId: actor.id,
        ...container,
        blockId,
        actionId: readText(element, 'action_id'),
        selection,
        stateValues: stateValues(blocks, after),
      });
      setBusyKey(undefined);
      if (!answer.ok) report(answer.message);
    },
    loadOptions: async (blockId, element, query) => {
      const answer = await sendPost('/api/slack/options', {
        userId: actor.id,
        ...container,
        blockId,
        actionId: readText(element, 'action_id'),
        value: query,
      });
      if (!answer.ok) {
        report(answer.message);
        return [];
      }
      return [...answer.options, ...answer.optionGroups.flatMap((group) => readList(group, 'options'))];
    },
  };
}

function slackQuestion(confirm: JsonObject) {
  return {
    title: readText(readObject(confirm, 'title'), 'text'),
    text: readText(readObject(confirm, 'text'), 'text'),
    yes: readText(readObject(confirm, 'confirm'), 'text') || 'Yes',
    no: readText(readObject(confirm, 'deny'), 'text') || 'Cancel',
    isDanger: readText(confirm, 'style') === 'danger',
  };
}
