import { identifier } from './quote';
import { type CustomerColumns, type MadeTag, tagValuesQuery, valueColumn } from './tagValuesSql';

/** The values that a definition would give, as the connection's own `temp.tag_preview (row, value)`. */
export function createPreviewSql(customers: CustomerColumns, made: MadeTag): string {
  const value = identifier(valueColumn(made.id));
  return `CREATE OR REPLACE TEMP TABLE tag_preview AS SELECT "row", ${value} AS value FROM (${tagValuesQuery(customers, [], [made])})`;
}

/** One row: `customers, known, different, low, high`. */
export const PREVIEW_COUNTS_SQL = `SELECT count(*) AS customers, count(value) AS known, count(DISTINCT value) AS different, min(value) AS low, max(value) AS high
  FROM temp.tag_preview`;

export function previewValuesSql(limit: number): string {
  return `SELECT value, count(*) AS n FROM temp.tag_preview WHERE value IS NOT NULL GROUP BY value ORDER BY n DESC, value LIMIT ${limit}`;
}

/** The values of a number or date tag as numbers in `value`, days since 1970 where it is a date. */
export function previewNumbersSql(type: 'number' | 'date'): string {
  const value = type === 'date' ? 'epoch(value) / 86400' : 'CAST(value AS DOUBLE)';
  return `(SELECT ${value} AS value FROM temp.tag_preview)`;
}

/** The value that a tag has now beside the one of the preview; null = a tag of this id has no values yet. */
export interface Change {
  readonly tag: string | null;
  readonly rowColumn: string;
  /** Both as text, where the types differ. */
  readonly asText: boolean;
}

function pairsSql({ tag, rowColumn, asText }: Change): string {
  const cell = (value: string) => (asText ? `CAST(${value} AS VARCHAR)` : value);
  if (tag === null) return 'SELECT CAST(NULL AS VARCHAR) AS before, CAST(value AS VARCHAR) AS after FROM temp.tag_preview';
  return `SELECT ${cell(`c.${identifier(tag)}`)} AS before, ${cell('p.value')} AS after
    FROM temp.tag_preview AS p JOIN tags.customers AS c ON c.${identifier(rowColumn)} = p."row"`;
}

/** One row: `customers, changed, gained, lost`. */
export function changeCountsSql(change: Change): string {
  return `SELECT count(*) AS customers, count(*) FILTER (WHERE before IS DISTINCT FROM after) AS changed,
    count(*) FILTER (WHERE before IS NULL AND after IS NOT NULL) AS gained,
    count(*) FILTER (WHERE before IS NOT NULL AND after IS NULL) AS lost FROM (${pairsSql(change)})`;
}

/** The commonest changes, as `before, after, n`. */
export function movesSql(change: Change, limit: number): string {
  return `SELECT before, after, count(*) AS n FROM (${pairsSql(change)}) WHERE before IS DISTINCT FROM after
    GROUP BY before, after ORDER BY n DESC, before NULLS FIRST, after NULLS FIRST LIMIT ${limit}`;
}

/** By value who had it, has it, comes to it and leaves it, those with the most changes first. */
export function valueChangesSql(change: Change, limit: number): string {
  return `WITH pairs AS (SELECT before, after, count(*) AS n FROM (${pairsSql(change)}) GROUP BY before, after),
    sides AS (SELECT before AS value, n AS had, 0 AS has, 0 AS joined, CASE WHEN before IS DISTINCT FROM after THEN n ELSE 0 END AS gone FROM pairs
      UNION ALL SELECT after, 0, n, CASE WHEN before IS DISTINCT FROM after THEN n ELSE 0 END, 0 FROM pairs)
    SELECT value, CAST(sum(had) AS BIGINT) AS before, CAST(sum(has) AS BIGINT) AS after, CAST(sum(joined) AS BIGINT) AS joined, CAST(sum(gone) AS BIGINT) AS gone
    FROM sides WHERE value IS NOT NULL GROUP BY value ORDER BY sum(joined) + sum(gone) DESC, value LIMIT ${limit}`;
}
