import { expect, test } from 'vitest';
import { moveCell } from '../../../../renderer/ui/grid/gridKeys';

const bounds = { rows: 100, columns: 5, page: 10 };
const from = { row: 50, column: 2 };

test.each([
  ['ArrowDown', false, { row: 51, column: 2 }],
  ['ArrowUp', false, { row: 49, column: 2 }],
  ['ArrowRight', false, { row: 50, column: 3 }],
  ['ArrowLeft', false, { row: 50, column: 1 }],
  ['PageDown', false, { row: 60, column: 2 }],
  ['PageUp', false, { row: 40, column: 2 }],
  ['Home', false, { row: 50, column: 0 }],
  ['End', false, { row: 50, column: 4 }],
  ['Home', true, { row: 0, column: 0 }],
  ['End', true, { row: 99, column: 4 }],
])('%s (Ctrl %s) moves to %o', (key, ctrl, place) => {
  expect(moveCell(from, key, ctrl, bounds)).toEqual(place);
});

test('no key leaves the table', () => {
  expect(moveCell({ row: 99, column: 4 }, 'ArrowDown', false, bounds)).toEqual({ row: 99, column: 4 });
  expect(moveCell({ row: 0, column: 0 }, 'PageUp', false, bounds)).toEqual({ row: 0, column: 0 });
});

test('other keys are left to the page', () => {
  expect(moveCell(from, 'a', false, bounds)).toBeNull();
  expect(moveCell(from, 'Tab', false, bounds)).toBeNull();
});
