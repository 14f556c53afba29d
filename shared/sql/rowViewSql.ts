import type { ColumnType } from '../model/import';
import type { ColumnFilter, RowView } from '../model/rowView';
import { tagTypeOf } from '../model/tag';
import { compileComparison } from './compileComparison';
import type { Expression } from './expression';
import { type Printed, printExpression } from './print';
import { identifier } from './quote';

interface TypedColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/**
 * The ids of the rows of a view, `row`, in its order. `relation` has a `rowid`, here as below. Its columns were held to the table before. Ids have 32 bits, which are
 * read much faster than 64.
 */
export function viewRowsSql(relation: string, columns: readonly TypedColumn[], view: RowView): Printed {
  const typeOf = (name: string) => columns.find((column) => column.name === name)?.type ?? 'text';
  const filter = printExpression(compileFilters(view.filters, typeOf));
  const params = [...filter.params];
  const search = view.search === '' ? [] : [searchSql(columns, view.search, `$${params.push(view.search)}`)];
  const values = view.filters.map(({ column }, index) => `${comparedValue(column, typeOf(column))} AS f${index}`);
  const keys = view.sort.map(({ column }, index) => `${knownValue(column, typeOf(column))} AS s${index}`);
  const order = view.sort.map(({ descending }, index) => `s${index} ${descending ? 'DESC' : 'ASC'} NULLS LAST`);
  const inner = ['rowid AS row', ...values, ...keys, ...search.map((found) => `${found} AS found`)];
  return {
    sql: `SELECT CAST(row AS UINTEGER) AS row FROM (SELECT ${inner.join(', ')} FROM ${relation})
      WHERE ${[filter.sql, ...search.map(() => 'found')].join(' AND ')} ORDER BY ${[...order, 'row'].join(', ')}`,
    params,
  };
}

function compileFilters(filters: readonly ColumnFilter[], typeOf: (column: string) => ColumnType): Expression {
  const parts = filters.map(({ column, ...comparison }, index): Expression => {
    const left: Expression = { kind: 'column', name: `f${index}` };
    // No filter counts back from a day, so none is needed.
    return { kind: 'isTrue', of: compileComparison(left, tagTypeOf(typeOf(column)), comparison, '') };
  });
  return { kind: 'and', parts };
}

/** NaN is not a value anybody can compare with: it is read as unknown. */
function knownValue(name: string, type: ColumnType): string {
  return type === 'number' ? `nullif(${identifier(name)}, CAST('nan' AS DOUBLE))` : identifier(name);
}

/** A moment is compared by its day. */
function comparedValue(name: string, type: ColumnType): string {
  return type === 'timestamp' ? `CAST(${identifier(name)} AS DATE)` : knownValue(name, type);
}

/** Columns that cannot hold the text by their type are not looked at; where it has no case, nothing is folded. */
function searchSql(columns: readonly TypedColumn[], search: string, wanted: string): string {
  const hasCase = search.toLowerCase() !== search.toUpperCase();
  const folded = (text: string) => (hasCase ? `lower(${text})` : text);
  const found = columns
    .filter(({ type }) => canHold(type, search.toLowerCase()))
    .map((column) => `coalesce(contains(${folded(shownText(column))}, ${folded(`CAST(${wanted} AS VARCHAR)`)}), FALSE)`);
  return found.length === 0 ? 'FALSE' : `(${found.join(' OR ')})`;
}

const LETTERS_OF: Readonly<Record<Exclude<ColumnType, 'text' | 'boolean'>, RegExp>> = {
  integer: /^[-0-9]+$/,
  number: /^[-+.0-9einfa]+$/,
  date: /^[-0-9 ()bc]+$/,
  timestamp: /^[-0-9 :.()bc]+$/,
};

function canHold(type: ColumnType, search: string): boolean {
  if (type === 'text') return true;
  return type === 'boolean' ? 'true'.includes(search) || 'false'.includes(search) : LETTERS_OF[type].test(search);
}

/** A cell as it is shown: 1500, where the database writes 1500.0. */
function shownText({ name, type }: TypedColumn): string {
  const cell = identifier(name);
  if (type !== 'number') return `CAST(${cell} AS VARCHAR)`;
  return `CASE WHEN ${cell} = trunc(${cell}) AND abs(${cell}) < 1e15 THEN CAST(TRY_CAST(${cell} AS BIGINT) AS VARCHAR) ELSE CAST(${cell} AS VARCHAR) END`;
}

/**
 * Up to this many ids the scan is told which rows a join wants, and skips the others; by default it is so for 50. Without that a
 * page out of ten million rows reads all of them.
 */
export const FIND_ROWS_SQL = 'SET dynamic_or_filter_threshold = 1000';

/** Cells of the rows with these ids, in the order of the ids. */
export function rowsPageSql(relation: string, columns: readonly string[], rows: ArrayLike<number>): string {
  const cells = columns.map((column) => `t.${identifier(column)}`);
  const places = `SELECT unnest([${Array.from(rows).join(', ')}]) AS row, unnest(range(${rows.length})) AS place`;
  return `SELECT ${cells.join(', ')} FROM (${places}) AS p JOIN ${relation} AS t ON t.rowid = p.row ORDER BY p.place`;
}

/** Where the ids of a range stand while it is summed up, as the connection's own. */
export const RANGE_TABLE = { schema: 'main', name: 'range rows' } as const;
export const RANGE_RELATION = `temp.${identifier(RANGE_TABLE.name)}`;
export const CREATE_RANGE_SQL = `CREATE OR REPLACE TEMP TABLE ${identifier(RANGE_TABLE.name)} (row UINTEGER)`;

/** Cells of the rows in `RANGE_TABLE`, in its order. */
export function rangeCellsSql(relation: string, columns: readonly string[]): string {
  const cells = columns.map((column) => `t.${identifier(column)}`);
  return `SELECT ${cells.join(', ')} FROM ${RANGE_RELATION} AS p JOIN ${relation} AS t ON t.rowid = p.row ORDER BY p.rowid`;
}

/** All rows, those between two ids (both in), or those in `RANGE_TABLE`. */
export type SummedRows = 'all' | 'range' | { readonly from: number; readonly to: number };

/** One row: `rows`, and of each column `k0, k1, …` known cells, `d0` different ones if it is the only one, `s0`, `low0`, `high0`. */
export function summarySql(relation: string, columns: readonly TypedColumn[], rows: SummedRows): string {
  const figures = columns.flatMap((column, index) => [
    `count(${knownValue(column.name, column.type)}) AS k${index}`,
    ...(columns.length === 1 ? [`count(DISTINCT ${knownValue(column.name, column.type)}) AS d${index}`] : []),
    ...typedFigures(column, index),
  ]);
  return `SELECT ${['count(*) AS rows', ...figures].join(', ')} FROM ${relation} WHERE ${rowCondition(rows)}`;
}

function typedFigures({ name, type }: TypedColumn, index: number): string[] {
  const value = knownValue(name, type);
  const ends = (as: string) => [`CAST(min(${value}) AS ${as}) AS low${index}`, `CAST(max(${value}) AS ${as}) AS high${index}`];
  if (type === 'date' || type === 'timestamp') return ends('VARCHAR');
  if (type === 'integer') return [`CAST(sum(${value}) AS DOUBLE) AS s${index}`, ...ends('DOUBLE')];
  return type === 'number' ? [`fsum(${value}) AS s${index}`, ...ends('DOUBLE')] : [];
}

function rowCondition(rows: SummedRows): string {
  if (rows === 'all') return 'TRUE';
  if (rows === 'range') return `rowid IN (SELECT row FROM ${RANGE_RELATION})`;
  return `rowid >= ${rows.from} AND rowid <= ${rows.to}`;
}
