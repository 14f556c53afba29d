import { expect, it } from 'vitest';
import { BrokenCells, cellRows } from '#shared/package/cellRows';

it('reads text in quotes, and nothing as unknown', () => {
  expect([...cellRows('"a","b"\r\n"x""y",\r\n,1.5\r\n"",""\r\n"two\nlines, one cell",2')]).toEqual([
    ['a', 'b'],
    ['x"y', null],
    [null, '1.5'],
    ['', ''],
    ['two\nlines, one cell', '2'],
  ]);
  expect([...cellRows('')]).toEqual([]);
  expect([...cellRows('"a"\r\n\r\n')]).toEqual([['a'], [null]]);
});

it('reads a cell of millions of letters', () => {
  const long = 'x""'.repeat(2_000_000);
  expect([...cellRows(`"${long}",1`)][0]?.[0]?.length).toBe(4_000_000);
});

it.each([
  ['a quote that is not closed', '"a"\r\n"b', 2],
  ['letters behind a quote', '"a"b', 1],
  ['a quote among letters', '1\n2\na"b"', 3],
  ['a bare carriage return', 'a\rb', 1],
])('refuses %s', (_, text, row) => {
  expect(() => [...cellRows(text)]).toThrow(BrokenCells);
  try {
    void [...cellRows(text)];
  } catch (cause) {
    expect((cause as BrokenCells).row).toBe(row);
  }
});
