import type { PageState, ServerEvent, Space } from '../../page-api.ts';
import { formatInstant } from '../text/format-instant.ts';
import { useReader } from '../text/reader.ts';
import { Blocks } from '../text/render-text.tsx';
import { parseMarkdown } from './parse-markdown.ts';

// The events of a server, which Discord shows above its channels to everybody there.
export function ServerEvents({ state, space }: { state: PageState; space: Space }) {
  const events = state.events.filter((event) => event.spaceId === space.id);
  if (events.length === 0) return null;
  return (
    <>
      <h3>Events</h3>
      {events.map((event) => (
        <EventDetails key={event.id} event={event} />
      ))}
    </>
  );
}

function EventDetails({ event }: { event: ServerEvent }) {
  const reader = useReader();
  const starts = formatInstant(Date.parse(event.startsAt), reader, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  });
  return (
    <details class="dsc-event" data-testid="discord-event">
      <summary>
        <span class="dsc-event-time">{starts}</span>
        <span class="dsc-event-name">{event.name}</span>
      </summary>
      <p class="dsc-event-place">{event.location}</p>
      <Blocks nodes={parseMarkdown(event.description)} />
    </details>
  );
}
