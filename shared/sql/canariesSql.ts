import { EXPORT_CANARIES, EXPORT_ROWS, stagedName } from './exportRowsSql';
import { identifier, literal } from './quote';

const DONORS = 'canary_donors';

/**
 * Rows of classes of `least` and more, class by class: `place` counts them, `first` is the place where the row's class begins and `size`
 * how many it has. The order is that of the file, so that the same rows have the same places.
 */
export function keepDonorsSql(quasi: readonly string[], least: number): string {
  const partition = quasi.length === 0 ? '' : `PARTITION BY ${quasi.map(identifier).join(', ')}`;
  return `CREATE OR REPLACE TEMP TABLE ${DONORS} AS SELECT *, min(place) OVER (PARTITION BY class) AS first FROM (
    SELECT *, row_number() OVER (ORDER BY class, order_text, row) - 1 AS place FROM (
      SELECT *, min(order_text) OVER (${partition}) AS class, count(*) OVER (${partition}) AS size FROM ${EXPORT_ROWS}) WHERE size >= ${least})`;
}

export const COUNT_DONORS_SQL = `SELECT count(*) AS n FROM ${DONORS}`;

/** `place`, `first`, `size` and texts `c0`, `c1`, … of the donors at some places. */
export function donorsSql(columns: number, places: readonly number[]): string {
  const texts = Array.from({ length: columns }, (_, at) => `CAST(${stagedName(at)} AS VARCHAR) AS ${stagedName(at)}`);
  return `SELECT place, first, size, ${texts.join(', ')} FROM ${DONORS} WHERE place IN (${places.join(', ')})`;
}

/** Of each column the share of its known values that differ, `c0`, `c1`, …; null where none is known. */
export function differingSql(columns: number): string {
  const shares = Array.from({ length: columns }, (_, at) => {
    return `count(DISTINCT ${stagedName(at)}) / nullif(count(${stagedName(at)}), 0) AS ${stagedName(at)}`;
  });
  return `SELECT ${shares.join(', ')} FROM ${EXPORT_ROWS}`;
}

/** Those of some texts, `text`, that a customer has; `value` is an expression over the customers. */
export function takenSql(value: string, texts: readonly string[]): string {
  const listed = texts.map(literal).join(', ');
  return `SELECT DISTINCT CAST(${value} AS VARCHAR) AS text FROM tags.customers AS customers WHERE CAST(${value} AS VARCHAR) IN (${listed})`;
}

export const CREATE_CANARIES_SQL = `CREATE OR REPLACE TEMP TABLE ${EXPORT_CANARIES} AS FROM ${EXPORT_ROWS} LIMIT 0`;

/** Adds a row of texts, each as a value of its column, where `order` puts it. */
export function addCanarySql(order: string, cells: readonly (string | null)[]): string {
  const values = cells.map((cell) => (cell === null ? 'NULL' : literal(cell)));
  return `INSERT INTO ${EXPORT_CANARIES} VALUES (NULL, ${[literal(order), ...values].join(', ')})`;
}
