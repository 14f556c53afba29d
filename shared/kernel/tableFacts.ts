import type { ColumnType } from '../model/import';
import { columnFactsSql, repeatsSql } from '../sql/suggestEntitiesSql';
import type { SqlConnection } from './ports';
import { records } from './table';
import type { KnownTable } from './tables';

/** Above this many rows a share of the values is measured. */
const MOST_ROWS = 5_000_000;
/** Estimates of the number of different values are off by a third in small tables. */
const ESTIMATE_ERROR = 0.5;

/** Whether a column may hold no value twice, by an estimate of its different values; only an exact count tells. */
export function mayBeUnique(estimate: number, known: number): boolean {
  return estimate >= known * ESTIMATE_ERROR;
}

export interface ColumnFacts {
  readonly table: string;
  readonly column: string;
  readonly type: ColumnType;
  readonly known: number;
  /** Different values, estimated to some percent. */
  readonly distinct: number;
  /** Known in every row and never the same twice. */
  readonly isKey: boolean;
  /** The first key of its table, which may go by the table's name. */
  readonly isFirstKey: boolean;
}

export interface TableFacts {
  readonly table: string;
  readonly rows: number;
  readonly columns: readonly ColumnFacts[];
}

/** What the columns of a table hold, in one pass and one more for every column that may be a key. */
export async function tableFacts(
  connection: SqlConnection,
  { name: table, columns }: KnownTable,
  signal: AbortSignal,
): Promise<TableFacts> {
  const names = columns.map(({ name }) => name);
  const counts = records(await connection.query(columnFactsSql(table, names), [], signal))[0] ?? {};
  const rows = Number(counts.n);
  const facts: ColumnFacts[] = [];
  for (const [index, { name: column, type }] of columns.entries()) {
    const known = Number(counts[`k${index}`]);
    const distinct = Math.min(known, Number(counts[`d${index}`]));
    const mayBeKey = mayLink(type) && rows > 1 && known === rows && distinct >= rows * (1 - ESTIMATE_ERROR);
    const isKey = mayBeKey && !(await repeats(connection, table, column, rows, signal));
    const isFirstKey = isKey && !facts.some((each) => each.isKey);
    facts.push({ table, column, type, known, distinct: isKey ? rows : distinct, isKey, isFirstKey });
  }
  return { table, rows, columns: facts };
}

/** Only texts and whole numbers name things. */
export function mayLink(type: ColumnType): boolean {
  return type === 'text' || type === 'integer';
}

/** One hash in how many is looked at. */
export function shareOf(rows: number): number {
  return Math.max(1, Math.ceil(rows / MOST_ROWS));
}

async function repeats(
  connection: SqlConnection,
  table: string,
  column: string,
  rows: number,
  signal: AbortSignal,
): Promise<boolean> {
  const [counts] = records(await connection.query(repeatsSql(table, column, shareOf(rows)), [], signal));
  return Number(counts?.n) !== Number(counts?.d);
}
