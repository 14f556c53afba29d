import { identifier, literal, qualified } from './quote';
import { RANGE_RELATION } from './rowViewSql';

/** Tables of the connection's own: rows as they would leave, those of them that do, and all customers treated alike. */
export const STAGED_ROWS = 'staged_rows';
export const EXPORT_ROWS = 'export_rows';
export const EXPORT_POPULATION = 'export_population';
/** Made-up rows beside them, in a table like theirs without row numbers, and all rows of the file. */
export const EXPORT_CANARIES = 'export_canaries';
export const EXPORT_FILE = `(FROM ${EXPORT_ROWS} UNION ALL FROM ${EXPORT_CANARIES})`;

/** What a column is called in them. */
export function stagedName(place: number): string {
  return `c${place}`;
}

/** Values are expressions over `tags.customers AS customers`. */
export interface StagedSql {
  readonly rowColumn: string;
  readonly values: readonly string[];
  /** What the rows are ordered by. */
  readonly order: string;
}

/** The customers of `RANGE_TABLE`: `row`, `order_text`, `c0`, `c1`, … */
export function stageRowsSql({ rowColumn, values, order }: StagedSql): string {
  const row = `customers.${identifier(rowColumn)}`;
  return `CREATE OR REPLACE TEMP TABLE ${STAGED_ROWS} AS SELECT CAST(${row} AS UINTEGER) AS row, ${order} AS order_text${listed(values)}
    FROM tags.customers AS customers JOIN ${RANGE_RELATION} AS chosen ON chosen.row = ${row}`;
}

export function stagePopulationSql({ rowColumn, values }: StagedSql): string {
  return `CREATE OR REPLACE TEMP TABLE ${EXPORT_POPULATION} AS SELECT CAST(customers.${identifier(rowColumn)} AS UINTEGER) AS row${listed(values)}
    FROM tags.customers AS customers`;
}

function listed(values: readonly string[]): string {
  return values.map((value, place) => `, ${value} AS ${stagedName(place)}`).join('');
}

/** Takes the staged rows but for those of classes with fewer than `least`; 0 takes all. */
export function takeRowsSql(quasi: readonly string[], least: number): string {
  const partition = quasi.length === 0 ? '' : `PARTITION BY ${quasi.map(identifier).join(', ')}`;
  const large = least === 0 ? '' : ` QUALIFY count(*) OVER (${partition}) >= ${least}`;
  return `CREATE OR REPLACE TEMP TABLE ${EXPORT_ROWS} AS SELECT * FROM ${STAGED_ROWS}${large}`;
}

/** The staged rows with another value, an expression over the customers, in one column. */
export function stagedOtherwise(rowColumn: string, staged: string, value: string): string {
  return `(SELECT staged.* REPLACE (${value} AS ${identifier(staged)}) FROM ${STAGED_ROWS} AS staged
    JOIN tags.customers AS customers ON customers.${identifier(rowColumn)} = staged.row)`;
}

/** Ends of a number over all customers, `low` and `high`. */
export function endsSql(value: string): string {
  return `SELECT min(CAST(${value} AS DOUBLE)) AS low, max(CAST(${value} AS DOUBLE)) AS high FROM tags.customers AS customers WHERE isfinite(CAST(${value} AS DOUBLE))`;
}

export const COUNT_EXPORT_ROWS_SQL = `SELECT count(*) AS n FROM ${EXPORT_ROWS}`;

/** Texts, `c0`, `c1`, …, of one of these relations, in the order in which they leave. */
export function exportTextsSql(relation: string, columns: number, limit?: number): string {
  return exportValuesSql(relation, Array<boolean>(columns).fill(true), limit);
}

/** Likewise, with the values of those columns as texts of which that is asked. */
export function exportValuesSql(relation: string, asText: readonly boolean[], limit?: number): string {
  const values = asText.map((isText, place) => {
    const name = stagedName(place);
    return isText ? `CAST(${name} AS VARCHAR) AS ${name}` : name;
  });
  return `SELECT ${values.join(', ')} FROM ${relation} ORDER BY order_text, row${limit === undefined ? '' : ` LIMIT ${limit}`}`;
}

/** The same rows' own values. */
export function sourceTextsSql(rowColumn: string, values: readonly string[], limit: number): string {
  const texts = values.map((value, place) => `CAST(${value} AS VARCHAR) AS ${stagedName(place)}`);
  return `SELECT ${texts.join(', ')} FROM (SELECT row, order_text FROM ${EXPORT_ROWS} ORDER BY order_text, row LIMIT ${limit}) AS first
    JOIN tags.customers AS customers ON customers.${identifier(rowColumn)} = first.row ORDER BY order_text, first.row`;
}

/** Different known values, `value`, of an expression over all customers, or over those of `RANGE_TABLE`; the first `limit` of them in their order. */
export function distinctTextsSql(
  value: string,
  { rowColumn, ofAll, limit }: { rowColumn: string; ofAll: boolean; limit?: number },
): string {
  const chosen = ofAll ? '' : ` JOIN ${RANGE_RELATION} AS chosen ON chosen.row = customers.${identifier(rowColumn)}`;
  return `SELECT DISTINCT CAST(${value} AS VARCHAR) AS value FROM tags.customers AS customers${chosen} WHERE ${value} IS NOT NULL${limit === undefined ? '' : ` ORDER BY value LIMIT ${limit}`}`;
}

/** The rows, `row`, of the customers whom audiences hold, by their keys as `keyText` writes them. */
export function audienceRowsSql(rowColumn: string, key: string, audiences: readonly string[]): string {
  return `SELECT CAST(customers.${identifier(rowColumn)} AS UINTEGER) AS row FROM tags.customers AS customers
    WHERE ${key} IN (SELECT key FROM ${qualified('meta', 'audience_customers')} WHERE member AND audience IN (${audiences.map(literal).join(', ') || "''"}))`;
}
