import { MOST_KEY_COLUMNS } from '../model/cleaning';
import { lineJoin, lineSql } from './cleaningSql';
import { SHOWN_CUSTOMERS } from './identifySql';

/** The keys of rows that `identify` leaves to a person, by the cleaned table; one row per key, all of them for each line. */
export const CREATE_REVIEW_SQL = `
  CREATE TABLE IF NOT EXISTS meta.review_keys (table_name VARCHAR NOT NULL, step INTEGER NOT NULL, line BIGINT NOT NULL,
    conflict BOOLEAN NOT NULL, key INTEGER NOT NULL, found BIGINT NOT NULL, cells VARCHAR[] NOT NULL, customers VARCHAR[]);`;

/** Where they are gathered until the cleaned table is made. */
export const CREATE_KEPT_REVIEW_SQL = `CREATE OR REPLACE TEMP TABLE kept_review (step INTEGER, line BIGINT, conflict BOOLEAN,
  key INTEGER, found BIGINT, cells VARCHAR[], customers VARCHAR[])`;

/** `review`: rows as `IdentifySql` has them. */
export function keepReviewSql(review: string, source: string, step: number): string {
  return `INSERT INTO temp.kept_review SELECT ${step}, ${lineSql('r.row', 'l')}, r.conflict, r.key, r.found, r.cells, r.customers
    FROM (${review}) AS r ${lineJoin(source, 'r.row', 'l')}`;
}

export const INSERT_REVIEW_SQL = 'INSERT INTO meta.review_keys SELECT $1, * FROM temp.kept_review';
export const FORGET_REVIEW_SQL = 'DELETE FROM meta.review_keys WHERE table_name = $1';
export const COUNT_REVIEW_SQL = 'SELECT count(*) AS n FROM meta.review_keys WHERE table_name = $1 AND key = 0';

/** A page of rows, all keys of each: cells as `cell1`…, customers as `customer1`…, those that are not there null. */
export const LIST_REVIEW_SQL = `WITH page AS (SELECT step, line FROM meta.review_keys WHERE table_name = $1 AND key = 0
    ORDER BY line, step LIMIT $2 OFFSET $3)
  SELECT step, line, conflict, key, found, ${elements('cells', 'cell', MOST_KEY_COLUMNS)}, ${elements('customers', 'customer', SHOWN_CUSTOMERS)}
  FROM meta.review_keys SEMI JOIN page USING (step, line) WHERE table_name = $1 ORDER BY line, step, key`;

function elements(list: string, name: string, most: number): string {
  return Array.from({ length: most }, (_, index) => `${list}[${index + 1}] AS ${name}${index + 1}`).join(', ');
}
