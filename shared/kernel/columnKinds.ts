import type { FoundKind } from '../model/classification';
import type { ColumnType } from '../model/import';
import { countTests, testsOf } from '../privacy/columnKind';
import type { CellCounts } from '../privacy/look';
import { kindsOfTable } from '../privacy/tableKinds';
import type { CallContext } from '../rpc/method';
import { countTestsSql, knownCellsSql, triedCellsSql } from '../sql/detectorsSql';
import type { SqlConnection } from './ports';
import { cellText, records, type Table } from './table';

/** Cells of a column that are looked at. */
const TRIED_CELLS = 10_000;
/** Of a column with fewer known ones among rows from everywhere, the first known ones are looked at. */
const FEWEST_CELLS = 1000;
/** Columns that one statement reads. */
const COLUMNS_AT_ONCE = 32;

export interface TriedRelation {
  readonly relation: string;
  /** Absent where its rows have no ids: its first cells are looked at then. */
  readonly rows?: number;
  readonly columns: readonly TriedColumn[];
}

interface TriedColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** What it is called in the relation, where that is not its name. */
  readonly cell?: string;
}

/** What the columns of a relation hold, as their cells and their names say, in their order; `today` is an ISO day. */
export async function columnKinds(
  connection: SqlConnection,
  { relation, rows = 0, columns }: TriedRelation,
  today: string,
  signal: AbortSignal,
): Promise<FoundKind[]> {
  const step = Math.max(1, Math.floor(rows / TRIED_CELLS));
  const counts: CellCounts[] = [];
  for (let from = 0; from < columns.length; from += COLUMNS_AT_ONCE) {
    const some = columns.slice(from, from + COLUMNS_AT_ONCE);
    const spread = await cellsOf(connection, relation, some, step, signal);
    for (const [index, column] of some.entries()) {
      const cells = spread[index] ?? new Map<string, number>();
      const known = step > 1 && total(cells) < FEWEST_CELLS ? await firstCells(connection, relation, column, signal) : cells;
      counts.push(countTests(known, column.type, today));
    }
  }
  return kindsOf(columns, counts);
}

/** The same of every cell of a table, which takes as long as its cells are many. */
export async function kindsOfEveryCell(
  connection: SqlConnection,
  { relation, columns }: TriedRelation,
  today: string,
  { signal, progress }: CallContext,
): Promise<FoundKind[]> {
  const counts: CellCounts[] = [];
  for (const [index, { name, type }] of columns.entries()) {
    progress({ phase: 'classes', fraction: index / columns.length });
    counts.push(await countEveryCell(connection, relation, { name, type }, today, signal));
  }
  return kindsOf(columns, counts);
}

/** How many cells of a column pass each test that is worth asking of its type. */
export async function countEveryCell(
  connection: SqlConnection,
  relation: string,
  { name, cell = name, type }: TriedColumn,
  today: string,
  signal: AbortSignal,
): Promise<CellCounts> {
  const tests = testsOf(type);
  if (tests.length === 0) return NO_CELLS;
  const row = records(await connection.query(countTestsSql(relation, cell, tests, today), [], signal))[0] ?? {};
  const counts = Object.fromEntries(Object.entries(row).map(([test, n]) => [test, Number(n)]));
  return { ...NO_CELLS, ...counts };
}

const NO_CELLS = { cells: 0, distinct: 0, surnames: 0, prefixes: 0 };

/** The same of rows at hand. */
export function kindsOfRows(rows: Table, columns: readonly TriedColumn[], today: string): FoundKind[] {
  const cells = timesOfCells(rows);
  return kindsOf(
    columns,
    columns.map(({ type }, index) => countTests(cells[index] ?? new Map(), type, today)),
  );
}

function kindsOf(columns: readonly TriedColumn[], counts: readonly CellCounts[]): FoundKind[] {
  return kindsOfTable(columns.map(({ name, type }, index) => ({ name, type, counts: counts[index] ?? NO_CELLS })));
}

type CellTimes = Map<string, number>;

function total(cells: CellTimes): number {
  let sum = 0;
  for (const n of cells.values()) sum += n;
  return sum;
}

/** Of columns whose cells are worth a look, the cells of rows from everywhere; of the others none. */
async function cellsOf(
  connection: SqlConnection,
  relation: string,
  columns: readonly TriedColumn[],
  step: number,
  signal: AbortSignal,
): Promise<CellTimes[]> {
  const looked = columns.map(({ name, cell = name, type }) => (testsOf(type).length > 0 ? cell : null));
  const sql = triedCellsSql(relation, looked, { step, cells: TRIED_CELLS });
  return timesOfCells(await connection.query(sql, [], signal));
}

function timesOfCells({ columns, rowCount }: Table): CellTimes[] {
  return columns.map((column) => {
    const times: CellTimes = new Map();
    for (let row = 0; row < rowCount; row++) {
      const text = cellText(column, row);
      if (text !== null && text !== '') times.set(text, (times.get(text) ?? 0) + 1);
    }
    return times;
  });
}

async function firstCells(
  connection: SqlConnection,
  relation: string,
  column: TriedColumn,
  signal: AbortSignal,
): Promise<CellTimes> {
  const { name, cell = name, type } = column;
  if (testsOf(type).length === 0) return new Map();
  return (await cellsOf(connection, knownCellsSql(relation, cell), [column], 1, signal))[0] ?? new Map();
}
