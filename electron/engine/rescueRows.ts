import { duckdbFault } from '#shared/engines/duckdbFault';
import type { SqlConnection } from '#shared/kernel/ports';
import { type Column, records, type Table } from '#shared/kernel/table';
import type { RescuedTable, RescueProgress } from '#shared/model/rescue';
import type { ErrorCode } from '#shared/model/result';
import { copyRowsSql, countDamagedRowsSql, singleRowsSql } from '#shared/sql/rescueSql';

/** Rows that DuckDB keeps together, and the fewest that it reads at a time. */
const ROW_GROUP = 122_880;
const VECTOR = 2048;
/** Row groups that are read at once, as long as all goes well: between them a person is told how far it is. */
const GROUPS_AT_ONCE = 8;

export type TableName = Pick<RescuedTable, 'schema' | 'table'>;

interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** Copies tables of the damaged workspace into the new one, and keeps count of what it has gone through. */
export class RescueRows {
  #passed = 0;
  #copied = 0;

  /** `total`: row ids of all tables. */
  constructor(
    private readonly connection: SqlConnection,
    private readonly total: number,
    private readonly tell: (progress: RescueProgress) => void,
  ) {}

  /** `rowIds`: one more than the highest that there can be. */
  async copyTable(name: TableName, rowIds: number): Promise<RescuedTable> {
    const step = GROUPS_AT_ONCE * ROW_GROUP;
    let rows = 0;
    for (let from = 0; from < rowIds; from += step) {
      const to = Math.min(from + step, rowIds);
      rows += await this.#copyRows(name, { from, to });
      this.pass(to - from);
    }
    const all = await this.#countRows(name);
    return { ...name, rows, lost: all === null ? null : all - rows };
  }

  /** Goes past row ids. */
  pass(rowIds: number): void {
    this.#passed += rowIds;
    this.tell({ fraction: this.total === 0 ? 1 : this.#passed / this.total, rows: this.#copied });
  }

  /** A range that cannot be read whole is read in parts: what is damaged is a block, which holds some columns of some rows. */
  async #copyRows(name: TableName, range: RowRange): Promise<number> {
    const { from, to } = range;
    try {
      return this.#count(Number(records(await this.connection.query(copyRowsSql(name, from, to)))[0]?.Count ?? 0));
    } catch (cause) {
      stopUnlessDamage(cause);
    }
    if (to - from <= VECTOR) return await this.#copySingly(name, range);
    const step = to - from > ROW_GROUP ? ROW_GROUP : VECTOR;
    let copied = 0;
    for (let start = from; start < to; start += step)
      copied += await this.#copyRows(name, { from: start, to: Math.min(start + step, to) });
    return copied;
  }

  /**
   * The rows of a vector that lie in other blocks than the damaged one, at its beginning or its end. A half of which neither the first nor the
   * last row can be read is given up.
   */
  async #copySingly(name: TableName, { from, to }: RowRange): Promise<number> {
    const whole = await this.#singleRows(name, { from, to });
    if (whole) return await this.#append(name, whole);
    const middle = from + Math.floor((to - from) / 2);
    if (middle === from || !(await this.#hasReadableEnd(name, { from, to }))) return 0;
    return (await this.#copySingly(name, { from, to: middle })) + (await this.#copySingly(name, { from: middle, to }));
  }

  async #hasReadableEnd(name: TableName, { from, to }: RowRange): Promise<boolean> {
    const first = await this.#singleRows(name, { from, to: from + 1 });
    return first !== null || (await this.#singleRows(name, { from: to - 1, to })) !== null;
  }

  /** Null where one of them cannot be read, or its values not taken over exactly. */
  async #singleRows(name: TableName, { from, to }: RowRange): Promise<Table | null> {
    await this.connection.exec('BEGIN');
    try {
      const found = await this.connection.query(singleRowsSql(name, from, to));
      return found.columns.every(isExact) ? found : null;
    } catch (cause) {
      stopUnlessDamage(cause);
      return null;
    } finally {
      await this.connection.exec('ROLLBACK');
    }
  }

  async #append({ schema, table }: TableName, rows: Table): Promise<number> {
    await this.connection.append({ schema, name: table }, [rows]);
    return this.#count(rows.rowCount);
  }

  #count(rows: number): number {
    this.#copied += rows;
    return rows;
  }

  async #countRows(name: TableName): Promise<number | null> {
    try {
      return Number(records(await this.connection.query(countDamagedRowsSql(name)))[0]?.n);
    } catch (cause) {
      stopUnlessDamage(cause);
      return null;
    }
  }
}

/** Types whose values a `Column` holds as they are, and not as they are printed. */
const EXACT: ReadonlySet<string> = new Set([
  'VARCHAR',
  'BIGINT',
  'INTEGER',
  'UINTEGER',
  'DOUBLE',
  'BOOLEAN',
  'DATE',
  'TIMESTAMP',
]);

function isExact({ sqlType }: Column): boolean {
  return EXACT.has(sqlType);
}

/** Faults that say nothing of what is damaged. */
const STOPPING: ReadonlySet<ErrorCode> = new Set([
  'ENGINE_STOPPED',
  'DISK_FULL',
  'DISK_FAILED',
  'OUT_OF_MEMORY',
  'NO_PERMISSION',
  'CANCELLED',
]);

export function stopUnlessDamage(cause: unknown): void {
  const found = duckdbFault(cause);
  if (STOPPING.has(found.error.code)) throw found;
}
