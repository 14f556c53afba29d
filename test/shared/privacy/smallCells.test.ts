import { expect, test } from 'vitest';
import { hiddenCells } from '#shared/privacy/smallCells';

const hidden = (...counts: number[][]) => hiddenCells(counts, 10);

test.each([
  ['large cells and empty ones are shown', [[100], [10], [0]], [false, false, false]],
  ['a small cell takes the next smallest with it', [[100], [9], [40]], [false, true, true]],
  ['small cells that are many hide nothing else', [[100], [9], [8]], [false, true, true]],
  ['few small cells with few customers take one more', [[100], [2], [3], [50]], [false, true, true, true]],
  [
    'a small base hides the cell too',
    [
      [100, 900],
      [40, 43, 3],
      [60, 200],
    ],
    [false, true, true],
  ],
  ['an only cell is hidden by itself', [[4], [0]], [true, false]],
])('%s', (_, counts, expected) => {
  expect(hidden(...counts)).toEqual(expected);
});
