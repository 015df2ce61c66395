import { useState } from 'preact/hooks';
import type { PageState } from '../page-api.ts';
import { formatInstant } from './text/format-instant.ts';
import { Overlay } from './widgets/overlay.tsx';

// For whoever works on the bot: what a real platform would have answered with an error.
export function RefusalList({ state }: { state: PageState }) {
  const [isOpen, setOpen] = useState(false);
  const count = state.refusals.length;
  if (count === 0) return null;
  return (
    <>
      <button type="button" class="refusal-button" data-testid="refusals" onClick={() => setOpen(true)}>
        {count} refused {count === 1 ? 'request' : 'requests'}
      </button>
      {isOpen && (
        <Overlay label="Requests that a platform refused" class="refusal-box" onEscape={() => setOpen(false)}>
          <h3 class="overlay-title">Requests of the bot that a platform refused</h3>
          <ul class="overlay-body">
            {state.refusals.toReversed().map((refusal) => (
              <li key={refusal.id}>
                <strong>{refusal.request}</strong> {refusal.status} <code>{refusal.code}</code>
                <br />
                {refusal.message}{' '}
                <small>
                  {formatInstant(
                    Date.parse(refusal.at),
                    { locale: 'en-GB', timeZone: 'UTC' },
                    { dateStyle: 'medium', timeStyle: 'short' },
                  )}{' '}
                  UTC
                </small>
                <details>
                  <summary>Answer</summary>
                  <pre>{JSON.stringify(refusal.answer, null, 2)}</pre>
                </details>
              </li>
            ))}
          </ul>
          <div class="overlay-foot">
            <button type="button" class="plain-button" onClick={() => setOpen(false)}>
              Close
            </button>
          </div>
        </Overlay>
      )}
    </>
  );
}
