import { type KeyboardEvent, type ReactNode, useRef } from 'react';

/** Around an editor in which Tab writes a tab: after Escape it leads out, as whoever has no mouse would else be held there. */
export function EscapeLeaves({ children }: { readonly children: ReactNode }) {
  const isLeaving = useRef(false);
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Tab' && isLeaving.current) event.stopPropagation();
    else if (event.key !== 'Shift') isLeaving.current = event.key === 'Escape';
  };
  return (
    <span
      className="hx-contents"
      onKeyDownCapture={press}
      onBlurCapture={() => {
        isLeaving.current = false;
      }}
    >
      {children}
    </span>
  );
}
