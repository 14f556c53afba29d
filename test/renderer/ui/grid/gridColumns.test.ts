import { expect, test } from 'vitest';
import { columnWidth, indexesOf, shownColumns, visibleColumns } from '../../../../renderer/ui/grid/gridColumns';

test('a column is as wide as its longest value, within bounds', () => {
  const column = { name: 'a', type: 'text' } as const;
  const narrow = columnWidth(column, ['x', null]);
  const wide = columnWidth(column, ['x', '一段比较长的中文说明文字']);
  expect(wide).toBeGreaterThan(narrow);
  expect(columnWidth(column, ['x'.repeat(4_000)])).toBeLessThanOrEqual(320);
  expect(narrow).toBeGreaterThanOrEqual(84);
});

test.each([
  [0, 250, { first: 0, last: 2 }],
  [100, 100, { first: 1, last: 1 }],
  [150, 100, { first: 1, last: 2 }],
  [390, 500, { first: 3, last: 3 }],
  [-60, 250, { first: 0, last: 1 }],
])('from %d px over %d px the columns %o are seen', (left, width, seen) => {
  expect(visibleColumns([100, 100, 100, 100], left, width)).toEqual(seen);
});

test.each([
  [0, [0, 1, 2]],
  [100, [0, 2, 3]],
  [210, [0, 3, 4]],
])('behind a pinned column of 100 px, from %d px the columns %o are drawn', (left, drawn) => {
  expect(indexesOf(shownColumns([100, 100, 100, 100, 100], 1, left, 290))).toEqual(drawn);
});

test('all columns may be pinned', () => {
  expect(indexesOf(shownColumns([100, 100], 2, 0, 500))).toEqual([0, 1]);
});
