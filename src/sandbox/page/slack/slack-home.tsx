import { useState } from 'preact/hooks';
import type { JsonObject, PageState, Person } from '../../page-api.ts';
import { readList, readText } from '../read-json.ts';
import { BlockHostContext } from './block-host.ts';
import { SlackBlocks } from './blocks.tsx';
import type { Changes } from './element-values.ts';
import { useHostFor } from './use-block-host.ts';

export function SlackHomeView({ state, actor }: { state: PageState; actor: Person }) {
  const home = state.homes.find((each) => each.personId === actor.id);
  return (
    <div class="slk-home">
      {home === undefined ? (
        <p class="pane-empty">The bot has not put anything on this page yet.</p>
      ) : (
        <HomeBlocks state={state} actor={actor} view={home.view} />
      )}
    </div>
  );
}

function HomeBlocks({ state, actor, view }: { state: PageState; actor: Person; view: JsonObject }) {
  const [changes, setChanges] = useState<Changes>(new Map());
  const blocks = readList(view, 'blocks');
  const host = useHostFor({
    state,
    actor,
    container: { viewId: readText(view, 'id') },
    blocks,
    changes,
    onChanges: setChanges,
  });
  return (
    <BlockHostContext.Provider value={host}>
      <SlackBlocks blocks={blocks} />
    </BlockHostContext.Provider>
  );
}
