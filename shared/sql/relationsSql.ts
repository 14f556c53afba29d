import type { RelationSource } from '../model/entities';
import { type CustomerKeys, customerKeysSql } from './customerRowsSql';
import { identifier, qualified } from './quote';

/**
 * Who is related to the customer whose key is `$1`: `key, row, hop, kind, outward, links, through`. `hop` 1 are those who stand in a
 * row with the customer, by kind and by whether the row names them second (`outward`); `hop` 2 those who stand in a row with one of
 * `hop` 1, `through` so many of them, of whatever kind. `row` is null of keys that are no customer's.
 */
export function relatedSql(relations: readonly RelationSource[], customers: CustomerKeys): string {
  return `WITH ends AS (${relations.map(endsSql).join(' UNION ALL ')}),
    pairs AS (
      SELECT a, b, kind, TRUE AS outward FROM ends WHERE a <> b
      UNION ALL SELECT b, a, kind, FALSE FROM ends WHERE a <> b
    ),
    near AS (SELECT b AS key, kind, outward, count(*) AS links FROM pairs WHERE a = $1 GROUP BY ALL),
    far AS (
      SELECT b AS key, count(*) AS links, count(DISTINCT a) AS through FROM pairs
      WHERE a IN (SELECT key FROM near) AND b <> $1 AND b NOT IN (SELECT key FROM near) GROUP BY b
    ),
    found AS (
      SELECT key, 1 AS hop, kind, outward, links, 0 AS through FROM near
      UNION ALL SELECT key, 2, NULL, NULL, links, through FROM far
    )
    SELECT f.*, c.row FROM found AS f LEFT JOIN (SELECT row, CAST(key AS VARCHAR) AS key FROM (${customerKeysSql(customers)})) AS c
    ON c.key = f.key ORDER BY hop, links DESC, f.key, kind, outward`;
}

function endsSql({ table, from, to, kind }: RelationSource): string {
  const text = (column: string) => `CAST(${identifier(column)} AS VARCHAR)`;
  const cells = [`${text(from)} AS a`, `${text(to)} AS b`, `${kind === undefined ? 'NULL' : text(kind)} AS kind`];
  return `SELECT ${cells.join(', ')} FROM ${qualified('data', table)} WHERE ${identifier(from)} IS NOT NULL AND ${identifier(to)} IS NOT NULL`;
}
