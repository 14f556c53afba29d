import { identifier } from './quote';

/** Without quasi-identifiers all rows are one class. */
function grouped(columns: readonly string[]): string {
  return columns.length === 0 ? '' : ` GROUP BY ${columns.map(identifier).join(', ')}`;
}

function listed(columns: readonly string[]): string {
  return columns.map((column) => `${identifier(column)}, `).join('');
}

/** `size` and how many `classes` have it, ascending. */
export function classSizesSql(relation: string, quasi: readonly string[]): string {
  return `SELECT size, count(*) AS classes FROM (SELECT count(*) AS size FROM ${relation}${grouped(quasi)}) WHERE size > 0 GROUP BY size ORDER BY size`;
}

/** `n` and the values of the smallest classes as `q0`, `q1`, …, by their values where they are equally small. */
export function smallestClassesSql(relation: string, quasi: readonly string[], limit: number): string {
  const values = quasi.map((column, at) => `CAST(${identifier(column)} AS VARCHAR) AS q${at}, `).join('');
  const order = ['n', ...quasi.map((_, at) => `q${at} NULLS FIRST`)].join(', ');
  return `SELECT ${values}count(*) AS n FROM ${relation}${grouped(quasi)} HAVING count(*) > 0 ORDER BY ${order} LIMIT ${limit}`;
}

/** `rows`, `most` = the greatest and `mean` = the mean over rows of 1 ÷ the class's customers in `population`, which holds the rows too. */
export function populationRiskSql(relation: string, population: string, quasi: readonly string[]): string {
  const same = quasi.map((column) => `own.${identifier(column)} IS NOT DISTINCT FROM others.${identifier(column)}`);
  return `WITH own AS (SELECT ${listed(quasi)}count(*) AS n FROM ${relation}${grouped(quasi)}),
    others AS (SELECT ${listed(quasi)}count(*) AS customers FROM ${population}${grouped(quasi)})
    SELECT max(1.0 / customers) AS most, sum(n / customers) / sum(n) AS mean FROM own JOIN others ON ${same.length === 0 ? 'TRUE' : same.join(' AND ')}
    WHERE n > 0 AND customers > 0`;
}

/** Rows by value of a column, `n`, in the order of the values; unknown comes last. */
export function valueTotalsSql(relation: string, column: string): string {
  return `SELECT count(*) AS n FROM ${relation} GROUP BY ${identifier(column)} ORDER BY ${identifier(column)} NULLS LAST`;
}

/** How often (`n`) each value, by its `rank`, stands in each class, by its number `class`; class by class, ranks ascending. */
export function classCellsSql(relation: string, quasi: readonly string[], column: string): string {
  const value = identifier(column);
  const classes = quasi.length === 0 ? '1' : `dense_rank() OVER (ORDER BY ${quasi.map(identifier).join(', ')})`;
  return `SELECT ${classes} AS class, rank, n FROM (
      SELECT ${listed(quasi)}${value} AS value, count(*) AS n FROM ${relation} GROUP BY ALL) AS cells
    JOIN (SELECT ${value} AS value, row_number() OVER (ORDER BY ${value} NULLS LAST) - 1 AS rank FROM ${relation} GROUP BY 1) AS ranks
      ON ranks.value IS NOT DISTINCT FROM cells.value
    ORDER BY class, rank`;
}

/** Entropy of a column in bits, `bits`. */
export function entropySql(relation: string, column: string): string {
  return `SELECT entropy(coalesce(CAST(${identifier(column)} AS VARCHAR), chr(0))) AS bits FROM ${relation}`;
}
