import { expect, test } from 'vitest';
import type { EventKind } from '#shared/model/event';
import { monthEnds, quarterBefore, stageTags, tableOfLoads } from '../../../../renderer/features/insight/changeChoice';
import { findingOf, placeOfLift, reachOf } from '../../../../renderer/features/insight/findings';
import { itemChoices, proposedItems } from '../../../../renderer/features/insight/insightChoice';
import { holdsAndLacks } from '../../../../renderer/features/insight/insightRules';
import { productColumns, proposedSuitability, withLevel } from '../../../../renderer/features/insight/suitabilityChoice';

const kind = (event: string, props: string[]): EventKind => {
  return { event, props, n: 1, customers: 1, first: '2024-01-01', last: '2024-01-01' };
};
const props = [
  { id: 'product_id', type: 'text' as const, from: [] },
  { id: 'channel', type: 'text' as const, from: [] },
  { id: 'amount', type: 'number' as const, from: [] },
];
const tags = [
  { id: 'fund', name: 'Holds a fund', type: 'boolean' as const },
  { id: 'city', name: 'City', type: 'category' as const },
];
const column = (name: string) => ({ name, type: 'text' as const });
const PRODUCTS = { name: 'products', columns: ['product_id', 'product_name', 'risk_level'].map(column) };
const CUSTOMERS = { name: 'customers', columns: ['customer_id', 'risk_level'].map(column) };

test('the products that were bought are proposed first, with their names', () => {
  const kinds = [kind('login', ['channel']), kind('purchase', ['amount', 'channel', 'product_id'])];
  const choices = itemChoices(kinds, props, tags, [CUSTOMERS, PRODUCTS]);
  const names = { table: 'products', key: 'product_id', name: 'product_name' };
  expect(proposedItems(choices)).toEqual({ kind: 'event', event: 'purchase', prop: 'product_id', names });
  expect(proposedItems(choices, 'tags')).toEqual({ kind: 'tags', tags: ['fund'] });
});

test('names come from the table of the products, not from one that merely mentions them', () => {
  const campaigns = { name: 'campaigns', columns: ['campaign_id', 'campaign_name', 'product_id'].map(column) };
  const choices = (tables: readonly (typeof PRODUCTS)[]) => itemChoices([kind('purchase', ['product_id'])], props, [], tables);
  expect(proposedItems(choices([campaigns, PRODUCTS]))).toMatchObject({ names: { table: 'products', name: 'product_name' } });
  expect(proposedItems(choices([campaigns]))).not.toHaveProperty('names');
});

test('without events yes/no tags are proposed, and without either nothing', () => {
  expect(proposedItems(itemChoices([], [], tags, []))).toEqual({ kind: 'tags', tags: ['fund'] });
  expect(proposedItems(itemChoices([kind('login', ['amount'])], props, [], []))).toEqual({ kind: 'events' });
  expect(proposedItems(itemChoices([], [], [], []))).toBeNull();
});

test('suitability is proposed where a tag speaks of risk, by the table that has the products', () => {
  const items = { kind: 'event', event: 'purchase', prop: 'product_id' } as const;
  const risk = { id: 'risk_level', name: '风险等级', type: 'category' as const };
  const products = { table: 'products', key: 'product_id', level: 'risk_level' };
  const proposed = proposedSuitability({ tags: [...tags, risk], tables: [PRODUCTS] }, items);
  expect(proposed).toEqual({ tag: 'risk_level', products, levels: [] });
  expect(proposedSuitability({ tags, tables: [PRODUCTS] }, items)).toBeNull();
  expect(productColumns(CUSTOMERS, items)).toBeNull();
  const typed = proposed && withLevel(withLevel(proposed, 'A', 3), 'A', 4);
  expect(typed?.levels).toEqual([{ item: 'A', level: 4 }]);
  expect(typed && withLevel(typed, 'A', null).levels).toEqual([]);
});

test('only an interval on one side of 1 with an adjusted p below 0.05 is a finding', () => {
  const few = { state: 'insufficient', found: 3, needed: 30 } as const;
  expect(findingOf({ lift: 2, interval: [1.5, 2.6], pAdjusted: 0.01 })).toBe('over');
  expect(findingOf({ lift: 0.5, interval: [0.3, 0.8], pAdjusted: 0.01 })).toBe('under');
  expect(findingOf({ lift: 2, interval: [1.5, 2.6], pAdjusted: 0.05 })).toBe('same');
  expect(findingOf({ lift: 2, interval: [0.9, 3], pAdjusted: 0.01 })).toBe('same');
  expect(findingOf({ lift: few, interval: few, pAdjusted: few })).toBe('insufficient');
});

test('the line of lifts is logarithmic and reaches as far as the intervals', () => {
  expect(reachOf([{ lift: 1.2, interval: [0.25, 1.5] }])).toBe(4);
  expect(reachOf([])).toBe(2);
  expect(reachOf([{ lift: 0, interval: [0, 100] }])).toBe(16);
  expect([1, 4, 0.25, 0, 99].map((lift) => placeOfLift(lift, 4))).toEqual([0.5, 1, 0, 0, 1]);
  expect(placeOfLift(2, 4)).toBeCloseTo(0.75, 12);
});

test('holds and lacks is a rule of the segment', () => {
  const [a, b] = [
    { kind: 'tag', tag: 'a', op: 'is', values: [true] } as const,
    { kind: 'tag', tag: 'b', op: 'is', values: [true] } as const,
  ].map((rule) => ({ ...rule, values: [...rule.values] }));
  if (!a || !b) throw new Error('there are two');
  expect(holdsAndLacks('s', [a], [b])).toEqual({
    kind: 'all',
    rules: [{ kind: 'segment', segment: 's', member: true }, a, { kind: 'none', rules: [b] }],
  });
});

test('days to compare are ends of months', () => {
  expect(quarterBefore('2026-06-30')).toBe('2026-03-31');
  expect(quarterBefore('2026-06-15')).toBe('2026-03-31');
  expect(monthEnds('2024-03-31').slice(0, 2)).toEqual(['2024-02-29', '2024-01-31']);
});

test('stages come before bare columns, and only columns by customer are compared by their loads', () => {
  const source = { kind: 'column', table: 'customers', column: 'tier' } as const;
  const stage = { kind: 'bucket', tag: 'money', edges: [1], labels: ['a', 'b'], method: 'typed' as const } as const;
  const facts = { name: '', type: 'category' as const, distinct: 3, coverage: 1 };
  const tier = { ...facts, id: 'tier', source };
  const money = { ...facts, id: 'money', type: 'number' as const, distinct: 900, source: { ...source, table: 'balances' } };
  const wealth = { ...facts, id: 'wealth', source: { ...stage, edges: [...stage.edges], labels: [...stage.labels] } };
  const all = [tier, money, wealth];
  expect(stageTags(all, 40).map(({ id }) => id)).toEqual(['wealth', 'tier']);
  const map = {
    customers: { table: 'customers', key: 'id' },
    attributes: [],
    events: [],
    balances: [{ table: 'balances', customer: 'id', day: 'day', props: ['money'] }],
    exposures: [],
    relations: [],
  };
  expect(tableOfLoads(tier, all, map)).toBe('customers');
  expect(tableOfLoads(wealth, all, map)).toBeNull();
});
