import { expect, test } from 'vitest';
import { type EntityMap, entityMapSchema, type PathHop } from '#shared/model/entities';
import type { TableInfo } from '#shared/model/workspace';
import {
  asBalances,
  emptyMap,
  newSource,
  withAsOf,
  withAttribute,
  withCustomers,
  withHop,
  withoutAttribute,
  withoutSource,
  withPathColumn,
  withRepair,
  withSource,
  withWhere,
} from '../../../../renderer/features/data/entityDraft';

const map = withAttribute(withRepair(emptyMap('customers', 'id'), { kind: 'keepLast', by: 'day' }), 'scores', 'customer');

test('every change gives a map that the contract takes', () => {
  expect(entityMapSchema.parse(withAsOf(map, '2026-10-31'))).toEqual({
    customers: { table: 'customers', key: 'id', repair: { kind: 'keepLast', by: 'day' } },
    attributes: [{ table: 'scores', key: 'customer' }],
    events: [],
    balances: [],
    exposures: [],
    relations: [],
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

const trans: TableInfo = {
  name: 'trans',
  rows: 3,
  receipt: null,
  columns: [
    { name: 'client_id', type: 'integer' },
    { name: 'day', type: 'date' },
    { name: 'at', type: 'timestamp' },
    { name: 'kind', type: 'text' },
    { name: 'amount', type: 'number' },
  ],
};
const event = newSource('events', trans) as EntityMap['events'][number];

test('a new source goes by the columns of its table, and one that lacks them is none', () => {
  expect(event).toEqual({
    table: 'trans',
    customer: 'client_id',
    time: 'at',
    name: { value: 'trans' },
    props: ['day', 'kind', 'amount'],
  });
  expect(newSource('balances', trans)).toEqual({ table: 'trans', customer: 'client_id', day: 'at', props: ['amount'] });
  expect(newSource('exposures', trans)).toEqual({
    table: 'trans',
    customer: 'client_id',
    campaign: 'kind',
    variant: 'kind',
    time: 'at',
  });
  expect(newSource('events', { ...trans, columns: trans.columns.filter(({ type }) => type === 'text') })).toBeNull();
});

test('a source is added, changed and taken out at its place', () => {
  const added = withSource(withSource(map, 'events', 0, event), 'events', 1, { ...event, time: 'day' });
  expect(entityMapSchema.parse(added).events.map(({ time }) => time)).toEqual(['at', 'day']);
  expect(withSource(added, 'events', 0, { ...event, props: [] }).events[0]?.props).toEqual([]);
  expect(withoutSource(added, 'events', 0).events.map(({ time }) => time)).toEqual(['day']);
});

test('hops are added, changed and taken out; a path without hops is its column', () => {
  const hop: PathHop = { table: 'disp', from: 'account_id', to: 'client_id' };
  const one = withHop('account_id', 0, hop);
  expect(one).toEqual({ column: 'account_id', via: [hop] });
  const two = withHop(one, 1, { ...hop, table: 'card' });
  expect(withHop(two, 0, withWhere(hop, " type = 'OWNER' "))).toEqual({
    column: 'account_id',
    via: [
      { ...hop, where: "type = 'OWNER'" },
      { ...hop, table: 'card' },
    ],
  });
  expect(withHop(withHop(two, 1, null), 0, null)).toBe('account_id');
  expect(withPathColumn(two, 'iban')).toMatchObject({ column: 'iban', via: [{ table: 'disp' }, { table: 'card' }] });
});

test('an empty condition is none', () => {
  expect(withWhere({ ...event, where: 'amount > 0' }, '  ')).toEqual(event);
});

test('an attribute table whose rows repeat by day becomes balances of its numbers', () => {
  const attribute = withAttribute(emptyMap('customers', 'id'), 'trans', 'client_id');
  expect(asBalances(attribute, 'trans', 'day', trans.columns)).toMatchObject({
    attributes: [],
    balances: [{ table: 'trans', customer: 'client_id', day: 'day', props: ['amount'] }],
  });
});
