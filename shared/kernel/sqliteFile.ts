/// <reference path="./sqlJs.d.ts" />
import { identifier, literal } from '../sql/quote';
import { bytesText } from './bytesText';
import type { ValueKind } from './valueKinds';

/** A cell: what it is, and as text. */
export interface SqliteCell {
  readonly kind: ValueKind;
  readonly text: string;
}

export interface SqliteColumn {
  readonly name: string;
  /** As the table was declared with it; SQLite keeps any value in any column. */
  readonly declared: string;
}

/** A SQLite file in memory, only to be read. */
export interface SqliteFile {
  /** The tables in the order they were made; views and virtual tables are left out, since they run what their author wrote. */
  tables(): string[];
  columns(table: string): SqliteColumn[];
  /** One row after the other, the cells in the columns' order. */
  rows(table: string, columns: readonly SqliteColumn[]): Iterable<SqliteCell[]>;
  close(): void;
}

const TABLES =
  "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql LIKE 'CREATE TABLE%'";
/** A file may hold expressions of its own: they may use nothing but what is harmless. */
const SAFE = 'PRAGMA trusted_schema = OFF; PRAGMA query_only = ON; PRAGMA cell_size_check = ON';

/** @throws Error for bytes that are no SQLite file, as do the methods of what is answered. */
export async function openSqlite(bytes: Uint8Array): Promise<SqliteFile> {
  const { default: start } = await import('sql.js/dist/sql-wasm-inline.js');
  const { Database } = await start();
  const database = new Database(withoutLog(bytes));
  database.run(SAFE);
  function* select(sql: string) {
    const statement = database.prepare(sql);
    try {
      while (statement.step()) yield statement.get(null, { useBigInt: true });
    } finally {
      statement.free();
    }
  }
  return {
    tables: () => Array.from(select(`${TABLES} ORDER BY rowid`), ([name]) => String(name)),
    columns: (table) =>
      Array.from(select(`SELECT name, type FROM pragma_table_xinfo(${literal(table)}) WHERE hidden <> 1`), ([name, type]) => ({
        name: String(name),
        declared: String(type).toUpperCase(),
      })),
    *rows(table, columns) {
      for (const values of select(`SELECT ${columns.map(({ name }) => identifier(name)).join(', ')} FROM ${identifier(table)}`))
        yield values.map(cellOf);
    },
    close: () => database.close(),
  };
}

const VERSIONS_AT = 18;

/** A file in write-ahead mode can only be opened with its log beside it; without one it is whole as it is. */
function withoutLog(bytes: Uint8Array): Uint8Array {
  if (bytes[VERSIONS_AT] !== 2) return bytes;
  const copy = bytes.slice();
  copy.fill(1, VERSIONS_AT, VERSIONS_AT + 2);
  return copy;
}

function cellOf(value: bigint | number | string | Uint8Array | null): SqliteCell {
  if (value === null) return { kind: 'null', text: '' };
  if (typeof value === 'bigint') return { kind: 'integer', text: String(value) };
  if (typeof value === 'number') return { kind: 'number', text: String(value) };
  return typeof value === 'string' ? { kind: 'text', text: value } : { kind: 'other', text: bytesText(value) };
}
