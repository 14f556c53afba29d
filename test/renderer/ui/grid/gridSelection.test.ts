import { expect, test } from 'vitest';
import {
  cellsIn,
  holdsCell,
  rangeOf,
  selectByKey,
  selectCell,
  selectRows,
  withinBounds,
} from '../../../../renderer/ui/grid/gridSelection';

const bounds = { rows: 100, columns: 5, page: 10 };
const from = selectCell({ row: 50, column: 2 });
const press = (key: string, { ctrl = false, shift = false } = {}) => {
  const next = selectByKey(from, { key, ctrl, shift }, bounds);
  return next && rangeOf(next);
};

test.each([
  ['ArrowDown', {}, { rows: [51, 51], columns: [2, 2] }],
  ['ArrowUp', { shift: true }, { rows: [49, 50], columns: [2, 2] }],
  ['ArrowRight', { shift: true }, { rows: [50, 50], columns: [2, 3] }],
  ['PageDown', { shift: true }, { rows: [50, 60], columns: [2, 2] }],
  ['End', { ctrl: true, shift: true }, { rows: [50, 99], columns: [2, 4] }],
  [' ', { shift: true }, { rows: [50, 50], columns: [0, 4] }],
  [' ', { ctrl: true }, { rows: [0, 99], columns: [2, 2] }],
  ['a', { ctrl: true }, { rows: [0, 99], columns: [0, 4] }],
])('%s with %o selects %o', (key, held, range) => {
  expect(press(key, held)).toEqual(range);
});

test('other keys select nothing', () => {
  expect(press('a')).toBeNull();
  expect(press(' ')).toBeNull();
  expect(press('Tab')).toBeNull();
});

test('Shift goes on from where the selection was begun, also backwards', () => {
  const keys = ['ArrowDown', 'ArrowUp', 'ArrowUp'];
  const extended = keys.reduce(
    (selection, key) => selectByKey(selection, { key, ctrl: false, shift: true }, bounds) ?? selection,
    from,
  );
  expect(rangeOf(extended)).toEqual({ rows: [49, 50], columns: [2, 2] });
});

test('a range knows its cells, and shrinks with the table', () => {
  const range = rangeOf(selectRows(3, 5, 4));
  expect(cellsIn(range)).toBe(12);
  expect(holdsCell(range, 5, 3)).toBe(true);
  expect(holdsCell(range, 6, 3)).toBe(false);
  expect(rangeOf(withinBounds(selectRows(3, 5, 4), 4, 2))).toEqual({ rows: [3, 3], columns: [0, 1] });
});
