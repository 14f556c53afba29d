import type { KeyboardEvent, ReactNode } from 'react';

/** Around a select of several values: in its open list Tab would choose the active value, or take it out again, instead of going on. */
export function TabLeaves({ children }: { readonly children: ReactNode }) {
  return (
    <span className="hx-contents" onKeyDownCapture={leaveTabToThePage}>
      {children}
    </span>
  );
}

function leaveTabToThePage(event: KeyboardEvent): void {
  if (event.key === 'Tab') event.stopPropagation();
}
