import { expect, test } from 'vitest';
import { entityMapSchema } from '#shared/model/entities';
import {
  emptyMap,
  withAsOf,
  withAttribute,
  withCustomers,
  withoutAttribute,
  withRepair,
} from '../../../../renderer/features/data/entityDraft';

const map = withAttribute(withRepair(emptyMap('customers', 'id'), { kind: 'keepLast', by: 'day' }), 'scores', 'customer');

test('every change gives a map that the contract takes', () => {
  expect(entityMapSchema.parse(withAsOf(map, '2026-10-31'))).toEqual({
    customers: { table: 'customers', key: 'id', repair: { kind: 'keepLast', by: 'day' } },
    attributes: [{ table: 'scores', key: 'customer' }],
    events: [],
    balances: [],
    exposures: [],
    asOf: '2026-10-31',
  });
});

test('another key has no repair yet', () => {
  expect(withCustomers(map, { table: 'customers', key: { line: true } }).customers).toEqual({
    table: 'customers',
    key: { line: true },
  });
});

test('a table is not the customers and an attribute at once', () => {
  expect(withCustomers(map, { table: 'scores', key: 'customer' }).attributes).toEqual([]);
});

test('an attribute table has one key, and can be taken out', () => {
  expect(withAttribute(map, 'scores', 'id').attributes).toEqual([{ table: 'scores', key: 'id' }]);
  expect(withoutAttribute(map, 'scores').attributes).toEqual([]);
});

test('repair and day can be taken back', () => {
  expect(withRepair(map, null).customers).toEqual({ table: 'customers', key: 'id' });
  expect(withAsOf(withAsOf(map, '2026-10-31'), null)).toEqual(map);
});
