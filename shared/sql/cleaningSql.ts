import type { TableColumn } from '../model/import';
import { type Rows, writtenSql } from './cleaningRows';
import type { StepSql } from './cleaningStepSql';
import { committed } from './customerRowsSql';
import { identifier, literal, qualified } from './quote';

/** The runs that are in force, by their source, and the rows that they dropped, by their lines in the source's file. */
export const CREATE_CLEANINGS_SQL = `
  CREATE TABLE IF NOT EXISTS meta.cleanings (table_name VARCHAR NOT NULL, result VARCHAR NOT NULL, run VARCHAR NOT NULL);
  CREATE TABLE IF NOT EXISTS meta.dropped_rows (table_name VARCHAR NOT NULL, step INTEGER NOT NULL, line BIGINT NOT NULL, survivor BIGINT);`;

export const LIST_CLEANING_RUNS_SQL = 'SELECT table_name, result, run FROM meta.cleanings';
export const INSERT_CLEANING_RUN_SQL = 'INSERT INTO meta.cleanings VALUES ($1, $2, $3)';
export const FORGET_CLEANING_RUN_SQL = 'DELETE FROM meta.cleanings WHERE table_name = $1';
export const FORGET_DROPPED_SQL = 'DELETE FROM meta.dropped_rows WHERE table_name = $1';
export const COUNT_DROPPED_SQL = 'SELECT count(*) AS n FROM meta.dropped_rows WHERE table_name = $1';
export const LIST_DROPPED_SQL =
  'SELECT step, line, survivor FROM meta.dropped_rows WHERE table_name = $1 ORDER BY line, step LIMIT $2 OFFSET $3';

/** The rows of an imported table before the first step. */
export function sourceRows(table: string, columns: readonly TableColumn[]): Rows {
  const placed = columns.map((column, index) => ({ ...column, cell: `c${index}` }));
  const cells = placed.map(({ name, cell }) => `s.${identifier(name)} AS ${cell}`);
  const from = `(SELECT ${[`${committed('s.rowid')} AS row`, ...cells].join(', ')} FROM ${qualified('data', table)} AS s)`;
  return { from, columns: placed };
}

/** The temporary table of the rows behind a step. */
export function stepTable(step: number): string {
  return `temp.cleaned_${step}`;
}

const DROPPED = 'temp.cleaning_dropped';

/** Makes `into` the rows behind a step; those that a step drops are listed beforehand by `createDroppedSql`. */
export function createStepSql(into: string, before: Rows, step: StepSql): string {
  if (step.dropped)
    return `CREATE OR REPLACE TEMP TABLE ${bare(into)} AS SELECT b.* FROM ${before.from} AS b ANTI JOIN ${DROPPED} AS d USING (row)`;
  const cells = step.columns.map(({ cell }) => `${step.cells.get(cell) ?? `b.${cell}`} AS ${cell}`);
  return `CREATE OR REPLACE TEMP TABLE ${bare(into)} AS SELECT ${['b.row', ...cells].join(', ')} FROM ${before.from} AS b ${step.joins}`;
}

/** The rows that a step drops, with the rows that survive in their place. */
export function createDroppedSql(dropped: string): string {
  return `CREATE OR REPLACE TEMP TABLE ${bare(DROPPED)} AS ${dropped}`;
}

export const COUNT_STEP_DROPPED_SQL = `SELECT count(*) AS n FROM ${DROPPED}`;

export function dropStepSql(table: string): string {
  return `DROP TABLE IF EXISTS ${table}`;
}

export function countStepRowsSql({ from }: Rows): string {
  return `SELECT count(*) AS n FROM ${from}`;
}

/** One row: `n0`, `n1`… changed cells of the touched columns in their order, and `unread`. */
export function countChangesSql(before: Rows, step: StepSql): string {
  const counts = step.touched.map(
    (_, index) => `count(*) FILTER (WHERE before${index} IS DISTINCT FROM after${index}) AS n${index}`,
  );
  const unread = step.notRead.map((_, index) => `count(*) FILTER (WHERE unread${index})`);
  const unreads = step.notRead.map(({ when }, index) => `(${when}) AS unread${index}`);
  return `SELECT ${[...counts, `${unread.join(' + ') || '0'} AS unread`].join(', ')} FROM (${touchedSql(before, step, unreads)})`;
}

/** The first changed cells of the touched columns `shown`: `row`, `place` of the column, `before`, `after`. */
export function changedCellsSql(before: Rows, step: StepSql, shown: readonly number[], limit: number): string {
  const cells = shown.map(
    (
      index,
    ) => `(SELECT row, ${index} AS place, before${index} AS before, after${index} AS after FROM (${touchedSql(before, step, [])})
      WHERE before${index} IS DISTINCT FROM after${index} ORDER BY row LIMIT ${limit})`,
  );
  return `SELECT * FROM (${cells.join(' UNION ALL ')}) ORDER BY row, place LIMIT ${limit}`;
}

/** Texts that were not read, commonest first. */
export function notReadSql(before: Rows, { joins, notRead }: StepSql, limit: number): string {
  const cells = notRead.map(({ value, when }) => `SELECT ${value} AS value FROM ${before.from} AS b ${joins} WHERE ${when}`);
  return `SELECT value, count(*) AS n FROM (${cells.join(' UNION ALL ')}) GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${limit}`;
}

/** The first dropped rows: `row`, `survivor` and their cells as they are written. */
export function droppedCellsSql({ from, columns }: Rows, limit: number): string {
  const cells = columns.map(({ cell, type }) => `${writtenSql(`b.${cell}`, type)} AS ${cell}`);
  return `SELECT ${['b.row', 'd.survivor', ...cells].join(', ')} FROM ${from} AS b JOIN ${DROPPED} AS d USING (row) ORDER BY b.row LIMIT ${limit}`;
}

function touchedSql(before: Rows, { joins, touched }: StepSql, more: readonly string[]): string {
  const cells = touched.flatMap((each, index) => [
    `${each.before ? writtenSql(each.before.sql, each.before.type) : 'CAST(NULL AS VARCHAR)'} AS before${index}`,
    `${writtenSql(each.after.sql, each.after.type)} AS after${index}`,
  ]);
  return `SELECT ${['b.row', ...cells, ...more].join(', ')} FROM ${before.from} AS b ${joins}`;
}

/** Makes the cleaned table, in the order of the source. */
export function createResultSql(result: string, { from, columns }: Rows): string {
  const cells = columns.map(({ name, cell }) => `r.${cell} AS ${identifier(name)}`);
  return `CREATE TABLE ${qualified('data', result)} AS SELECT ${cells.join(', ')} FROM ${from} AS r ORDER BY r.row`;
}

/** Notes the source line of every row of the cleaned table, as places where the distance between the two changes. */
export function insertResultLinesSql(result: string, source: string, { from }: Rows): string {
  const rows = `SELECT row_number() OVER (ORDER BY r.row) - 1 AS place, ${lineSql('r.row', 'l')} AS line FROM ${from} AS r ${lineJoin(source, 'r.row', 'l')}`;
  return `INSERT INTO meta.source_lines SELECT ${literal(result)}, place, line - place FROM (
    SELECT place, line, lag(line - place) OVER (ORDER BY place) AS former FROM (${rows})) WHERE former IS DISTINCT FROM line - place`;
}

/** Where the rows that the steps drop are gathered by their lines, until the cleaned table is made. */
export const CREATE_KEPT_DROPPED_SQL = 'CREATE OR REPLACE TEMP TABLE cleaning_kept (step INTEGER, line BIGINT, survivor BIGINT)';

export function keepDroppedSql(source: string, step: number): string {
  const survivor = `CASE WHEN d.survivor IS NOT NULL THEN ${lineSql('d.survivor', 'm')} END`;
  return `INSERT INTO temp.cleaning_kept SELECT ${step}, ${lineSql('d.row', 'l')}, ${survivor}
    FROM ${DROPPED} AS d ${lineJoin(source, 'd.row', 'l')} ${lineJoin(source, 'd.survivor', 'm')}`;
}

export const INSERT_DROPPED_SQL = 'INSERT INTO meta.dropped_rows SELECT $1, step, line, survivor FROM temp.cleaning_kept';

export function lineSql(row: string, lines: string): string {
  return `${row} + coalesce(${lines}.line_offset, 1)`;
}

export function lineJoin(source: string, row: string, alias: string): string {
  return `ASOF LEFT JOIN (SELECT from_row, line_offset FROM meta.source_lines WHERE table_name = ${literal(source)}) AS ${alias} ON ${row} >= ${alias}.from_row`;
}

/** The values of a text column, commonest first. */
export function columnValuesSql({ from }: Rows, cell: string, limit: number): string {
  return `SELECT b.${cell} AS value, count(*) AS n FROM ${from} AS b WHERE b.${cell} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${limit}`;
}

function bare(table: string): string {
  return table.replace('temp.', '');
}
