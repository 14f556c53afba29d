import { expect, test } from 'vitest';
import { hiddenCells, hiddenGrid, hiddenNested } from '#shared/privacy/smallCells';

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

test.each([
  ['a few are hidden, nobody is not', [[100, 9, 0], []], [false, true, false]],
  ['a few who left hide those who stayed', [[100, 95, 80], []], [false, true, false]],
  ['a hidden count hides nothing, the one before it still does', [[100, 95, 88, 91], []], [false, true, false, true]],
  ['so does a count that is told elsewhere', [[112, 100], [120]], [true, false]],
  ['the same customers again are shown', [[100, 100], [100]], [false, false]],
] as const)('of counts that lie in one another %s', (_, [counts, told], expected) => {
  expect(hiddenNested(counts, told)).toEqual(expected);
});

test('in a table no hidden cell is given away along its row or its column', () => {
  const rows = [
    [4, 100, 200],
    [50, 60, 300],
    [70, 80, 400],
  ];
  const grid = hiddenGrid(
    rows.map((row) => row.map((n) => [n])),
    10,
  );
  expect(grid[0]?.[0]).toBe(true);
  const lines = [...grid, ...grid.map((_, column) => grid.map((row) => row[column]))];
  for (const line of lines) expect(line.filter(Boolean).length).not.toBe(1);
  expect(grid.flat().filter(Boolean)).toHaveLength(4);
  expect(hiddenGrid([[[20], [30]]], 10)).toEqual([[false, false]]);
});
