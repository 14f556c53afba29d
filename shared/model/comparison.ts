import type { ColumnType } from './import';

interface NamedType {
  readonly name: string;
  readonly type: ColumnType;
}

/** What a file would change in a table, row by row over a key. Rows without a key of their own take no part. */
export interface Comparison {
  readonly table: string;
  /** The key column as the table calls it. */
  readonly key: string;
  /** What was compared with what: `imports.run` takes both, so that nothing else is replaced, and by nothing else. */
  readonly receipt: number;
  readonly sha256: string;
  readonly before: ComparedRows;
  readonly after: ComparedRows;
  /** Rows of the file that do not fit; they take no part. */
  readonly rejected: number;
  /** Keys that only the file has, that only the table has, with another value in some column, with the same in all. */
  readonly appeared: number;
  readonly vanished: number;
  readonly changed: number;
  readonly unchanged: number;
  /** In the file's order, the columns that it lacks behind them. */
  readonly columns: readonly ComparedColumn[];
  readonly examples: Readonly<Record<'appeared' | 'vanished' | 'changed', readonly ComparedRow[]>>;
}

/** How many rows of one side have a key of their own. */
export interface ComparedRows {
  readonly rows: number;
  readonly nullKeys: number;
  /** Keys on more than one row, the rows they stand on, and the commonest of them. */
  readonly duplicateKeys: number;
  readonly duplicateRows: number;
  readonly duplicates: readonly string[];
  /** Rows with a key that neither side repeats. */
  readonly compared: number;
}

/** A column of both sides, of the table alone (`after: null`) or of the file alone. Names are the same but for case. */
export interface ComparedColumn {
  readonly before: NamedType | null;
  readonly after: NamedType | null;
  /** Rows whose values differ. Numbers of two types are compared by value, other values of two types by their text. */
  readonly changed: number;
  /** The first of these rows in the file. */
  readonly example: ComparedRow | null;
}

/** A row that differs, as text of at most 200 characters a cell. */
export interface ComparedRow {
  readonly key: string;
  /** Of a changed row the cells that differ; of another all that it has. */
  readonly cells: readonly { readonly column: string; readonly before: string | null; readonly after: string | null }[];
}

/** Columns whose values name a row. */
export interface TableKeys {
  /** The key that the customers are known by, else the first of `unique` that holds text or whole numbers. */
  readonly suggested: string | null;
  /** Columns without empty and repeated values, over all rows. */
  readonly unique: readonly string[];
}
