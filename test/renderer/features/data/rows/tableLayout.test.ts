import { expect, test } from 'vitest';
import type { TableColumn } from '#shared/model/import';
import type { SortKey } from '#shared/model/rowView';
import { draftOf, filterOf, newDraft } from '../../../../../renderer/features/data/rows/filterDraft';
import { selectionFigures } from '../../../../../renderer/features/data/rows/selectionFigures';
import { fitLayout, nextSort, placedColumns, putFilter, sortBy } from '../../../../../renderer/features/data/rows/tableLayout';

const columns: TableColumn[] = [
  { name: 'a', type: 'text' },
  { name: 'b', type: 'integer' },
  { name: 'c', type: 'date' },
];

test('clicks on a head sort up, down and not at all; with Shift the other columns stay', () => {
  const clicks = (names: readonly string[], add: boolean) =>
    names
      .reduce<SortKey[]>((sort, name) => nextSort(sort, name, add), [])
      .map(({ column, descending }) => `${column}${descending ? '-' : '+'}`);
  expect(clicks(['a'], false)).toEqual(['a+']);
  expect(clicks(['a', 'a'], false)).toEqual(['a-']);
  expect(clicks(['a', 'a', 'a'], false)).toEqual([]);
  expect(clicks(['a', 'b'], false)).toEqual(['b+']);
  expect(clicks(['a', 'b', 'a'], true)).toEqual(['a-', 'b+']);
  expect(clicks(['a', 'b', 'a', 'a'], true)).toEqual(['b+']);
  expect(sortBy([{ column: 'a', descending: false }], { column: 'a', descending: true }, true)).toEqual([
    { column: 'a', descending: true },
  ]);
});

test('pinned columns come first in the order of the table, hidden ones not at all', () => {
  const { placed, pinned } = placedColumns(columns, { pinned: ['c', 'b'], hidden: ['b'] });
  expect(placed.map(({ column, at }) => [column.name, at])).toEqual([
    ['c', 2],
    ['a', 0],
  ]);
  expect(pinned).toBe(1);
});

test('a layout loses what the columns of another load cannot have', () => {
  const view = {
    sort: [{ column: 'gone', descending: false }],
    filters: [
      { column: 'a', op: 'contains' as const, values: ['x'] },
      { column: 'b', op: 'contains' as const, values: ['x'] },
    ],
    search: 's',
  };
  const layout = { view, pinned: ['gone', 'a'], hidden: ['a', 'b', 'c'], widths: {}, names: true };
  expect(fitLayout(layout, columns)).toMatchObject({
    view: { sort: [], filters: [{ column: 'a' }], search: 's' },
    pinned: ['a'],
    hidden: [],
  });
});

test('a filter takes what was typed as its column holds it', () => {
  const filled = (type: 'text' | 'integer' | 'boolean' | 'date', change: object) =>
    filterOf({ ...newDraft('a', type), ...change }, type);
  expect(filled('text', { one: '海' })).toEqual({ column: 'a', op: 'contains', values: ['海'] });
  expect(filled('text', { one: '' })).toBeNull();
  expect(filled('integer', { op: 'between', from: '1,000', to: '2000' })).toEqual({
    column: 'a',
    op: 'between',
    values: [1000, 2000],
  });
  expect(filled('integer', { op: 'between', from: '1', to: 'x' })).toBeNull();
  expect(filled('integer', { op: 'in', many: ['1', '2'] })).toEqual({ column: 'a', op: 'in', values: [1, 2] });
  expect(filled('boolean', {})).toEqual({ column: 'a', op: 'is', values: [true] });
  expect(filled('date', { op: 'gte', one: '2024-02-01' })).toEqual({ column: 'a', op: 'gte', values: ['2024-02-01'] });
  expect(filled('text', { op: 'isNull' })).toEqual({ column: 'a', op: 'isNull', values: [] });
  const filter = { column: 'a', op: 'in' as const, values: ['x', 'y'] };
  expect(filterOf(draftOf(filter), 'text')).toEqual(filter);
  expect(putFilter([filter], { ...filter, values: ['z'] }, 0)).toEqual([{ ...filter, values: ['z'] }]);
});

test('a selection is summed up over its columns, if all that is known in them are numbers', () => {
  const numbers = [
    { name: 'a', known: 3, sum: 6, min: 1, max: 3 },
    { name: 'b', known: 1, sum: 10, min: 10, max: 10 },
  ];
  expect(selectionFigures({ rows: 4, columns: numbers })).toEqual({ known: 4, sum: 16, average: 4, min: 1, max: 10 });
  expect(selectionFigures({ rows: 4, columns: [...numbers, { name: 'c', known: 4 }] })).toEqual({ known: 8 });
  const day = { name: 'd', known: 2, distinct: 2, min: '2024-01-01', max: '2024-02-01' };
  expect(selectionFigures({ rows: 4, columns: [day] })).toEqual({ known: 2, distinct: 2, min: '2024-01-01', max: '2024-02-01' });
});
