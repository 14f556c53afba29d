import type { KeyboardEvent } from 'react';

/** Keys on a focused row of a table: Enter and space choose it, arrows go to its neighbours. */
export function pressRow(event: KeyboardEvent, choose: () => void): void {
  if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault();
    choose();
  } else stepFocus(event);
}

function stepFocus(event: KeyboardEvent): void {
  const sibling =
    event.key === 'ArrowDown' ? 'nextElementSibling' : event.key === 'ArrowUp' ? 'previousElementSibling' : undefined;
  const row = sibling && event.currentTarget[sibling];
  if (!(row instanceof HTMLElement)) return;
  event.preventDefault();
  row.focus();
}
