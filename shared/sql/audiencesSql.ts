import type { Expression } from './expression';
import { printForReading } from './print';
import { identifier, literal } from './quote';
import { RANGE_RELATION } from './rowViewSql';

export const CREATE_AUDIENCES_SQL = `
  CREATE TABLE IF NOT EXISTS meta.audiences (id VARCHAR NOT NULL, audience VARCHAR NOT NULL);
  CREATE TABLE IF NOT EXISTS meta.audience_customers (audience VARCHAR NOT NULL, key VARCHAR NOT NULL, member BOOLEAN NOT NULL, answers VARCHAR);`;

/** Where the keys of members stood in schema versions 5 to 7. */
export const CREATE_MEMBERS_SQL = `
  CREATE TABLE IF NOT EXISTS meta.audience_members (audience VARCHAR NOT NULL, key VARCHAR NOT NULL);`;
export const ADOPT_MEMBERS_SQL = `
  INSERT INTO meta.audience_customers SELECT audience, key, TRUE, NULL FROM meta.audience_members;
  DROP TABLE meta.audience_members;`;

export const LIST_AUDIENCES_SQL = 'SELECT audience FROM meta.audiences ORDER BY rowid DESC';
export const INSERT_AUDIENCE_SQL = 'INSERT INTO meta.audiences VALUES ($1, $2)';
export const FORGET_AUDIENCE_SQL = 'DELETE FROM meta.audiences WHERE id = $1';
export const FORGET_CUSTOMERS_SQL = 'DELETE FROM meta.audience_customers WHERE audience = $1';

/** The customer's key as text; where there is no key column, the row number from 1. */
export function keyText(rowColumn: string, key: string | null): string {
  return key === null
    ? `CAST(customers.${identifier(rowColumn)} + 1 AS VARCHAR)`
    : `CAST(customers.${identifier(key)} AS VARCHAR)`;
}

export function keysOfRowsSql(rowColumn: string, key: string | null, rows: readonly number[]): string {
  const row = `customers.${identifier(rowColumn)}`;
  const chosen = rows.length === 0 ? 'FALSE' : `${row} IN (${rows.join(', ')})`;
  return `SELECT ${keyText(rowColumn, key)} AS key FROM tags.customers AS customers WHERE ${chosen} ORDER BY ${row}`;
}

/** The customers as they are: who is a member, and what each condition says of them. Expressions are those of `compileRule`. */
export interface CustomersNow {
  readonly rowColumn: string;
  readonly key: string | null;
  readonly members: Expression;
  readonly conditions: readonly Expression[];
}

/** `key`, `member`, and `answers`: a digit for each condition, 1 where it is met. */
export function customersNowSql({ rowColumn, key, members, conditions }: CustomersNow): string {
  const digits = conditions.map((condition) => `CASE WHEN ${printForReading(condition)} THEN '1' ELSE '0' END`);
  const answers = digits.length === 0 ? "''" : `concat(${digits.join(', ')})`;
  return `SELECT ${keyText(rowColumn, key)} AS key, ${printForReading(members)} AS member, ${answers} AS answers FROM tags.customers AS customers`;
}

/** The same of the customers as an audience keeps them; of the first ones only members, without answers. */
export function customersThenSql(audience: string): string {
  return `SELECT key, member, answers FROM meta.audience_customers WHERE audience = ${literal(audience)}`;
}

export function keepCustomersSql(audience: string, now: CustomersNow): string {
  return `INSERT INTO meta.audience_customers SELECT ${literal(audience)}, key, member, answers FROM (${customersNowSql(now)}) WHERE key IS NOT NULL`;
}

/** The customers whose row numbers stand in `RANGE_TABLE`, all of them members, without answers. */
export function keepRangeSql(audience: string, rowColumn: string, key: string | null): string {
  return `INSERT INTO meta.audience_customers SELECT ${literal(audience)}, ${keyText(rowColumn, key)}, TRUE, NULL
    FROM tags.customers AS customers JOIN ${RANGE_RELATION} AS chosen ON chosen.row = customers.${identifier(rowColumn)}`;
}

export const COUNT_MEMBERS_SQL = 'SELECT count(*) AS n FROM meta.audience_customers WHERE audience = $1 AND member';
/** By code point, so that their hash is the same wherever it is taken. */
export const SORTED_MEMBERS_SQL = 'SELECT key FROM meta.audience_customers WHERE audience = $1 AND member ORDER BY key';

/** Two statements of `key`, `member` and `answers`. */
export interface TwoSides {
  readonly before: string;
  readonly after: string;
}

/** One row: members before and after, who joined, who left, of those who left whom `after` lacks, of those who joined whom `before` lacks. */
export function audienceChangeSql(sides: TwoSides): string {
  return `${sidesSql(sides)}
    SELECT count(*) FILTER (WHERE was) AS before, count(*) FILTER (WHERE is_now) AS after,
      count(*) FILTER (WHERE is_now AND NOT was) AS joined, count(*) FILTER (WHERE was AND NOT is_now) AS left_n,
      count(*) FILTER (WHERE was AND NOT has_after) AS gone, count(*) FILTER (WHERE is_now AND NOT has_before) AS arrived FROM pairs`;
}

/** The first keys that joined and left. */
export function audienceChangeKeysSql(sides: TwoSides, limit: number): string {
  return `${sidesSql(sides)}
    (SELECT key, 'joined' AS change FROM pairs WHERE is_now AND NOT was ORDER BY key LIMIT ${limit})
    UNION ALL (SELECT key, 'left' AS change FROM pairs WHERE was AND NOT is_now ORDER BY key LIMIT ${limit})`;
}

/** How many of those who joined or left, and were customers on both sides, changed from which answers to which. */
export function audienceFlipsSql(sides: TwoSides): string {
  return `${sidesSql(sides)}
    SELECT is_now AS joined, answers_before, answers_after, count(*) AS n FROM pairs
    WHERE was <> is_now AND has_before AND has_after GROUP BY ALL`;
}

function sidesSql({ before, after }: TwoSides): string {
  return `WITH before AS (${before}), after AS (${after}), pairs AS (
    SELECT coalesce(before.key, after.key) AS key, coalesce(before.member, FALSE) AS was, coalesce(after.member, FALSE) AS is_now,
      before.key IS NOT NULL AS has_before, after.key IS NOT NULL AS has_after, before.answers AS answers_before, after.answers AS answers_after
    FROM before FULL JOIN after ON before.key = after.key)`;
}
