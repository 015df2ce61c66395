import { useId } from 'preact/hooks';
import type { JsonObject } from '../../page-api.ts';
import { readFlag, readList, readObject, readText } from '../read-json.ts';
import { BlockElement } from './block-elements.tsx';
import { useBlockHost } from './block-host.ts';
import { RichText } from './rich-text.tsx';
import { TableBlock } from './table-block.tsx';
import { CommonMarkdown, plainEmoji, TextObject } from './text-object.tsx';

export function SlackBlocks({ blocks }: { blocks: readonly JsonObject[] }) {
  return (
    <>
      {blocks.map((block, index) => (
        <SlackBlock key={readText(block, 'block_id') || index} block={block} />
      ))}
    </>
  );
}

function SlackBlock({ block }: { block: JsonObject }) {
  const blockId = readText(block, 'block_id');
  switch (readText(block, 'type')) {
    case 'section':
      return <Section block={block} />;
    case 'header':
      return <p class="slk-header">{plainEmoji(readText(readObject(block, 'text'), 'text'))}</p>;
    case 'divider':
      return <hr class="slk-divider" />;
    case 'context':
      return <ContextBlock block={block} />;
    case 'actions':
      return (
        <div class="slk-actions">
          {readList(block, 'elements').map((element, index) => (
            <BlockElement key={readText(element, 'action_id') || index} blockId={blockId} element={element} />
          ))}
        </div>
      );
    case 'image':
      return <ImageBlock block={block} />;
    case 'rich_text':
      return <RichText block={block} />;
    case 'markdown':
      return <CommonMarkdown source={readText(block, 'text')} />;
    case 'table':
      return <TableBlock block={block} />;
    case 'input':
      return <InputBlock block={block} />;
    default:
      return <p class="slk-unknown">(a block of type {readText(block, 'type') || 'unknown'})</p>;
  }
}

function Section({ block }: { block: JsonObject }) {
  const accessory = readObject(block, 'accessory');
  const fields = readList(block, 'fields');
  const text = readObject(block, 'text');
  return (
    <div class="slk-section">
      <div class="slk-section-body">
        {text !== undefined && <TextObject object={text} />}
        {fields.length > 0 && (
          <div class="slk-fields">
            {fields.map((field, index) => (
              <div key={index}>
                <TextObject object={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {accessory !== undefined && (
        <div class="slk-accessory">
          <BlockElement blockId={readText(block, 'block_id')} element={accessory} />
        </div>
      )}
    </div>
  );
}

function ContextBlock({ block }: { block: JsonObject }) {
  return (
    <div class="slk-context">
      {readList(block, 'elements').map((element, index) =>
        readText(element, 'type') === 'image' ? (
          <img key={index} src={readText(element, 'image_url')} alt={readText(element, 'alt_text')} />
        ) : (
          <div key={index}>
            <TextObject object={element} />
          </div>
        ),
      )}
    </div>
  );
}

function ImageBlock({ block }: { block: JsonObject }) {
  const host = useBlockHost();
  const slackFile = readObject(block, 'slack_file');
  const stored = host.files.find((file) => file.id === readText(slackFile, 'id'));
  const src = readText(block, 'image_url') || stored?.url || readText(slackFile, 'url');
  const title = readText(readObject(block, 'title'), 'text');
  return (
    <figure class="slk-image">
      {title !== '' && <figcaption>{plainEmoji(title)}</figcaption>}
      <img src={src} alt={readText(block, 'alt_text')} />
    </figure>
  );
}

function InputBlock({ block }: { block: JsonObject }) {
  const host = useBlockHost();
  const fieldId = useId();
  const blockId = readText(block, 'block_id');
  const element = readObject(block, 'element');
  if (element === undefined) return null;
  const label = plainEmoji(readText(readObject(block, 'label'), 'text'));
  const hint = readText(readObject(block, 'hint'), 'text');
  const error = host.errors[blockId];
  return (
    <div class={`slk-field ${error === undefined ? '' : 'has-error'}`}>
      <FieldLabel
        label={label}
        isOptional={readFlag(block, 'optional')}
        fieldId={/^(multi_|checkboxes|radio)/.test(readText(element, 'type')) ? undefined : fieldId}
      />
      <BlockElement
        blockId={blockId}
        element={element}
        fieldId={fieldId}
        label={label}
        isQuiet={!readFlag(block, 'dispatch_action')}
      />
      {error !== undefined && (
        <p class="slk-error" role="alert">
          {error}
        </p>
      )}
      {hint !== '' && <p class="slk-hint">{plainEmoji(hint)}</p>}
    </div>
  );
}

// A group of boxes carries its own name; only a single field can be pointed at by a label.
function FieldLabel(props: { label: string; isOptional: boolean; fieldId: string | undefined }) {
  const words = (
    <>
      {props.label}
      {props.isOptional && <span class="slk-optional"> (optional)</span>}
    </>
  );
  if (props.fieldId === undefined) return <p class="slk-label">{words}</p>;
  return (
    <label class="slk-label" for={props.fieldId}>
      {words}
    </label>
  );
}
