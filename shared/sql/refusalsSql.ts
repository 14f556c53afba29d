import { identifier } from './quote';
import { RANGE_RELATION } from './rowViewSql';

const REFUSED = 'temp.refused';
const IN_PACKAGES = `meta.export_customers AS kept JOIN ${REFUSED} AS refused ON refused.pseudonym = kept.pseudonym`;

/** Who refuses by which rule (its place): a table of the connection's own. */
export const CREATE_REFUSED_SQL = `CREATE OR REPLACE TEMP TABLE refused (rule INTEGER, "row" UINTEGER, pseudonym VARCHAR)`;

/** Adds the customers of `RANGE_TABLE` for the rule `$1`; `pseudonym` is an expression over the customers. */
export function addRefusedSql(rowColumn: string, pseudonym: string): string {
  return `INSERT INTO ${REFUSED} SELECT $1, chosen."row", ${pseudonym} FROM ${RANGE_RELATION} AS chosen
    JOIN tags.customers AS customers ON customers.${identifier(rowColumn)} = chosen."row"`;
}

/** Customers by package and rule, and (`rule` is null) by package. */
export const COUNT_REFUSED_SQL = `SELECT kept.export, refused.rule, count(DISTINCT refused."row") AS n FROM ${IN_PACKAGES}
  GROUP BY GROUPING SETS ((kept.export, refused.rule), (kept.export))`;

/** The same customers in the package `$1` as its recipient knows them; `pseudonym` is an expression over the customers. */
export function refusedPseudonymsSql(rowColumn: string, pseudonym: string): string {
  return `SELECT DISTINCT ${pseudonym} AS pseudonym FROM ${IN_PACKAGES}
    JOIN tags.customers AS customers ON customers.${identifier(rowColumn)} = refused."row" WHERE kept.export = $1 ORDER BY pseudonym`;
}
