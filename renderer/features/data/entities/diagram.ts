import { type ColumnPlace, type EntityMap, hopsOf, keyColumnOf, type TableLink, type TableRole } from '#shared/model/entities';
import type { TableInfo } from '#shared/model/workspace';

export const CARD_WIDTH = 164;
const LABEL_WIDTH = 56;
const LABEL_HEIGHT = 13;
export const HEAD_HEIGHT = 42;
export const LINE_HEIGHT = 20;
const GAP_X = 76;
const GAP_Y = 16;
const MARGIN = 12;
const MOST_COLUMNS = 8;
/** Beyond this many cards in a column of the diagram the next one is begun. */
const MOST_CARDS = 5;

export interface DiagramCard {
  readonly table: string;
  readonly rows: number;
  readonly role: TableRole['role'];
  /** Columns that the map or a link uses. */
  readonly columns: readonly string[];
  readonly more: number;
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

export interface DiagramLine {
  readonly id: string;
  readonly d: string;
  readonly label: string;
  readonly x: number;
  readonly y: number;
  /** The map goes this way. */
  readonly isUsed: boolean;
  readonly isMany: boolean;
}

export interface Diagram {
  readonly cards: readonly DiagramCard[];
  readonly lines: readonly DiagramLine[];
  readonly width: number;
  readonly height: number;
}

/** The tables from the customers outwards, each in the column of its distance, with lines between the columns that hold the same. */
export function layoutDiagram(tables: readonly TableInfo[], map: EntityMap, links: readonly TableLink[]): Diagram {
  const used = usedColumns(map);
  const ways = mapWays(map);
  const told = links.filter((link) => link.cardinality !== 'n:m' || !links.some((other) => other !== link && joins(other, link)));
  const shown = [...told, ...ways.filter((way) => !told.some((link) => joins(link, way)))];
  const distances = distancesOf(map, tables, shown);
  const cards: DiagramCard[] = [];
  let left = MARGIN;
  for (const column of cardColumns(tables, distances)) {
    let top = MARGIN;
    for (const table of column) {
      const card = cardOf(table, map, used, shown, left, top);
      cards.push(card);
      top += card.height + GAP_Y;
    }
    left += CARD_WIDTH + GAP_X;
  }
  const lines = withLabelsApart(shown.flatMap((link) => lineOf(link, cards, ways)));
  const height = Math.max(0, ...cards.map(({ y, height: own }) => y + own)) + MARGIN;
  return { cards, lines, width: left - GAP_X / 2 + MARGIN, height };
}

/** What a table is in the map. */
export function roleIn(map: EntityMap, table: string): TableRole['role'] {
  if (map.customers.table === table) return 'customers';
  if (map.attributes.some((each) => each.table === table)) return 'attributes';
  for (const kind of ['events', 'balances', 'exposures'] as const)
    if (map[kind].some((each) => each.table === table)) return kind;
  if (map.relations.some((each) => each.table === table)) return 'relations';
  return sourcesOf(map).some(({ customer }) => hopsOf(customer).some((hop) => hop.table === table)) ? 'link' : 'none';
}

type Way = Pick<TableLink, 'from' | 'to'> & Partial<TableLink>;

function sourcesOf({ events, balances, exposures }: EntityMap) {
  return [...events, ...balances, ...exposures];
}

/** The steps that the map's own paths take. */
function mapWays(map: EntityMap): Way[] {
  const { table, key } = map.customers;
  if (typeof key !== 'string') return [];
  const customers = { table, column: key };
  const ways: Way[] = map.attributes.map((each) => ({ from: { table: each.table, column: each.key }, to: customers }));
  for (const { table: source, customer } of sourcesOf(map)) {
    let at: ColumnPlace = { table: source, column: keyColumnOf(customer) };
    for (const { table: hop, from, to } of hopsOf(customer)) {
      ways.push({ from: at, to: { table: hop, column: from } });
      at = { table: hop, column: to };
    }
    ways.push({ from: at, to: customers });
  }
  for (const { table: source, from, to } of map.relations)
    for (const column of [from, to]) ways.push({ from: { table: source, column }, to: customers });
  return ways.filter((way, index) => ways.findIndex((other) => joins(other, way)) === index);
}

function joins(left: Way, right: Way): boolean {
  const same = (a: ColumnPlace, b: ColumnPlace) => a.table === b.table && a.column === b.column;
  return (same(left.from, right.from) && same(left.to, right.to)) || (same(left.from, right.to) && same(left.to, right.from));
}

function usedColumns(map: EntityMap): ReadonlySet<string> {
  const key = (table: string, column: string | undefined) => `${table}\n${column}`;
  return new Set([
    ...mapWays(map).flatMap(({ from, to }) => [key(from.table, from.column), key(to.table, to.column)]),
    ...(typeof map.customers.key === 'string' ? [key(map.customers.table, map.customers.key)] : []),
    ...map.events.flatMap(({ table, time, name }) => [key(table, time), ...('column' in name ? [key(table, name.column)] : [])]),
    ...map.balances.map(({ table, day }) => key(table, day)),
    ...map.exposures.flatMap(({ table, campaign, variant, time }) =>
      [campaign, variant, time].map((column) => key(table, column)),
    ),
  ]);
}

function distancesOf(map: EntityMap, tables: readonly TableInfo[], links: readonly Way[]): ReadonlyMap<string, number> {
  const distances = new Map([[map.customers.table, 0]]);
  for (let distance = 1; distance <= tables.length; distance++) {
    const near = [...distances].filter(([, at]) => at === distance - 1).map(([table]) => table);
    for (const { from, to } of links)
      for (const [a, b] of [
        [from.table, to.table],
        [to.table, from.table],
      ] as const)
        if (near.includes(a) && !distances.has(b)) distances.set(b, distance);
  }
  return distances;
}

function cardColumns(tables: readonly TableInfo[], distances: ReadonlyMap<string, number>): TableInfo[][] {
  const far = Math.max(0, ...distances.values()) + 1;
  const columns: TableInfo[][] = [];
  for (let distance = 0; distance <= far; distance++) {
    const own = tables.filter(({ name }) => (distances.get(name) ?? far) === distance);
    for (let at = 0; at < own.length; at += MOST_CARDS) columns.push(own.slice(at, at + MOST_CARDS));
  }
  return columns;
}

function cardOf(
  { name, rows, columns }: TableInfo,
  map: EntityMap,
  used: ReadonlySet<string>,
  links: readonly Way[],
  x: number,
  y: number,
): DiagramCard {
  const linked = new Set(
    links.flatMap(({ from, to }) => [from, to]).flatMap(({ table, column }) => (table === name ? [column] : [])),
  );
  const told = columns.map((column) => column.name).filter((column) => used.has(`${name}\n${column}`) || linked.has(column));
  const shown = told.slice(0, MOST_COLUMNS);
  const more = columns.length - shown.length;
  const height = HEAD_HEIGHT + (shown.length + (more > 0 ? 1 : 0)) * LINE_HEIGHT + 6;
  return { table: name, rows, role: roleIn(map, name), columns: shown, more, x, y, height };
}

/** Labels that would stand on each other move down. */
function withLabelsApart(lines: readonly DiagramLine[]): DiagramLine[] {
  const placed: DiagramLine[] = [];
  for (const line of lines) {
    let { y } = line;
    const covers = (other: DiagramLine) => Math.abs(other.x - line.x) < LABEL_WIDTH && Math.abs(other.y - y) < LABEL_HEIGHT;
    while (line.label !== '' && placed.some((other) => other.label !== '' && covers(other))) y += LABEL_HEIGHT;
    placed.push({ ...line, y });
  }
  return placed;
}

function lineOf(link: Way, cards: readonly DiagramCard[], ways: readonly Way[]): DiagramLine[] {
  const ends = [link.from, link.to].map(({ table, column }) => {
    const card = cards.find((each) => each.table === table);
    const at = card ? card.columns.indexOf(column) : -1;
    return card ? { card, y: card.y + HEAD_HEIGHT + (at < 0 ? card.columns.length : at) * LINE_HEIGHT + LINE_HEIGHT / 2 } : null;
  });
  const [from, to] = ends;
  if (!from || !to) return [];
  const [left, right] = from.card.x <= to.card.x ? [from, to] : [to, from];
  const x1 = left.card.x + CARD_WIDTH;
  const isLevel = left.card.x === right.card.x;
  const x2 = isLevel ? x1 : right.card.x;
  const bend = isLevel ? GAP_X / 2 : (x2 - x1) / 2;
  const d = `M ${x1} ${left.y} C ${x1 + bend} ${left.y}, ${isLevel ? x2 + bend : x2 - bend} ${right.y}, ${x2} ${right.y}`;
  const share = link.values ? ` ${Math.floor((100 * (link.found ?? 0)) / link.values)}%` : '';
  return [
    {
      id: `${link.from.table}.${link.from.column}>${link.to.table}.${link.to.column}>${link.where ?? ''}`,
      d,
      label: link.cardinality ? `${link.cardinality}${share}` : '',
      x: isLevel ? x1 + GAP_X / 3 : (x1 + x2) / 2,
      y: (left.y + right.y) / 2,
      isUsed: ways.some((way) => joins(way, link)),
      isMany: link.cardinality === 'n:m',
    },
  ];
}
