import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

interface PopoverProps {
  label: string;
  class?: string;
  isDisabled?: boolean;
  face: ComponentChildren;
  onClose?(): void;
  children(close: () => void): ComponentChildren;
}

// A button with something that drops down from it. Closes on Escape and on a press elsewhere.
export function Popover({ label, isDisabled, face, onClose, children, ...rest }: PopoverProps) {
  const [isOpen, setOpen] = useState(false);
  const frame = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    onClose?.();
  };
  useEffect(() => {
    if (!isOpen) return;
    frame.current?.querySelector('.popover')?.scrollIntoView({ block: 'nearest' });
    frame.current?.querySelector<HTMLElement>('.popover :is(button, input)')?.focus();
  }, [isOpen]);
  useEffect(() => {
    if (!isOpen) return;
    const onPress = (event: PointerEvent) => {
      if (event.target instanceof Node && frame.current?.contains(event.target) === false) close();
    };
    // Caught before the dialog around it hears of it: Escape closes one thing at a time.
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      close();
      button.current?.focus();
    };
    document.addEventListener('pointerdown', onPress);
    document.addEventListener('keydown', onKeyDown, true);
    return () => {
      document.removeEventListener('pointerdown', onPress);
      document.removeEventListener('keydown', onKeyDown, true);
    };
  });
  return (
    <span class="popover-frame" ref={frame}>
      <button
        ref={button}
        type="button"
        class={rest.class}
        aria-label={label}
        aria-haspopup="true"
        aria-expanded={isOpen}
        disabled={isDisabled ?? false}
        onClick={() => (isOpen ? close() : setOpen(true))}
      >
        {face}
      </button>
      {isOpen && (
        <fieldset class="popover" aria-label={label}>
          {children(close)}
        </fieldset>
      )}
    </span>
  );
}
