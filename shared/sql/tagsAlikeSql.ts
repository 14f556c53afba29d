import { identifier } from './quote';

/** Values of tags with their counts, as `tag` (position) and `n`, in one pass; unknown is no value. */
export function valueSizesSql(tags: readonly string[]): string {
  const values = tags.map(identifier);
  const position = values.map((value, index) => `WHEN GROUPING(${value}) = 0 THEN ${index}`).join(' ');
  const unknown = values.map((value) => `(GROUPING(${value}) = 0 AND ${value} IS NULL)`).join(' OR ');
  return `SELECT CASE ${position} END AS tag, count(*) AS n FROM tags.customers
    GROUP BY GROUPING SETS (${values.map((value) => `(${value})`).join(', ')}) HAVING NOT (${unknown}) ORDER BY tag, n DESC`;
}

/** Two tags of a type that are compared value by value, or by who is true. */
export interface ComparedPair {
  readonly tags: readonly [string, string];
  readonly boolean: boolean;
}

/** One row in one pass: of each pair customers of whom either tag is known (or true), `e0, e1, …`, and those of whom both are the same, `s0, s1, …`. */
export function sameValuesSql(pairs: readonly ComparedPair[]): string {
  const counts = pairs.flatMap(({ tags: [one, other], boolean }, index) => {
    const [a, b] = [identifier(one), identifier(other)];
    const either = boolean ? `${a} OR ${b}` : `${a} IS NOT NULL OR ${b} IS NOT NULL`;
    const same = boolean ? `${a} AND ${b}` : `${a} = ${b}`;
    return [`count(*) FILTER (WHERE ${either}) AS e${index}`, `count(*) FILTER (WHERE ${same}) AS s${index}`];
  });
  return `SELECT ${counts.join(', ')} FROM tags.customers`;
}

/** One row, `either` and `same`, where a value of one tag stands for the value of the other that is the commonest beside it, and the other way round. */
export function sameGroupsSql([one, other]: readonly [string, string]): string {
  const [a, b] = [identifier(one), identifier(other)];
  return `WITH pairs AS (SELECT ${a} AS a, ${b} AS b, count(*) AS n FROM tags.customers WHERE ${a} IS NOT NULL OR ${b} IS NOT NULL GROUP BY 1, 2),
    ranked AS (SELECT a, b, n, row_number() OVER (PARTITION BY a ORDER BY n DESC, b) AS of_a, row_number() OVER (PARTITION BY b ORDER BY n DESC, a) AS of_b
      FROM pairs WHERE a IS NOT NULL AND b IS NOT NULL)
    SELECT (SELECT CAST(sum(n) AS BIGINT) FROM pairs) AS either, (SELECT CAST(coalesce(sum(n), 0) AS BIGINT) FROM ranked WHERE of_a = 1 AND of_b = 1) AS same`;
}
