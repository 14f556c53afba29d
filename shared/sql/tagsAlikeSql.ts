import { identifier } from './quote';

/** The commonest values of a tag with their counts, as `n`, largest first. */
export function valueSizesSql(tag: string, limit: number): string {
  const value = identifier(tag);
  return `SELECT count(*) AS n FROM tags.customers WHERE ${value} IS NOT NULL GROUP BY ${value} ORDER BY n DESC LIMIT ${limit}`;
}

/** One row: customers of whom either tag is known, `either`, and those for whom both have the same value, `same`. */
export function sameValuesSql([one, other]: readonly [string, string]): string {
  const [a, b] = [identifier(one), identifier(other)];
  return `SELECT count(*) FILTER (WHERE ${a} IS NOT NULL OR ${b} IS NOT NULL) AS either, count(*) FILTER (WHERE ${a} = ${b}) AS same FROM tags.customers`;
}

/** The same for whom either is true. */
export function sameMembersSql([one, other]: readonly [string, string]): string {
  const [a, b] = [identifier(one), identifier(other)];
  return `SELECT count(*) FILTER (WHERE ${a} OR ${b}) AS either, count(*) FILTER (WHERE ${a} AND ${b}) AS same FROM tags.customers`;
}

/** The same where a value of one tag stands for the value of the other that is the commonest beside it, and the other way round. */
export function sameGroupsSql([one, other]: readonly [string, string]): string {
  const [a, b] = [identifier(one), identifier(other)];
  return `WITH pairs AS (SELECT ${a} AS a, ${b} AS b, count(*) AS n FROM tags.customers WHERE ${a} IS NOT NULL OR ${b} IS NOT NULL GROUP BY 1, 2),
    ranked AS (SELECT a, b, n, row_number() OVER (PARTITION BY a ORDER BY n DESC, b) AS of_a, row_number() OVER (PARTITION BY b ORDER BY n DESC, a) AS of_b
      FROM pairs WHERE a IS NOT NULL AND b IS NOT NULL)
    SELECT (SELECT CAST(sum(n) AS BIGINT) FROM pairs) AS either, (SELECT CAST(coalesce(sum(n), 0) AS BIGINT) FROM ranked WHERE of_a = 1 AND of_b = 1) AS same`;
}
