import { useState } from 'preact/hooks';
import type { DiscordModal, JsonObject, PageState, Person } from '../../page-api.ts';
import { readList, readNumber, readObject, readText } from '../read-json.ts';
import { sendPost } from '../send-post.ts';
import { Blocks } from '../text/render-text.tsx';
import { Avatar } from '../widgets/avatar.tsx';
import type { Choice } from '../widgets/choice-fields.tsx';
import { CrossIcon } from '../widgets/icons.tsx';
import { Overlay } from '../widgets/overlay.tsx';
import { COMPONENT } from './component-host.ts';
import { type FieldValue, initialValues, isMissing, type LabelledField, ModalField } from './modal-field.tsx';
import { parseMarkdown } from './parse-markdown.ts';

interface DiscordModalProps {
  state: PageState;
  actor: Person;
  modal: DiscordModal;
  people: readonly Choice[];
  channels: readonly Choice[];
}

// The new form (a Label around its input) and the old one (a row around a text input with its own label).
function fieldsOf(components: readonly JsonObject[]): (LabelledField | { words: string })[] {
  return components.flatMap((component): (LabelledField | { words: string })[] => {
    const input = readObject(component, 'component');
    switch (readNumber(component, 'type')) {
      case COMPONENT.label:
        return input === undefined
          ? []
          : [{ label: readText(component, 'label'), description: readText(component, 'description'), input }];
      case COMPONENT.row:
        return readList(component, 'components').map((each) => ({
          label: readText(each, 'label'),
          description: '',
          input: each,
        }));
      case COMPONENT.textDisplay:
        return [{ words: readText(component, 'content') }];
      default:
        return [];
    }
  });
}

export function DiscordModalView({ state, actor, modal, people, channels }: DiscordModalProps) {
  const parts = fieldsOf(modal.components);
  const fields = parts.filter((part) => 'input' in part);
  const [values, setValues] = useState<{ readonly [customId: string]: FieldValue }>({});
  const [wasTried, setTried] = useState(false);
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState('');
  const bot = state.people.find((person) => person.isBot && person.platform === 'discord');
  const currentValue = (input: JsonObject) => values[readText(input, 'custom_id')] ?? initialValues(input);
  const submit = async () => {
    setTried(true);
    if (fields.some((field) => isMissing(field.input, currentValue(field.input)))) return;
    setSending(true);
    setFailure('');
    const answer = await sendPost('/api/discord/modal-submit', {
      userId: actor.id,
      modalId: modal.modalId,
      values: Object.fromEntries(
        fields.map((field) => [readText(field.input, 'custom_id'), currentValue(field.input)]),
      ),
    });
    setSending(false);
    if (!answer.ok) setFailure(answer.message);
  };
  const close = () => void sendPost('/api/discord/modal-close', { userId: actor.id, modalId: modal.modalId });
  const trouble = modal.failure ?? failure;
  return (
    <Overlay label={modal.title} testId="discord-modal" class="dsc-modal" onEscape={close}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div class="dsc-modal-head">
          <Avatar person={bot} size={36} />
          <h3>{modal.title}</h3>
          <button type="button" class="icon-button" aria-label="Close" onClick={close}>
            <CrossIcon />
          </button>
        </div>
        <div class="overlay-body">
          {trouble !== '' && (
            <p class="dsc-trouble" role="alert">
              {trouble}
            </p>
          )}
          {parts.map((part, index) =>
            'words' in part ? (
              <div key={index} class="dsc-text">
                <Blocks nodes={parseMarkdown(part.words)} />
              </div>
            ) : (
              <ModalField
                key={readText(part.input, 'custom_id') || index}
                field={part}
                value={currentValue(part.input)}
                people={people}
                channels={channels}
                isWrong={wasTried && isMissing(part.input, currentValue(part.input))}
                onValue={(value) =>
                  setValues((before) => ({
                    ...before,
                    [readText(part.input, 'custom_id')]: value,
                  }))
                }
              />
            ),
          )}
        </div>
        <div class="overlay-foot">
          <button type="button" class="plain-button" data-testid="modal-cancel" onClick={close}>
            Cancel
          </button>
          <button type="submit" class="strong-button" data-testid="modal-submit" disabled={isSending}>
            Submit
          </button>
        </div>
      </form>
    </Overlay>
  );
}
