import type { Expression } from './expression';
import { printForReading } from './print';
import { identifier, literal } from './quote';

export const CREATE_AUDIENCES_SQL = `
  CREATE TABLE IF NOT EXISTS meta.audiences (id VARCHAR NOT NULL, audience VARCHAR NOT NULL);
  CREATE TABLE IF NOT EXISTS meta.audience_members (audience VARCHAR NOT NULL, key VARCHAR NOT NULL);`;

export const LIST_AUDIENCES_SQL = 'SELECT audience FROM meta.audiences ORDER BY rowid DESC';
export const INSERT_AUDIENCE_SQL = 'INSERT INTO meta.audiences VALUES ($1, $2)';
export const FORGET_AUDIENCE_SQL = 'DELETE FROM meta.audiences WHERE id = $1';
export const FORGET_MEMBERS_SQL = 'DELETE FROM meta.audience_members WHERE audience = $1';

/** The customer's key as text; where there is no key column, the row number from 1. */
function keyText(rowColumn: string, key: string | null): string {
  return key === null
    ? `CAST(customers.${identifier(rowColumn)} + 1 AS VARCHAR)`
    : `CAST(customers.${identifier(key)} AS VARCHAR)`;
}

export function keysOfRowsSql(rowColumn: string, key: string | null, rows: readonly number[]): string {
  const row = `customers.${identifier(rowColumn)}`;
  const chosen = rows.length === 0 ? 'FALSE' : `${row} IN (${rows.join(', ')})`;
  return `SELECT ${keyText(rowColumn, key)} AS key FROM tags.customers AS customers WHERE ${chosen} ORDER BY ${row}`;
}

/** Keeps the keys of the members; the expression is one of `compileSegment`. */
export function keepMembersSql(audience: string, rowColumn: string, key: string | null, members: Expression): string {
  return `INSERT INTO meta.audience_members SELECT ${literal(audience)}, ${keyText(rowColumn, key)} FROM tags.customers AS customers
    WHERE ${printForReading(members)}`;
}

export const COUNT_MEMBERS_SQL = 'SELECT count(*) AS n FROM meta.audience_members WHERE audience = $1';
/** By code point, so that their hash is the same wherever it is taken. */
export const SORTED_MEMBERS_SQL = 'SELECT key FROM meta.audience_members WHERE audience = $1 ORDER BY key';

/** One row: members then and now, who joined, who left, and of those who left the keys that no customer has. */
export function audienceChangeSql(audience: string, rowColumn: string, key: string | null, members: Expression): string {
  const own = keyText(rowColumn, key);
  return `WITH ${changed(audience, own, members)}, everybody AS (SELECT ${own} AS key FROM tags.customers AS customers)
    SELECT (SELECT count(*) FROM before) AS before, (SELECT count(*) FROM after) AS after,
      (SELECT count(*) FROM after ANTI JOIN before USING (key)) AS joined, (SELECT count(*) FROM before ANTI JOIN after USING (key)) AS left_n,
      (SELECT count(*) FROM before ANTI JOIN everybody USING (key)) AS gone`;
}

/** The first keys that joined and left. */
export function audienceChangeKeysSql(
  audience: string,
  rowColumn: string,
  key: string | null,
  members: Expression,
  limit: number,
): string {
  return `WITH ${changed(audience, keyText(rowColumn, key), members)}
    (SELECT key, 'joined' AS change FROM after ANTI JOIN before USING (key) ORDER BY key LIMIT ${limit})
    UNION ALL (SELECT key, 'left' AS change FROM before ANTI JOIN after USING (key) ORDER BY key LIMIT ${limit})`;
}

function changed(audience: string, own: string, members: Expression): string {
  return `before AS (SELECT key FROM meta.audience_members WHERE audience = ${literal(audience)}),
    after AS (SELECT ${own} AS key FROM tags.customers AS customers WHERE ${printForReading(members)})`;
}
