import { identifier, qualified } from './quote';

/** One row: how many different values each column has. */
export function distinctSql(table: string, columns: readonly string[]): string {
  return `SELECT ${columns.map((column, index) => `count(DISTINCT ${identifier(column)}) AS d${index}`).join(', ')} FROM ${qualified('data', table)}`;
}
