import { isoDay } from '../model/calendar';

/**
 * A result in columns: the kernel's own shape of data, made by both engines and turned into Arrow bytes at the contract.
 * `valid` holds one byte per row (1 = known, 0 = null) or is null when every row is known; a null row's value is arbitrary.
 */
export type Column = { readonly name: string; readonly sqlType: string; readonly valid: Uint8Array | null } & (
  | { readonly kind: 'boolean'; readonly values: Uint8Array }
  | {
      readonly kind: 'number';
      readonly values: Float64Array | Float32Array | Int32Array | Uint32Array | Int16Array | Uint16Array | Int8Array | Uint8Array;
    }
  /** 64-bit integers as they are. */
  | { readonly kind: 'bigint'; readonly values: BigInt64Array }
  /** Days since 1970-01-01. */
  | { readonly kind: 'date'; readonly values: Int32Array }
  /** Microseconds since 1970-01-01 without zone. */
  | { readonly kind: 'timestamp'; readonly values: BigInt64Array }
  /** Text, and every type that has no kind of its own, as DuckDB prints it. */
  | { readonly kind: 'text'; readonly values: readonly string[] }
);

export interface Table {
  readonly rowCount: number;
  readonly columns: readonly Column[];
}

/** A cell as plain JavaScript: bigint becomes number, dates `YYYY-MM-DD`, timestamps `YYYY-MM-DD HH:MM:SS[.ffffff]`. */
export type Cell = string | number | boolean | null;

export function cell(column: Column, row: number): Cell {
  if (column.valid !== null && column.valid[row] === 0) return null;
  switch (column.kind) {
    case 'boolean':
      return column.values[row] === 1;
    case 'number':
      return column.values[row] ?? null;
    case 'bigint':
      return Number(column.values[row]);
    case 'date':
      return isoDay(column.values[row] ?? 0);
    case 'timestamp':
      return isoTimestamp(column.values[row] ?? 0n);
    case 'text':
      return column.values[row] ?? null;
  }
}

/** A cell as text, with every digit. */
export function cellText(column: Column, row: number): string | null {
  const value = cell(column, row);
  if (value === null) return null;
  return column.kind === 'bigint' ? String(column.values[row]) : String(value);
}

/** Rows as texts, for small results only. */
export function textRows(table: Table): (string | null)[][] {
  return Array.from({ length: table.rowCount }, (_, row) => table.columns.map((column) => cellText(column, row)));
}

/** Rows as objects, for small results only. */
export function records(table: Table): Record<string, Cell>[] {
  return Array.from({ length: table.rowCount }, (_, row) =>
    Object.fromEntries(table.columns.map((column) => [column.name, cell(column, row)])),
  );
}

export function columnOf(table: Table, name: string): Column {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (!column) throw new Error(`no column ${name} in the result`);
  return column;
}

/** The column `row` of a result: customers' row numbers, in 32 bits. */
export function rowNumbers(table: Table): ArrayLike<number> {
  return numbersIn(table, 'row');
}

/** A column of numbers of a result. */
export function numbersIn(table: Table, name: string): ArrayLike<number> {
  const column = columnOf(table, name);
  if (column.kind !== 'number') throw new Error(`${name} came as ${column.sqlType}`);
  return column.values;
}

function isoTimestamp(microseconds: bigint): string {
  const fraction = ((microseconds % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const milliseconds = Number((microseconds - fraction) / 1000n);
  const seconds = new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ');
  return fraction === 0n ? seconds : `${seconds}.${fraction.toString().padStart(6, '0')}`;
}
