import { identifier, qualified } from './quote';

/** Rows, and per column the known ones and roughly how many different values: `n, k0, d0, k1, d1, …`. */
export function columnFactsSql(table: string, columns: readonly string[]): string {
  const facts = columns.flatMap((column, index) => [
    `count(${identifier(column)}) AS k${index}`,
    `approx_count_distinct(${identifier(column)}) AS d${index}`,
  ]);
  return `SELECT ${['count(*) AS n', ...facts].join(', ')} FROM ${qualified('data', table)}`;
}

/** One hash in `share` is looked at, so that a table of any size is measured in bounded time; 1 = all of them. */
function inShare(cell: string, share: number): string {
  return share === 1 ? '' : ` AND hash(${cell}) % ${share} = 0`;
}

/** Whether values repeat: `n` rows and `d` different values. */
export function repeatsSql(table: string, column: string, share: number): string {
  const cell = identifier(column);
  return `SELECT count(*) AS n, count(DISTINCT ${cell}) AS d FROM ${qualified('data', table)} WHERE ${cell} IS NOT NULL${inShare(cell, share)}`;
}

export const CREATE_SAMPLES_SQL = 'CREATE OR REPLACE TEMP TABLE samples (place INTEGER, value VARCHAR)';
export const DROP_SAMPLES_SQL = 'DROP TABLE IF EXISTS temp.samples';
const SAMPLE = 100;

/** Takes some values of a column, from all over the table, into `temp.samples`. */
export function sampleSql(place: number, table: string, column: string, step: number): string {
  const cell = identifier(column);
  return `INSERT INTO temp.samples SELECT ${place}, CAST(v AS VARCHAR) FROM (SELECT DISTINCT ${cell} AS v FROM ${qualified('data', table)}
    WHERE ${cell} IS NOT NULL AND rowid % ${step} = 0 LIMIT ${SAMPLE})`;
}

/** How many sampled values of each column the key column has: `place, n, found`. */
export function sampleHitsSql(table: string, key: string): string {
  return `SELECT place, count(*) AS n, count(*) FILTER (WHERE value IN (SELECT CAST(${identifier(key)} AS VARCHAR) FROM ${qualified('data', table)})) AS found
    FROM temp.samples GROUP BY place`;
}

interface Column {
  readonly table: string;
  readonly column: string;
}

/** Of the different values of `from`, how many `to` has: `n, found`. */
export function containmentSql(from: Column, to: Column, share: number): string {
  const values = ({ table, column }: Column) => {
    const cell = identifier(column);
    return `SELECT DISTINCT ${cell} AS v FROM ${qualified('data', table)} WHERE ${cell} IS NOT NULL${inShare(cell, share)}`;
  };
  return `SELECT count(*) AS n, count(t.v) AS found FROM (${values(from)}) AS f LEFT JOIN (${values(to)}) AS t ON t.v = f.v`;
}

/** Keys of `from`, and those that lead to several values of `to`: `keys, several`. */
export function severalSql(table: string, from: string, to: string): string {
  return `SELECT count(*) AS keys, count(*) FILTER (WHERE n > 1) AS several FROM (${reachedSql(table, from, to)})`;
}

/** The same within each value of a further column: `value, keys, several`. */
export function severalWithinSql(table: string, from: string, to: string, column: string): string {
  return `SELECT value, count(*) AS keys, count(*) FILTER (WHERE n > 1) AS several FROM (${reachedSql(table, from, to, column)})
    WHERE value IS NOT NULL GROUP BY value ORDER BY keys DESC, value`;
}

function reachedSql(table: string, from: string, to: string, within?: string): string {
  const [f, t] = [identifier(from), identifier(to)];
  const [value, group] = within === undefined ? ['', ''] : [`, ${identifier(within)} AS value`, `, ${identifier(within)}`];
  return `SELECT count(DISTINCT ${t}) AS n${value} FROM ${qualified('data', table)} WHERE ${f} IS NOT NULL AND ${t} IS NOT NULL GROUP BY ${f}${group}`;
}

export function fewValuesSql(table: string, column: string, limit: number): string {
  return `SELECT DISTINCT CAST(${identifier(column)} AS VARCHAR) AS value FROM ${qualified('data', table)} WHERE ${identifier(column)} IS NOT NULL LIMIT ${limit}`;
}
