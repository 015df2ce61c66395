import { useState } from 'preact/hooks';
import type { PageState, Person, SlackModal } from '../../page-api.ts';
import { readList, readObject, readText } from '../read-json.ts';
import { sendPost } from '../send-post.ts';
import { Avatar } from '../widgets/avatar.tsx';
import { CrossIcon } from '../widgets/icons.tsx';
import { Overlay } from '../widgets/overlay.tsx';
import { BlockHostContext } from './block-host.ts';
import { SlackBlocks } from './blocks.tsx';
import { type Changes, missingBlocks, stateValues } from './element-values.ts';
import { plainEmoji } from './text-object.tsx';
import { useHostFor } from './use-block-host.ts';

interface SlackModalProps {
  state: PageState;
  actor: Person;
  modal: SlackModal;
  depth: number;
  changes: Changes;
  onChanges(changes: Changes): void;
}

const MISSING = 'Please complete this required field.';

export function SlackModalView({ state, actor, modal, depth, changes, onChanges }: SlackModalProps) {
  const [isSending, setSending] = useState(false);
  const [missing, setMissing] = useState<readonly string[]>([]);
  const [failure, setFailure] = useState('');
  const { view, viewId } = modal;
  const blocks = readList(view, 'blocks');
  const stillMissing = missing.filter((blockId) => missingBlocks(blocks, changes).includes(blockId));
  const host = useHostFor({
    state,
    actor,
    container: { viewId },
    blocks,
    errors: { ...modal.errors, ...Object.fromEntries(stillMissing.map((blockId) => [blockId, MISSING])) },
    changes,
    onChanges,
  });
  const submit = async () => {
    const lacking = missingBlocks(blocks, changes);
    setMissing(lacking);
    if (lacking.length > 0) return;
    setSending(true);
    setFailure('');
    const answer = await sendPost('/api/slack/view-submit', {
      userId: actor.id,
      viewId,
      stateValues: stateValues(blocks, changes),
    });
    setSending(false);
    if (!answer.ok && answer.error !== 'view_errors') setFailure(answer.message);
  };
  const close = (isCleared: boolean) =>
    sendPost('/api/slack/view-close', { userId: actor.id, viewId, isCleared });
  const title = plainEmoji(readText(readObject(view, 'title'), 'text'));
  const submitText = readText(readObject(view, 'submit'), 'text');
  const trouble = modal.failure ?? failure;
  return (
    <Overlay label={title} testId="slack-modal" class="slk-modal" onEscape={() => void close(true)}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div class="slk-modal-head">
          <Avatar
            person={state.people.find((person) => person.isBot && person.platform === 'slack')}
            size={32}
          />
          <h3>{title}</h3>
          {depth > 1 && <span class="slk-modal-depth">step {depth}</span>}
          <button
            type="button"
            class="icon-button"
            aria-label="Close the whole form"
            onClick={() => void close(true)}
          >
            <CrossIcon />
          </button>
        </div>
        <div class="overlay-body">
          {trouble !== '' && (
            <p class="slk-trouble" role="alert">
              {trouble}
            </p>
          )}
          <BlockHostContext.Provider value={host}>
            <SlackBlocks blocks={blocks} />
          </BlockHostContext.Provider>
        </div>
        <div class="overlay-foot">
          <button
            type="button"
            class="plain-button"
            data-testid="modal-cancel"
            onClick={() => void close(false)}
          >
            {plainEmoji(readText(readObject(view, 'close'), 'text')) || 'Cancel'}
          </button>
          {(submitText !== '' || blocks.some((block) => readText(block, 'type') === 'input')) && (
            <button type="submit" class="strong-button" data-testid="modal-submit" disabled={isSending}>
              {plainEmoji(submitText) || 'Submit'}
            </button>
          )}
        </div>
      </form>
    </Overlay>
  );
}
