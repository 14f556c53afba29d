import type { ColumnClass } from './classification';
import type { ColumnType } from './import';
import type { HuaxiangError } from './result';

/** Rows that are kept of a result; what lies behind them is not read. */
export const MOST_QUERY_ROWS = 100_000;
export const LONGEST_QUERY = 200_000;
/** Statements that a workspace remembers. */
export const KEPT_QUERIES = 500;

export interface QueryColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** As the database calls it. */
  readonly sqlType: string;
}

/** A column of a result, with the class of what it holds. */
export interface ResultColumn extends QueryColumn, Pick<ColumnClass, 'kind' | 'dataClass'> {}

/** A result, whose rows `queries.page` gives while it is kept. */
export interface QueryAnswer {
  readonly query: number;
  readonly columns: readonly ResultColumn[];
  /** Rows that are kept. */
  readonly rows: number;
  /** The statement gives more rows than are kept. */
  readonly more: boolean;
  readonly seconds: number;
}

/** A statement that was run. */
export interface QueryRun {
  readonly id: number;
  readonly sql: string;
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
  readonly seconds: number;
  /** Rows that were kept; null = it failed. */
  readonly rows: number | null;
  readonly more: boolean;
  readonly error: HuaxiangError | null;
}

export interface QueryTableColumn {
  readonly name: string;
  readonly sqlType: string;
  /** What the column stands for, where its name says too little. */
  readonly note?: string;
}

/** A table or view that a statement may read. */
export interface QueryTable {
  readonly schema: 'data' | 'tags';
  readonly name: string;
  /** Null where nobody has counted them. */
  readonly rows: number | null;
  readonly columns: readonly QueryTableColumn[];
}

export interface QueryFunction {
  readonly name: string;
  readonly kind: 'scalar' | 'aggregate' | 'table';
  /** Names of its arguments, of its form with the fewest. */
  readonly parameters: readonly string[];
  readonly description: string | null;
}

/** All that a statement may name. */
export interface QuerySchema {
  readonly tables: readonly QueryTable[];
  readonly functions: readonly QueryFunction[];
}
