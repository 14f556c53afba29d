import { identifier, qualified } from './quote';

/** One row: `rows`, and for each column its known values (`k0`, …) and about how many different ones (`d0`, …). */
export function aboutDistinctSql(table: string, columns: readonly string[]): string {
  const counts = columns.flatMap((column, index) => [
    `count(${identifier(column)}) AS k${index}`,
    `approx_count_distinct(${identifier(column)}) AS d${index}`,
  ]);
  return `SELECT ${['count(*) AS rows', ...counts].join(', ')} FROM ${qualified('data', table)}`;
}

/** One row: how many different values each column has. */
export function distinctSql(table: string, columns: readonly string[]): string {
  return `SELECT ${columns.map((column, index) => `count(DISTINCT ${identifier(column)}) AS d${index}`).join(', ')} FROM ${qualified('data', table)}`;
}
