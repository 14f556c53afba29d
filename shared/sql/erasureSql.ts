import type { ColumnType } from '../model/import';
import { lineJoin, lineSql } from './cleaningSql';
import { identifier, literal, qualified } from './quote';

/** What names a customer, in groups: the key, keys of other tables that lead to it, numbers of the person, texts of the row. */
const WORDS = 'temp.erased_words';
/** The rows that are the customer's, by the name that a load is stored under. */
const ROWS = 'temp.erased_rows';
/** Their lines in the source files. */
const LINES = 'temp.erased_lines';

export const STAGE_ERASURE_SQL = `CREATE OR REPLACE TEMP TABLE erased_words ("group" VARCHAR, word VARCHAR);
  CREATE OR REPLACE TEMP TABLE erased_rows (load VARCHAR, row BIGINT);
  CREATE OR REPLACE TEMP TABLE erased_lines (load VARCHAR, line BIGINT)`;

export const ADD_WORD_SQL = `INSERT INTO ${WORDS} VALUES ($1, $2)`;

interface TypedColumn {
  readonly name: string;
  readonly type: ColumnType;
}

/** Whether a cell is one of a group's words. */
function namesSql({ name, type }: TypedColumn, group: string): string {
  const cell = identifier(name);
  const words = (word: string) => `(SELECT ${word} FROM ${WORDS} WHERE "group" = ${literal(group)})`;
  if (type === 'integer') return `${cell} IN ${words('TRY_CAST(word AS BIGINT)')}`;
  if (type === 'number') return `${cell} IN ${words('TRY_CAST(word AS DOUBLE)')}`;
  return `CAST(${cell} AS VARCHAR) IN ${words('word')}`;
}

/** Marks the rows of a load that name the customer in one of these columns. */
export function addRowsSql(load: string, columns: readonly (TypedColumn & { readonly group: string })[]): string {
  const conditions = columns.map((column) => namesSql(column, column.group));
  return `INSERT INTO ${ROWS} SELECT ${literal(load)}, rowid FROM ${qualified('data', load)} WHERE ${conditions.join(' OR ')}`;
}

interface Hop {
  readonly table: string;
  readonly from: TypedColumn;
  readonly to: TypedColumn;
  readonly where: string | undefined;
}

/** Keys of a table in between that lead to the customer. */
export function addHopWordsSql({ table, from, to, where }: Hop, toGroup: string, group: string): string {
  const condition = where === undefined ? '' : ` AND (${where})`;
  return `INSERT INTO ${WORDS} SELECT DISTINCT ${literal(group)}, CAST(${identifier(from.name)} AS VARCHAR) FROM ${qualified('data', table)}
    WHERE ${namesSql(to, toGroup)}${condition} AND ${identifier(from.name)} IS NOT NULL`;
}

/** Cells of the marked rows that no other row of the column holds, of `shortest` letters at least. */
export function addOwnWordsSql(load: string, column: string, group: string, shortest: number): string {
  const cell = `CAST(${identifier(column)} AS VARCHAR)`;
  const from = qualified('data', load);
  return `INSERT INTO ${WORDS} SELECT ${literal(group)}, word FROM (
      SELECT ${cell} AS word FROM ${from} WHERE ${markedSql(load)} EXCEPT SELECT ${cell} FROM ${from} WHERE NOT (${markedSql(load)}))
    WHERE length(word) >= ${shortest}`;
}

function markedSql(load: string): string {
  return `rowid IN (SELECT row FROM ${ROWS} WHERE load = ${literal(load)})`;
}

/** Notes the lines of a load's marked rows, and of the rows that a cleaning dropped for them. */
export function addLinesSql(load: string): string {
  const rows = `SELECT DISTINCT row FROM ${ROWS} WHERE load = ${literal(load)}`;
  return `INSERT INTO ${LINES} SELECT ${literal(load)}, ${lineSql('r.row', 'l')} FROM (${rows}) AS r ${lineJoin(load, 'r.row', 'l')};
    INSERT INTO ${LINES} SELECT ${literal(load)}, line FROM meta.dropped_rows WHERE table_name = ${literal(load)}
      AND survivor IN (SELECT line FROM ${LINES} WHERE load = ${literal(load)})`;
}

/** Marks the rows of a load that stand on the noted lines of another: a source and what was cleaned of it. */
export function addRowsOfLinesSql(load: string, other: string): string {
  return `INSERT INTO ${ROWS} SELECT ${literal(load)}, t.row FROM (SELECT rowid AS row FROM ${qualified('data', load)}) AS t ${lineJoin(load, 't.row', 'l')}
    WHERE ${lineSql('t.row', 'l')} IN (SELECT line FROM ${LINES} WHERE load = ${literal(other)})`;
}

export const MARKED_ROWS_SQL = `SELECT load, count(DISTINCT row) AS n FROM ${ROWS} GROUP BY load`;

/** Whether a text holds a word that is not the middle of a longer one. */
function tellsSql(text: string, shortest: number): string {
  const whole = `'(^|[^0-9A-Za-z])' || regexp_escape(w.word) || '([^0-9A-Za-z]|$)'`;
  return `EXISTS (SELECT 1 FROM ${WORDS} AS w WHERE length(w.word) >= ${shortest} AND contains(${text}, w.word) AND regexp_matches(${text}, ${whole}))`;
}

const KEPT_WORDS = `(SELECT list(word) FROM ${WORDS})`;
const REVIEWED = `FROM meta.review_keys WHERE list_has_any(cells, ${KEPT_WORDS}) OR list_has_any(customers, ${KEPT_WORDS})
  OR (table_name, line) IN (SELECT load, line FROM ${LINES})`;

/** One row: what the workspace keeps of the customer beside the tables. `$1` is the key. */
export function countNotesSql(shortest: number): string {
  return `SELECT (SELECT count(*) FROM meta.rejects AS r WHERE ${tellsSql('r.text', 1)}) AS rejected,
    (SELECT count(DISTINCT (table_name, step, line)) ${REVIEWED}) AS review,
    (SELECT count(*) FROM meta.audience_customers WHERE key = $1) AS audience,
    (SELECT count(*) FROM meta.work_orders WHERE key = $1) AS "workOrder",
    (SELECT count(*) FROM meta.queries AS q WHERE ${tellsSql('q.sql', shortest)}) AS query`;
}

/** `kind, name, n`: what an erasure leaves. */
export function notesLeftSql(shortest: number): string {
  return `SELECT 'definition' AS kind, d.kind || ' ' || d.id AS name, count(*) AS n FROM meta.definitions AS d
      WHERE d.body IS NOT NULL AND ${tellsSql('d.body', shortest)} GROUP BY ALL
    UNION ALL SELECT 'audit', a.action, count(*) FROM meta.audit AS a WHERE ${tellsSql('a.detail', shortest)} GROUP BY ALL ORDER BY ALL`;
}

/** One row: whether a text that is to be written down names the customer. */
export function tellsCustomerSql(text: string, shortest: number): string {
  return `SELECT ${tellsSql(literal(text), shortest)} AS tells`;
}

/** The load without the marked rows; row ids stay dense. */
export function keepOthersSql(load: string): string {
  const table = qualified('data', load);
  return `CREATE OR REPLACE TABLE ${table} AS SELECT * FROM ${table} WHERE NOT (${markedSql(load)}) ORDER BY rowid`;
}

/** The rows that stay, as cleanings take them. */
export function otherRows(load: string): { readonly from: string; readonly columns: readonly never[] } {
  return { from: `(SELECT rowid AS row FROM ${qualified('data', load)} WHERE NOT (${markedSql(load)}))`, columns: [] };
}

/** Takes away the notes that `countNotesSql` counts; of a rejected row the text alone, since rows are counted by their order. */
export function forgetNotesSql(shortest: number, key: string): string {
  const order = `SELECT id FROM meta.work_orders WHERE key = ${literal(key)}`;
  return `UPDATE meta.rejects AS r SET text = '' WHERE ${tellsSql('r.text', 1)};
    DELETE FROM meta.review_keys WHERE (table_name, step, line) IN (SELECT (table_name, step, line) ${REVIEWED});
    DELETE FROM meta.audience_customers WHERE key = ${literal(key)};
    DELETE FROM meta.work_transfers WHERE order_id IN (${order});
    DELETE FROM meta.work_results WHERE order_id IN (${order});
    DELETE FROM meta.work_orders WHERE key = ${literal(key)};
    DELETE FROM meta.queries AS q WHERE ${tellsSql('q.sql', shortest)}`;
}

/** Quality results hold examples; they are found again when they are asked for. */
export const FORGET_QUALITY_SQL = `DELETE FROM meta.workspace WHERE key = 'quality'`;
/** Says that the file still holds bytes of what was removed. */
export const REWRITE_SETTING = 'rewrite';
export const FORGET_REWRITE_SQL = `DELETE FROM meta.workspace WHERE key = '${REWRITE_SETTING}'`;

/** `pseudonym` is an expression over `key`. */
export function pseudonymSql(pseudonym: string): string {
  return `SELECT ${pseudonym} AS pseudonym FROM (SELECT CAST($1 AS VARCHAR) AS key)`;
}
