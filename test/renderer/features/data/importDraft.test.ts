import { expect, test } from 'vitest';
import type { ColumnType } from '#shared/model/import';
import {
  chooseType,
  chooseUnit,
  EMPTY_DRAFT,
  likeTemplate,
  nullTokens,
  readAsNull,
  readDifferently,
  readLike,
  renameColumn,
  sameTable,
} from '../../../../renderer/features/data/importDraft';

const columns = [
  { name: 'column0', type: 'text' },
  { name: 'column1', type: 'integer' },
] as const;

test('an earlier import gives its choices and table, but not how much it rejected', () => {
  const options = { types: { column0: 'date' as const }, nulls: ['?'], rejectShare: 1 };
  const template = { receipt: 3, table: 'cdnow', file: 'october.csv', importedAt: '2026-10-31T08:00:00Z', options };
  expect(likeTemplate(template)).toEqual({ table: 'cdnow', options: { types: { column0: 'date' }, nulls: ['?'] } });
});

test('a renamed column keeps its unit, which another way to cut the file takes away', () => {
  const draft = renameColumn(chooseUnit(EMPTY_DRAFT, 'column1', ' 万元 '), columns, 1, 'balance');
  expect(draft.options.units).toEqual({ balance: '万元' });
  expect(readDifferently(draft, { header: true }).options).toEqual({ header: true });
});

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

test('the next load of a table keeps its wider types and none that would lose something, but for types that were chosen', () => {
  const loaded = (types: readonly ColumnType[]) => types.map((type, index) => ({ name: `c${index}`, type }));
  const now = loaded(['integer', 'integer', 'number', 'date', 'timestamp', 'text', 'boolean', 'integer']);
  const before = loaded(['text', 'number', 'integer', 'timestamp', 'date', 'integer', 'text', 'text']);
  const table = { name: 'Bank', rows: 1, receipt: 1, columns: [{ name: 'gone', type: 'text' }, ...before] } as const;
  const chosen = chooseType({ ...EMPTY_DRAFT, table: 'bank' }, 'c7', 'integer');
  expect(
    readLike(
      chosen,
      now.map((column) => ({ ...column, name: column.name.toUpperCase() })),
      table,
    ).options.types,
  ).toEqual({
    c7: 'integer',
    C0: 'text',
    C1: 'number',
    C3: 'timestamp',
    C6: 'text',
    C7: 'text',
  });
  expect(readLike(chosen, now, table)).toEqual({
    table: 'bank',
    options: { types: { c0: 'text', c1: 'number', c3: 'timestamp', c6: 'text', c7: 'integer' } },
  });
  expect(sameTable([table], 'bank')).toBe(table);
  expect([sameTable([table], 'ban'), sameTable([table], undefined)]).toEqual([undefined, undefined]);
});
