import { expect, test } from 'vitest';
import type { EntityMap, TableLink } from '#shared/model/entities';
import type { TableInfo } from '#shared/model/workspace';
import { CARD_WIDTH, layoutDiagram, roleIn } from '../../../../renderer/features/data/entities/diagram';

const table = (name: string, ...columns: string[]): TableInfo => ({
  name,
  rows: 10,
  columns: columns.map((column) => ({ name: column, type: 'text' })),
  receipt: null,
});

const tables = [
  table('notes', 'word'),
  table('trans', 'account', 'at', 'amount'),
  table('client', 'id', 'name'),
  table('disp', 'account', 'client', 'type'),
];
const map: EntityMap = {
  customers: { table: 'client', key: 'id' },
  attributes: [],
  events: [
    {
      table: 'trans',
      customer: { column: 'account', via: [{ table: 'disp', from: 'account', to: 'client', where: "type = 'OWNER'" }] },
      time: 'at',
      name: { value: 'trans' },
      props: ['amount'],
    },
  ],
  balances: [],
  exposures: [],
  relations: [],
};
const link: TableLink = {
  from: { table: 'trans', column: 'account' },
  to: { table: 'disp', column: 'account' },
  cardinality: 'n:1',
  where: "type = 'OWNER'",
  values: 200,
  found: 199,
  exact: true,
};

test('the customers stand first, and every table after those it reaches them through', () => {
  const { cards } = layoutDiagram(tables, map, [link]);
  const inOrder = [...cards].sort((a, b) => a.x - b.x).map(({ table: name, role }) => [name, role]);
  expect(inOrder).toEqual([
    ['client', 'customers'],
    ['disp', 'link'],
    ['trans', 'events'],
    ['notes', 'none'],
  ]);
  expect(new Set(cards.map(({ x }) => x)).size).toBe(4);
});

test('a card shows the columns that the map or a link uses and counts the others', () => {
  const { cards } = layoutDiagram(tables, map, [link]);
  const columns = Object.fromEntries(cards.map((card) => [card.table, [...card.columns, card.more]]));
  expect(columns).toEqual({ client: ['id', 1], disp: ['account', 'client', 1], trans: ['account', 'at', 1], notes: [1] });
});

test('a measured line tells how many rows and values, rounded down; one that only the map knows tells nothing', () => {
  const { lines } = layoutDiagram(tables, map, [link]);
  expect(lines.map(({ label, isUsed }) => [label, isUsed])).toEqual([
    ['n:1 99%', true],
    ['', true],
  ]);
});

test('of a link and its narrower one the narrower is drawn, and n:m alone is marked', () => {
  const { where: _where, ...wide } = { ...link, cardinality: 'n:m' as const };
  expect(layoutDiagram(tables, map, [wide, link]).lines.map(({ isMany }) => isMany)).toEqual([false, false]);
  expect(layoutDiagram(tables, { ...map, events: [] }, [wide]).lines.map(({ isMany, isUsed }) => [isMany, isUsed])).toEqual([
    [true, false],
  ]);
});

test('cards lie apart and within the plane', () => {
  const many = [...tables, ...Array.from({ length: 13 }, (_, index) => table(`t${index}`, 'a', 'b'))];
  const { cards, width, height } = layoutDiagram(many, map, [link]);
  for (const card of cards) {
    expect(card.x + CARD_WIDTH).toBeLessThanOrEqual(width);
    expect(card.y + card.height).toBeLessThanOrEqual(height);
    const overlapping = cards.filter(
      (other) => other !== card && other.x === card.x && other.y < card.y + card.height && card.y < other.y + other.height,
    );
    expect(overlapping).toEqual([]);
  }
});

test('a table is what the map says first', () => {
  const twice: EntityMap = { ...map, attributes: [{ table: 'trans', key: 'account' }] };
  expect(roleIn(twice, 'trans')).toBe('attributes');
  expect(roleIn(map, 'gone')).toBe('none');
});
