import type { JsonObject } from '../../page-api.ts';
import { readFlag, readList, readNumber, readObject, readText } from '../read-json.ts';
import { formatInstant } from '../text/format-instant.ts';
import { useReader } from '../text/reader.ts';
import { Blocks, Inline } from '../text/render-text.tsx';
import { safeHref } from '../text/text-node.ts';
import { colourOf } from './components.tsx';
import { parseMarkdown } from './parse-markdown.ts';
import { parseMarkdownInline } from './parse-markdown-inline.ts';

export function Embed({ embed }: { embed: JsonObject }) {
  const accent = colourOf(readNumber(embed, 'color'));
  const image = readText(readObject(embed, 'image'), 'url');
  const thumbnail = readText(readObject(embed, 'thumbnail'), 'url');
  const author = readText(readObject(embed, 'author'), 'name');
  const description = readText(embed, 'description');
  return (
    <div class="dsc-embed" style={accent === undefined ? {} : { borderLeftColor: accent }}>
      <div class="dsc-embed-body">
        {author !== '' && <p class="dsc-embed-author">{author}</p>}
        <EmbedTitle embed={embed} />
        {description !== '' && <Blocks nodes={parseMarkdown(description)} />}
        <div class="dsc-embed-fields">
          {readList(embed, 'fields').map((field, index) => (
            <div key={index} class={readFlag(field, 'inline') ? 'is-inline' : ''}>
              <p class="dsc-embed-name">
                <Inline nodes={parseMarkdownInline(readText(field, 'name'))} />
              </p>
              <Blocks nodes={parseMarkdown(readText(field, 'value'))} />
            </div>
          ))}
        </div>
        {image !== '' && <img class="dsc-picture" src={image} alt={readText(embed, 'title') || 'Picture'} />}
        <EmbedFooter embed={embed} />
      </div>
      {thumbnail !== '' && <img class="dsc-thumbnail" src={thumbnail} alt="" />}
    </div>
  );
}

function EmbedTitle({ embed }: { embed: JsonObject }) {
  const title = readText(embed, 'title');
  const href = safeHref(readText(embed, 'url'));
  if (title === '') return null;
  const words = <Inline nodes={parseMarkdownInline(title)} />;
  return (
    <p class="dsc-embed-title">
      {href === undefined ? (
        words
      ) : (
        <a class="text-link" href={href} target="_blank" rel="noopener noreferrer">
          {words}
        </a>
      )}
    </p>
  );
}

function EmbedFooter({ embed }: { embed: JsonObject }) {
  const reader = useReader();
  const footer = readText(readObject(embed, 'footer'), 'text');
  const at = Date.parse(readText(embed, 'timestamp'));
  const when = Number.isNaN(at) ? '' : formatInstant(at, reader, { dateStyle: 'short', timeStyle: 'short' });
  if (footer === '' && when === '') return null;
  return <p class="dsc-embed-footer">{[footer, when].filter(Boolean).join(' • ')}</p>;
}
