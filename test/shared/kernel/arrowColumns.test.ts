import { Dictionary, Int32, makeData, Utf8, vectorFromArray } from 'apache-arrow';
import { expect, test } from 'vitest';
import { columnOfArrow } from '../../../shared/kernel/arrowColumns';
import { cell } from '../../../shared/kernel/table';

test('an unknown value of a dictionary is unknown wherever its key stands', () => {
  const dictionary = vectorFromArray(['a', null], new Utf8());
  const type = new Dictionary(new Utf8(), new Int32());
  const column = columnOfArrow(makeData({ type, length: 3, data: Int32Array.of(1, 0, 1), dictionary }));
  expect([0, 1, 2].map((row) => cell(column, row))).toEqual([null, 'a', null]);
});
