import { cellName, PACKAGE_CELLS } from './packageReviewSql';
import { identifier } from './quote';

const TRACED = 'temp.traced';
const CELLS = `temp.${identifier(PACKAGE_CELLS.name)}`;

/** Of each column of the list, the share of its cells that differ, `c0`, `c1`, …; null where there are none. */
export function differingCellsSql(columns: number): string {
  const shares = Array.from({ length: columns }, (_, place) => {
    return `count(DISTINCT ${cellName(place)}) / nullif(count(${cellName(place)}), 0) AS ${cellName(place)}`;
  });
  return `SELECT ${shares.join(', ')} FROM ${CELLS}`;
}

/** Keeps who every customer is, `text` being how they are called there: a table of the connection's own. */
export function keepCalledSql(rowColumn: string, text: string): string {
  return `CREATE OR REPLACE TEMP TABLE called AS SELECT CAST(customers.${identifier(rowColumn)} AS UINTEGER) AS row, ${text} AS text FROM tags.customers AS customers`;
}

/** Cells of a column that call a customer so: `n`. */
export function countCalledSql(place: number): string {
  return `SELECT count(*) AS n FROM ${CELLS} AS found JOIN temp.called AS called ON called.text = found.${cellName(place)}`;
}

/** Keeps which line is of which customer; `key` and `pseudonym` are expressions over the customers. */
export function keepTracedSql(
  place: number,
  of: { readonly rowColumn: string; readonly key: string; readonly pseudonym: string },
): string {
  return `CREATE OR REPLACE TEMP TABLE traced AS SELECT found.rowid AS line, ${of.key} AS key, ${of.pseudonym} AS pseudonym
    FROM ${CELLS} AS found JOIN temp.called AS called ON called.text = found.${cellName(place)}
    JOIN tags.customers AS customers ON customers.${identifier(of.rowColumn)} = called.row`;
}

export const COUNT_TRACED_SQL = `SELECT count(DISTINCT line) AS n FROM ${TRACED}`;

/** By package: customers of it that are in the list, `found`, and all of its customers, `all`. */
export const COUNT_SHARED_SQL = `SELECT kept.export AS id, count(traced.pseudonym) AS found, count(*) AS customers FROM meta.export_customers AS kept
  LEFT JOIN (SELECT DISTINCT pseudonym FROM ${TRACED}) AS traced ON traced.pseudonym = kept.pseudonym GROUP BY kept.export`;

/** Neighbours in the list of those in the package `$1`, `pairs`, and those of them in its order, `ahead`; `order` is an expression over `traced`. */
export function countOrderedSql(order: string): string {
  return `SELECT count(before) AS pairs, count(*) FILTER (WHERE place > before) AS ahead FROM (
    SELECT place, lag(place) OVER (ORDER BY line) AS before FROM (
      SELECT line, ${order} AS place FROM ${TRACED} AS traced WHERE pseudonym IN (SELECT pseudonym FROM meta.export_customers WHERE export = $1)))`;
}
