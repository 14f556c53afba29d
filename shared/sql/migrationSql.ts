import { committed } from './customerRowsSql';
import type { Expression } from './expression';
import { printForReading } from './print';
import { identifier, literal, qualified } from './quote';

export type Side = 'then' | 'now';

/** The tag of every customer as `tags.customers` has it, as the connection's own `temp.stage_then (row, value, absent)`. */
export function createStageSql(side: Side, rowColumn: string, tag: string): string {
  return `CREATE OR REPLACE TEMP TABLE ${stageTable(side)} AS SELECT ${identifier(rowColumn)} AS row, ${identifier(tag)} AS value, FALSE AS absent
    FROM tags.customers`;
}

export interface StageOfLoad {
  readonly rowColumn: string;
  /** The tag of the customers' key. */
  readonly keyTag: string;
  /** A former load by the name of its rows, its key column, and the column that is read. */
  readonly storedAs: string;
  readonly key: string;
  readonly column: string;
  /** The name that `value` reads the column by. */
  readonly cell: string;
  /** The stage as an expression over the cell. */
  readonly value: string;
}

/** The same as a former load has it; of rows that share a key the first counts, and keys are compared as they are written. */
export function createStageOfLoadSql(side: Side, load: StageOfLoad): string {
  const { rowColumn, keyTag, value } = load;
  return `CREATE OR REPLACE TEMP TABLE ${stageTable(side)} AS
    SELECT c.${identifier(rowColumn)} AS row, l.value AS value, l.key IS NULL AS absent
    FROM tags.columns AS c LEFT JOIN (SELECT key, ${value} AS value FROM (${cellsOfLoadSql(load)})) AS l
    ON l.key = CAST(c.${identifier(keyTag)} AS VARCHAR)`;
}

/** Keys of a former load that are no customer's any more, as `n`. */
export function goneKeysSql(load: StageOfLoad): string {
  return `SELECT count(*) AS n FROM (${cellsOfLoadSql(load)}) AS l
    ANTI JOIN (SELECT CAST(${identifier(load.keyTag)} AS VARCHAR) AS key FROM tags.columns) AS c ON c.key = l.key`;
}

function cellsOfLoadSql({ storedAs, key, column, cell }: StageOfLoad): string {
  return `SELECT CAST(${identifier(key)} AS VARCHAR) AS key, first(${identifier(column)} ORDER BY ${committed('rowid')}) AS ${identifier(cell)}
    FROM ${qualified('data', storedAs)} WHERE ${identifier(key)} IS NOT NULL GROUP BY 1`;
}

/** Members of a rule as `tags.customers` has them, as the connection's own `temp.member_then (row)`. */
export function createMembersSql(side: Side, rowColumn: string, members: Expression): string {
  return `CREATE OR REPLACE TEMP TABLE ${memberTable(side)} AS SELECT customers.${identifier(rowColumn)} AS row
    FROM tags.customers AS customers WHERE ${printForReading(members)}`;
}

/** The members of an audience who are customers, as `temp.member_then`; without a key they are named by their row number from 1. */
export function createAudienceSql(audience: string, rowColumn: string, keyTag: string | null): string {
  const row = identifier(rowColumn);
  const key = keyTag === null ? `CAST(${row} + 1 AS VARCHAR)` : `CAST(${identifier(keyTag)} AS VARCHAR)`;
  return `CREATE OR REPLACE TEMP TABLE ${memberTable('then')} AS SELECT c.row AS row
    FROM (SELECT ${row} AS row, ${key} AS key FROM tags.columns) AS c
    SEMI JOIN (SELECT key FROM meta.audience_customers WHERE audience = ${literal(audience)} AND member) AS a ON a.key = c.key`;
}

/** One row: members `then_n`, `now_n`, and in both, `stayed`. */
export const MEMBERS_CHANGE_SQL = `SELECT (SELECT count(*) FROM temp.member_then) AS then_n, (SELECT count(*) FROM temp.member_now) AS now_n,
  (SELECT count(*) FROM temp.member_then SEMI JOIN temp.member_now USING (row)) AS stayed`;

export const COUNT_AUDIENCE_ROWS_SQL = 'SELECT count(*) AS n FROM temp.member_then';

/** `before, was_absent, after, is_absent, n` of every pair that occurs, of all customers or of the members. */
export function movesSql(ofMembers: boolean): string {
  const members = ofMembers ? ' SEMI JOIN temp.member_then AS m ON m.row = t.row' : '';
  return `SELECT before, was_absent, after, is_absent, count(*) AS n FROM (
      SELECT t.row AS row, t.value AS before, t.absent AS was_absent, n.value AS after, n.absent AS is_absent
      FROM temp.stage_then AS t JOIN temp.stage_now AS n ON n.row = t.row${members}) GROUP BY ALL`;
}

export const DROP_STAGES_SQL = `DROP TABLE IF EXISTS temp.stage_then; DROP TABLE IF EXISTS temp.stage_now;
  DROP TABLE IF EXISTS temp.member_then; DROP TABLE IF EXISTS temp.member_now`;

function stageTable(side: Side): string {
  return `stage_${side}`;
}

function memberTable(side: Side): string {
  return `member_${side}`;
}

/** Whether customers are numbered in a table of their own, as `n`. */
export const NUMBERED_SQL = `SELECT count(*) AS n FROM duckdb_tables() WHERE database_name = current_database() AND schema_name = 'tags' AND table_name = 'customer_rows'`;
