import { useEffect, useState } from 'preact/hooks';
import type { JsonObject } from '../../page-api.ts';
import { readFlag, readList, readNumber, readObject, readText } from '../read-json.ts';
import { Blocks } from '../text/render-text.tsx';
import { MultiSelectField, SelectField } from '../widgets/choice-fields.tsx';
import { FileIcon, LinkOutIcon } from '../widgets/icons.tsx';
import { StoredFiles } from '../widgets/stored-files.tsx';
import { defaultValues, isMulti, selectChoices, withEmoji } from './component-choices.ts';
import { COMPONENT, useComponentHost } from './component-host.ts';
import { parseMarkdown } from './parse-markdown.ts';

export function Components({ list }: { list: readonly JsonObject[] }) {
  return (
    <>
      {list.map((component, index) => (
        <Component key={index} component={component} />
      ))}
    </>
  );
}

function Component({ component }: { component: JsonObject }) {
  switch (readNumber(component, 'type')) {
    case COMPONENT.row:
      return (
        <div class="dsc-row">
          <Components list={readList(component, 'components')} />
        </div>
      );
    case COMPONENT.button:
      return <ComponentButton component={component} />;
    case COMPONENT.stringSelect:
    case COMPONENT.userSelect:
    case COMPONENT.roleSelect:
    case COMPONENT.mentionableSelect:
    case COMPONENT.channelSelect:
      return <ComponentSelect component={component} />;
    case COMPONENT.section:
      return <Section component={component} />;
    case COMPONENT.textDisplay:
      return (
        <div class="dsc-text">
          <Blocks nodes={parseMarkdown(readText(component, 'content'))} />
        </div>
      );
    case COMPONENT.thumbnail:
      return <Picture item={component} class="dsc-thumbnail" />;
    case COMPONENT.mediaGallery:
      return (
        <div class="dsc-gallery">
          {readList(component, 'items').map((item, index) => (
            <Picture key={index} item={item} class="dsc-picture" />
          ))}
        </div>
      );
    case COMPONENT.file:
      return <FileComponent component={component} />;
    case COMPONENT.separator:
      return (
        <hr
          class={`dsc-separator ${component.divider === false ? 'is-blank' : ''} ${readNumber(component, 'spacing') === 2 ? 'is-wide' : ''}`}
        />
      );
    case COMPONENT.container:
      return <Container component={component} />;
    default:
      return <p class="dsc-unknown">(a component of type {String(component.type)})</p>;
  }
}

export function colourOf(value: number | undefined): string | undefined {
  return value === undefined ? undefined : `#${value.toString(16).padStart(6, '0')}`;
}

function Container({ component }: { component: JsonObject }) {
  const accent = colourOf(readNumber(component, 'accent_color'));
  return (
    <div
      class={`dsc-container ${accent === undefined ? '' : 'has-accent'}`}
      style={accent === undefined ? {} : { borderLeftColor: accent }}
    >
      <Components list={readList(component, 'components')} />
    </div>
  );
}

function Section({ component }: { component: JsonObject }) {
  const accessory = readObject(component, 'accessory');
  return (
    <div class="dsc-section">
      <div class="dsc-section-body">
        <Components list={readList(component, 'components')} />
      </div>
      {accessory !== undefined && <Component component={accessory} />}
    </div>
  );
}

function Picture(props: { item: JsonObject; class: string }) {
  const url = readText(readObject(props.item, 'media'), 'url');
  return <img class={props.class} src={url} alt={readText(props.item, 'description') || 'Picture'} />;
}

function FileComponent({ component }: { component: JsonObject }) {
  const host = useComponentHost();
  const url = readText(readObject(component, 'file'), 'url');
  const stored = host.files.find((file) => file.url === url);
  if (stored !== undefined) return <StoredFiles files={[stored]} />;
  return (
    <a class="stored-file" href={url} download="">
      <FileIcon />
      <strong>{decodeURIComponent(url.split('/').at(-1) ?? 'file')}</strong>
    </a>
  );
}

const BUTTON_STYLES: { [style: number]: string } = {
  1: 'is-primary',
  2: 'is-secondary',
  3: 'is-success',
  4: 'is-danger',
  5: 'is-link',
};

function ComponentButton({ component }: { component: JsonObject }) {
  const host = useComponentHost();
  const customId = readText(component, 'custom_id');
  const url = readText(component, 'url');
  const isLink = readNumber(component, 'style') === 5;
  const onClick = () => {
    if (!isLink) host.press(customId);
    else if (/^https?:/i.test(url)) window.open(url, '_blank', 'noopener');
  };
  return (
    <button
      type="button"
      class={`dsc-button ${BUTTON_STYLES[readNumber(component, 'style') ?? 2] ?? 'is-secondary'} ${host.busyId !== undefined && host.busyId === customId ? 'is-busy' : ''}`}
      disabled={readFlag(component, 'disabled')}
      onClick={onClick}
    >
      {withEmoji(component, readText(component, 'label'))}
      {isLink && <LinkOutIcon />}
    </button>
  );
}

function ComponentSelect({ component }: { component: JsonObject }) {
  const host = useComponentHost();
  const initial = defaultValues(component);
  const [values, setValues] = useState(initial);
  // The bot's own word is the last: after an edit the select shows what the bot marked.
  useEffect(() => setValues(initial), [JSON.stringify(component)]);
  const placeholder = readText(component, 'placeholder') || 'Make a selection';
  const choices = selectChoices(component, host.people, host.channels);
  const settle = (picked: string[]) => {
    setValues(picked);
    host.press(readText(component, 'custom_id'), picked);
  };
  const shared = { label: placeholder, placeholder, choices, isDisabled: readFlag(component, 'disabled') };
  if (isMulti(component)) {
    return (
      <span class="dsc-select">
        <MultiSelectField
          {...shared}
          values={values}
          max={readNumber(component, 'max_values')}
          onPick={settle}
        />
      </span>
    );
  }
  return (
    <span class="dsc-select">
      <SelectField
        {...shared}
        value={values[0]}
        onPick={(picked) => {
          if (picked !== undefined) settle([picked]);
        }}
      />
    </span>
  );
}
