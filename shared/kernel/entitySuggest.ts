import {
  type ColumnPlace,
  type EntityMap,
  type EntitySuggestion,
  hopsOf,
  type TableLink,
  type TableRole,
} from '../model/entities';
import type { CallContext } from '../rpc/method';
import { customerRoutes } from './customerRoutes';
import type { SqlConnection } from './ports';
import { guessSource, type SourceParts } from './sourceGuess';
import { type TableFacts, tableFacts } from './tableFacts';
import { keyLinks } from './tableLinks';
import { knownTables } from './tables';

const CUSTOMER_NAME = /cust|client|member|holder|客户|会员|用户/i;
const FACTS_SHARE = 0.5;
const LINKS_SHARE = 0.8;

/** A map of what the tables hold: keys, links between tables and ways to the customers are measured, names only decide ties. */
export async function suggestEntities(connection: SqlConnection, { signal, progress }: CallContext): Promise<EntitySuggestion> {
  const known = await knownTables(connection);
  const tables: TableFacts[] = [];
  for (const table of known) {
    progress({ phase: 'columns', fraction: (FACTS_SHARE * tables.length) / known.length });
    tables.push(await tableFacts(connection, table, signal));
  }
  progress({ phase: 'links', fraction: FACTS_SHARE });
  const links = await keyLinks(connection, tables, signal);
  const customers = customersOf(tables, links);
  if (!customers) return { map: null, roles: tables.map((facts) => roleOf(facts, 'none')), links };
  progress({ phase: 'paths', fraction: LINKS_SHARE });
  const routes = await customerRoutes({ connection, tables, links, signal }, customers);
  const parts: SourceParts = { attributes: [], events: [], balances: [], exposures: [], relations: [] };
  const roles: TableRole[] = [];
  for (const facts of tables) {
    const customer = routes.paths.get(facts.table);
    const isLink = [...routes.paths.values()].some((path) => hopsOf(path).some(({ table }) => table === facts.table));
    if (facts.table === customers.table) roles.push(roleOf(facts, 'customers'));
    else if (customer === undefined) roles.push(roleOf(facts, 'none'));
    else {
      const ends = columnsPointingAt(customers, facts, links);
      roles.push(roleOf(facts, await guessSource({ connection, facts, customer, ends, isLink, signal }, parts)));
    }
  }
  const map: EntityMap = { customers: { table: customers.table, key: customers.column }, ...parts };
  return { map, roles, links: toldLinks([...links, ...routes.links], customers) };
}

function roleOf({ table, rows, columns }: TableFacts, role: TableRole['role']): TableRole {
  return { table, rows, role, keys: columns.filter(({ isKey }) => isKey).map(({ column }) => column) };
}

/** Columns of a table that hold keys of the customers. */
function columnsPointingAt(customers: ColumnPlace, { table, columns }: TableFacts, links: readonly TableLink[]): string[] {
  const pointing = links.filter(({ from, to, where }) => from.table === table && isSame(to, customers) && where === undefined);
  return columns.map(({ column }) => column).filter((column) => pointing.some(({ from }) => from.column === column));
}

/** The key that others point at and that is called a customer's; else the one that most tables point at. */
function customersOf(tables: readonly TableFacts[], links: readonly TableLink[]): ColumnPlace | undefined {
  const candidates = tables.flatMap(({ table, columns }) =>
    columns
      .filter(({ isKey }) => isKey)
      .map(({ column }) => {
        const pointing = links.filter(({ to }) => to.table === table && to.column === column);
        const reach = new Set(pointing.map(({ from }) => from.table)).size;
        const named = (CUSTOMER_NAME.test(table) ? 2 : 0) + (CUSTOMER_NAME.test(column) ? 1 : 0);
        const weight = [reach > 0 && named > 0 ? 1 : 0, reach > 0 ? named : 0, reach, named, columns.length];
        return { table, column, weight };
      }),
  );
  return candidates.toSorted((a, b) => compare(b.weight, a.weight))[0];
}

function compare(left: readonly number[], right: readonly number[]): number {
  const index = left.findIndex((weight, at) => weight !== right[at]);
  return index < 0 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}

/**
 * Of two links between the same columns the one that leads to one row is told, and of two such the one towards the customers.
 * A link that two others amount to is left out.
 */
function toldLinks(links: readonly TableLink[], customers: ColumnPlace): TableLink[] {
  const oneWay = links.filter((link) => {
    const back = links.find(({ from, to }) => isSame(from, link.to) && isSame(to, link.from));
    if (!back || back.cardinality === 'n:m') return true;
    return link.cardinality === '1:1' && !isSame(link.from, customers);
  });
  const plain = oneWay.filter(({ where, cardinality }) => where === undefined && cardinality !== 'n:m');
  const leads = (from: ColumnPlace, to: ColumnPlace) => plain.some((link) => isSame(link.from, from) && isSame(link.to, to));
  const isDetour = ({ from, to }: TableLink) => plain.some((next) => isSame(next.from, to) && leads(from, next.to));
  return oneWay.filter((link) => !plain.includes(link) || !isDetour(link));
}

function isSame(left: ColumnPlace, right: ColumnPlace): boolean {
  return left.table === right.table && left.column === right.column;
}
