import { EXPORT_ROWS } from './exportRowsSql';
import { identifier } from './quote';

/** Exports that were asked for or made, and whose rows they hold, by pseudonyms that only this workspace can make. */
export const CREATE_EXPORTS_SQL = `
  CREATE TABLE IF NOT EXISTS meta.exports (id VARCHAR PRIMARY KEY, "at" VARCHAR NOT NULL, state VARCHAR NOT NULL, spec VARCHAR NOT NULL, manifest VARCHAR NOT NULL, decision VARCHAR);
  CREATE TABLE IF NOT EXISTS meta.export_customers (export VARCHAR NOT NULL, pseudonym VARCHAR NOT NULL);`;

const EXPORT = 'id, "at", state, spec, manifest, decision';
export const LIST_EXPORTS_SQL = `SELECT ${EXPORT} FROM meta.exports ORDER BY rowid DESC`;
export const FIND_EXPORT_SQL = `SELECT ${EXPORT} FROM meta.exports WHERE id = $1`;
export const COUNT_EXPORTS_SQL = 'SELECT count(*) AS n FROM meta.exports';
export const INSERT_EXPORT_SQL = 'INSERT INTO meta.exports VALUES ($1, $2, $3, $4, $5, NULL)';
export const CHANGE_EXPORT_SQL = 'UPDATE meta.exports SET state = $2, decision = $3, manifest = $4 WHERE id = $1';

/** `pseudonym` is an expression over the customers. */
function pseudonymsSql(rowColumn: string, pseudonym: string): string {
  return `SELECT ${pseudonym} AS pseudonym FROM ${EXPORT_ROWS} AS staged JOIN tags.customers AS customers ON customers.${identifier(rowColumn)} = staged.row`;
}

/** Keeps whose rows the export `$1` holds. */
export function keepExportCustomersSql(rowColumn: string, pseudonym: string): string {
  return `INSERT INTO meta.export_customers SELECT $1, pseudonym FROM (${pseudonymsSql(rowColumn, pseudonym)})`;
}

/** How the staged rows differ from those of every export since `$1` that left or may still leave: `id`, `both`, `there` = all of its rows. */
export function comparedExportsSql(rowColumn: string, pseudonym: string): string {
  return `WITH here AS (${pseudonymsSql(rowColumn, pseudonym)})
    SELECT kept.export AS id, count(here.pseudonym) AS both, count(*) AS there FROM meta.export_customers AS kept
    JOIN meta.exports AS exports ON exports.id = kept.export AND exports."at" >= $1 AND exports.state IN ('requested', 'written')
    LEFT JOIN here ON here.pseudonym = kept.pseudonym GROUP BY kept.export`;
}
