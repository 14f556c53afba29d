import { expect, test } from 'vitest';
import {
  chooseType,
  EMPTY_DRAFT,
  nullTokens,
  readAsNull,
  readDifferently,
  renameColumn,
} from '../../../../renderer/features/data/importDraft';

const columns = [
  { name: 'column0', type: 'text' },
  { name: 'column1', type: 'integer' },
] as const;

test('what the user does not touch stays guessed', () => {
  expect(chooseType({ table: 'cdnow', options: { header: false } }, 'column1', 'text')).toEqual({
    table: 'cdnow',
    options: { header: false, types: { column1: 'text' } },
  });
});

test('a renamed column keeps the type that was chosen for it', () => {
  const draft = renameColumn(chooseType(EMPTY_DRAFT, 'column0', 'date'), columns, 0, ' day ');
  expect(draft.options).toEqual({ names: ['day', 'column1'], types: { day: 'date' } });
});

test.each(['', '   ', 'column1', 'column0'])('a column cannot be renamed to "%s"', (name) => {
  expect(renameColumn(EMPTY_DRAFT, columns, 0, name)).toBe(EMPTY_DRAFT);
});

test('reading the file differently forgets names and types of columns that no longer are', () => {
  const draft = readAsNull(renameColumn(chooseType(EMPTY_DRAFT, 'column0', 'date'), columns, 0, 'day'), ['unknown']);
  expect(readDifferently(draft, { delimiter: ';' })).toEqual({ options: { nulls: ['unknown'], delimiter: ';' } });
});

test('null tokens are given back as they were put in, and none leaves nothing behind', () => {
  const draft = readAsNull(EMPTY_DRAFT, ['unknown', '-']);
  expect(nullTokens(draft.options)).toEqual(['unknown', '-']);
  expect(readAsNull(draft, [])).toEqual(EMPTY_DRAFT);
});
