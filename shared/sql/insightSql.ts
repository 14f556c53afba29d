import { identifier, literal, qualified } from './quote';

/** What of the events is an item: a property's text, or the name. */
export interface EventItems {
  /** A condition over `tags.events AS events`. */
  readonly filter: string;
  /** Null = the name. */
  readonly prop: string | null;
}

/** The one pass over the events: who holds what, as the connection's own `temp.held (row, value)`, each pair once. */
export function createHeldSql({ filter, prop }: EventItems): string {
  const value = prop === null ? 'events.name' : `events.${identifier(prop)}`;
  return `CREATE OR REPLACE TEMP TABLE held AS SELECT DISTINCT events.row AS row, CAST(${value} AS VARCHAR) AS value
    FROM tags.events AS events WHERE ${filter} AND ${value} IS NOT NULL`;
}

/** Every item with its customers, most first: `value, n`. */
export const HELD_COUNTS_SQL = 'SELECT value, count(*) AS n FROM temp.held GROUP BY value ORDER BY n DESC, value';

/** `row, item` of the items, by their positions. */
export function heldRowsSql(items: readonly string[]): string {
  const list = items.map((item, position) => `(${literal(item)}, ${position})`).join(', ');
  return `SELECT CAST(held.row AS UINTEGER) AS row, CAST(asked.item AS INTEGER) AS item
    FROM temp.held AS held JOIN (VALUES ${list}) AS asked(value, item) ON held.value = asked.value`;
}

export const DROP_HELD_SQL = 'DROP TABLE IF EXISTS temp.held';

/** `item, value` of a column of a table of products, as texts. */
export function productColumnSql(table: string, key: string, column: string): string {
  return `SELECT DISTINCT CAST(${identifier(key)} AS VARCHAR) AS item, CAST(${identifier(column)} AS VARCHAR) AS value
    FROM ${qualified('data', table)} WHERE ${identifier(key)} IS NOT NULL AND ${identifier(column)} IS NOT NULL ORDER BY item, value`;
}
