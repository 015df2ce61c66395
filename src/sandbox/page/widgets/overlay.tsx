import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface OverlayProps {
  label: string;
  testId?: string;
  class?: string;
  onEscape(): void;
  children: ComponentChildren;
}

const FOCUSABLE = 'button:not([disabled]), [href], input:not([disabled]), select:not([disabled]), textarea';

// A dialog over one pane only: the other platform stays in sight and in reach, so it is not a native modal
// <dialog>, which would freeze both.
export function Overlay({ label, testId, onEscape, children, ...rest }: OverlayProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const first = box.current?.querySelector<HTMLElement>(
      '[data-autofocus], .overlay-body :is(input, select, textarea)',
    );
    (first ?? box.current?.querySelector<HTMLElement>(FOCUSABLE))?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onEscape();
    }
    if (event.key === 'Tab' && box.current !== null) keepInside(event, box.current);
  };
  return (
    <div class="overlay">
      <div
        ref={box}
        class={`overlay-box ${rest.class ?? ''}`}
        role="dialog"
        aria-label={label}
        data-testid={testId}
        onKeyDown={onKeyDown}
      >
        {children}
      </div>
    </div>
  );
}

function keepInside(event: KeyboardEvent, box: HTMLElement): void {
  const stops = [...box.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (each) => each.offsetParent !== null,
  );
  const first = stops[0];
  const last = stops.at(-1);
  if (event.shiftKey && document.activeElement === first) {
    event.preventDefault();
    last?.focus();
  } else if (!event.shiftKey && document.activeElement === last) {
    event.preventDefault();
    first?.focus();
  }
}
