import type { ColumnPlace, CustomerPath, PathHop, TableLink } from '../model/entities';
import { identifier, literal } from '../sql/quote';
import { severalSql, severalWithinSql } from '../sql/suggestEntitiesSql';
import type { SqlConnection } from './ports';
import { records } from './table';
import { type ColumnFacts, mayLink, type TableFacts } from './tableFacts';
import { CONTAINED, columnLikeness, measureLink } from './tableLinks';

const MOST_HOPS = 3;
/** A table in which a key stands on more rows than this is no list of who owns what. */
const MOST_ROWS_PER_KEY = 4;
const MOST_TYPES = 20;
const OWNER_NAME = /own|main|primary|holder|主|本人/i;

/** How a table reaches the customers, and the column of it that does. */
interface Route {
  readonly column: string;
  readonly via: readonly PathHop[];
}

export interface Routes {
  readonly paths: ReadonlyMap<string, CustomerPath>;
  /** Links that were measured on the way. */
  readonly links: readonly TableLink[];
}

interface Search {
  readonly connection: SqlConnection;
  readonly tables: readonly TableFacts[];
  readonly links: readonly TableLink[];
  readonly signal: AbortSignal;
  readonly found: TableLink[];
  /** Pairs of tables between which there was no owner. */
  readonly tried: Set<string>;
}

/** The shortest many-to-one path of every table to the key of the customers; tables without one are left out. */
export async function customerRoutes(search: Omit<Search, 'found' | 'tried'>, customers: ColumnPlace): Promise<Routes> {
  const within: Search = { ...search, found: [], tried: new Set() };
  const routes = new Map<string, Route>([[customers.table, { column: customers.column, via: [] }]]);
  for (let hops = 0; hops <= MOST_HOPS; hops++) {
    const reached = [...routes];
    for (const { table } of search.tables) {
      if (routes.has(table)) continue;
      const route = hops === 0 ? directRoute(search.links, table, customers) : await routeThrough(within, table, reached);
      if (route) routes.set(table, route);
    }
  }
  routes.delete(customers.table);
  const paths = [...routes].map(
    ([table, { column, via }]) => [table, via.length === 0 ? column : { column, via: [...via] }] as const,
  );
  return { paths: new Map(paths), links: within.found };
}

function directRoute(links: readonly TableLink[], table: string, { table: to, column }: ColumnPlace): Route | null {
  const link = links.find((each) => each.from.table === table && each.to.table === to && each.to.column === column);
  return link ? { column: link.from.column, via: [] } : null;
}

async function routeThrough(
  search: Search,
  table: string,
  reached: readonly (readonly [string, Route])[],
): Promise<Route | null> {
  for (const [middle, route] of reached) {
    const link = search.links.find(({ from, to }) => from.table === table && to.table === middle && to.column !== route.column);
    if (link) return routeBy(link, middle, route);
  }
  for (const [middle, route] of reached) {
    const link = await ownerLink(search, table, middle, route);
    if (link) return routeBy(link, middle, route);
  }
  return null;
}

function routeBy({ from, to, where }: TableLink, middle: string, { column, via }: Route): Route {
  const hop = { table: middle, from: to.column, to: column, ...(where === undefined ? {} : { where }) };
  return { column: from.column, via: [hop, ...via] };
}

/** A link through a table that lists who owns what: its column may repeat, as long as each value leads to one owner. */
async function ownerLink(search: Search, table: string, middle: string, route: Route): Promise<TableLink | null> {
  const owners = search.tables.find((each) => each.table === middle);
  const source = search.tables.find((each) => each.table === table);
  const pair = `${table}\n${middle}`;
  if (!owners || !source || search.tried.has(pair)) return null;
  search.tried.add(pair);
  for (const to of owners.columns) {
    const mayList = mayLink(to.type) && !to.isKey && to.column !== route.column && to.distinct * MOST_ROWS_PER_KEY >= to.known;
    if (!mayList || to.known === 0) continue;
    for (const from of source.columns) {
      if (from.type !== to.type || !namesTheSame(search.links, from, to)) continue;
      const link = await measureOwners(search, source.rows, owners, { from, to, owner: route.column });
      if (link) return link;
    }
  }
  return null;
}

/** Both point at one key, or one at the other, or their names say so. */
function namesTheSame(links: readonly TableLink[], from: ColumnFacts, to: ColumnFacts): boolean {
  const targets = (facts: ColumnFacts) => {
    const own = links.filter((link) => link.from.table === facts.table && link.from.column === facts.column);
    return [facts, ...own.map((link) => link.to)].map(({ table, column }) => `${table}\n${column}`);
  };
  const known = targets(from);
  return targets(to).some((place) => known.includes(place)) || columnLikeness(from, to) === 1;
}

interface OwnerPair {
  readonly from: ColumnFacts;
  readonly to: ColumnFacts;
  readonly owner: string;
}

async function measureOwners(
  search: Search,
  rows: number,
  owners: TableFacts,
  { from, to, owner }: OwnerPair,
): Promise<TableLink | null> {
  const link = await measureLink(search.connection, from, to, rows, search.signal);
  if (link.found < link.values * CONTAINED) return null;
  const rowsOf = async (sql: string) => records(await search.connection.query(sql, [], search.signal));
  const [all] = await rowsOf(severalSql(owners.table, to.column, owner));
  const cardinality = from.isKey ? '1:1' : 'n:1';
  if (Number(all?.several) === 0) return keep(search, { ...link, cardinality });
  search.found.push(link);
  const where = await oneOwner(rowsOf, owners, { from, to, owner }, Number(all?.keys));
  return where === null ? null : keep(search, { ...link, cardinality, where });
}

function keep({ found }: Search, link: TableLink): TableLink {
  found.push(link);
  return link;
}

/** The value of a further column that leaves one owner to (almost) every key, as a condition. */
async function oneOwner(
  rowsOf: (sql: string) => Promise<ReturnType<typeof records>>,
  owners: TableFacts,
  { to, owner }: OwnerPair,
  keys: number,
): Promise<string | null> {
  const choices: { where: string; keys: number; isNamed: boolean }[] = [];
  for (const { column, type, distinct } of owners.columns) {
    if (type !== 'text' || distinct < 2 || distinct > MOST_TYPES || column === to.column || column === owner) continue;
    for (const { value, keys: reached, several } of await rowsOf(severalWithinSql(owners.table, to.column, owner, column))) {
      if (Number(several) > 0 || Number(reached) < keys * CONTAINED) continue;
      const where = `${identifier(column)} = ${literal(String(value))}`;
      choices.push({ where, keys: Number(reached), isNamed: OWNER_NAME.test(String(value)) });
    }
  }
  choices.sort((a, b) => Number(b.isNamed) - Number(a.isNamed) || b.keys - a.keys);
  return choices[0]?.where ?? null;
}
