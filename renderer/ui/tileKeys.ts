import type { KeyboardEvent } from 'react';

const STEPS: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Arrow keys go to the next tile in their direction, over places without one. `rows` and `columns` are the size of the grid. */
export function moveBetweenTiles(event: KeyboardEvent<HTMLElement>, rows: number, columns: number): void {
  const step = STEPS[event.key];
  const from = (event.target as HTMLElement).dataset.place?.split(':').map(Number);
  if (!step || !from) return;
  event.preventDefault();
  let [row = 0, column = 0] = from;
  for (;;) {
    row += step[0];
    column += step[1];
    if (row < 0 || column < 0 || row >= rows || column >= columns) return;
    const tile = event.currentTarget.querySelector<HTMLElement>(`[data-place="${row}:${column}"]`);
    if (tile) {
      tile.focus();
      return;
    }
  }
}
