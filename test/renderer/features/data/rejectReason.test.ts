import { expect, test } from 'vitest';
import { rejectReason } from '../../../../renderer/features/data/rejectReason';
import { COLUMN_TYPES } from '../../../../shared/model/import';

const words = (key: string, params: object = {}) => [key, ...Object.values(params)].join(' ');

test('the words of the kernel become those of the language', () => {
  expect(rejectReason('too few cells', words, words)).toBe('reject.fewCells');
  for (const type of COLUMN_TYPES) {
    expect(rejectReason(`not a value of type ${type}`, words, words)).toBe(`reject.notType type.${type}`);
  }
});

test('words that are not known stay as they are', () => {
  expect(rejectReason('something new', words, words)).toBe('something new');
});
