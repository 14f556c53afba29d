import type { TagType } from '../model/tag';
import { committed } from './customerRowsSql';
import { identifier, literal, qualified } from './quote';
import { storedValueSql, TAG_SQL_TYPES, type TagValueSql } from './tagSourcesSql';

/** Materialised tags, one row per customer: `row`, `key` (as text; null where customers have none) and a column for every tag. */
export const VALUES_TABLE = qualified('tags', 'values');

/** Names of tags and of the two other columns never meet. */
export function valueColumn(tag: string): string {
  return `t:${tag}`;
}

/** The tags that have a column in the table of values, as `tag`. */
export const VALUE_TAGS_SQL = `SELECT substr(column_name, 3) AS tag FROM duckdb_columns() WHERE database_name = current_database()
  AND schema_name = 'tags' AND table_name = 'values' AND starts_with(column_name, 't:') ORDER BY column_index`;

/** How a customer is named in `tags.columns`. */
export interface CustomerColumns {
  readonly rowColumn: string;
  /** The tag of the key column. */
  readonly keyTag: string | null;
}

interface ViewParts extends Pick<CustomerColumns, 'rowColumn'> {
  /** Tags in the table of values. */
  readonly values: readonly string[];
  /** Tags without a column anywhere: unknown of everybody. */
  readonly missing: readonly { readonly id: string; readonly type: TagType }[];
}

/** `tags.customers`: the columns of the tables with the materialised tags, which are joined once. */
export function customersSql({ rowColumn, values, missing }: ViewParts): string {
  const stored = values.map((tag) => `v.${identifier(valueColumn(tag))} AS ${identifier(tag)}`);
  const absent = missing.map(({ id, type }) => `CAST(NULL AS ${TAG_SQL_TYPES[type]}) AS ${identifier(id)}`);
  const join = values.length === 0 ? '' : ` LEFT JOIN ${VALUES_TABLE} AS v ON v."row" = c.${identifier(rowColumn)}`;
  return `CREATE OR REPLACE VIEW tags.customers AS SELECT ${['c.*', ...stored, ...absent].join(', ')} FROM tags.columns AS c${join}`;
}

/** Gives every customer the values back that one of the same key had, after customers were numbered anew. */
export function alignValuesSql({ rowColumn, keyTag }: CustomerColumns, tags: readonly string[]): string {
  const key = keySql('c', keyTag);
  const kept = tags.map((tag) => `v.${identifier(valueColumn(tag))}`);
  return `CREATE OR REPLACE TABLE ${VALUES_TABLE} AS SELECT ${[`${committed(`c.${identifier(rowColumn)}`)} AS "row"`, `${key} AS "key"`, ...kept].join(', ')}
    FROM tags.columns AS c LEFT JOIN ${VALUES_TABLE} AS v ON ${keyTag === null ? 'FALSE' : `v."key" = ${key}`}`;
}

export interface MadeTag {
  readonly id: string;
  readonly type: TagType;
  readonly value: TagValueSql;
}

/** `row, key`, the kept tags and the made ones, one row per customer, over `tags.customers` as it is. */
export function tagValuesQuery(
  { rowColumn, keyTag }: CustomerColumns,
  kept: readonly string[],
  made: readonly MadeTag[],
): string {
  const inner = [`${identifier(rowColumn)} AS r`, `${keySql(null, keyTag)} AS k`];
  const outer = ['b.r AS "row"', 'b.k AS "key"'];
  const joins: string[] = [];
  kept.forEach((tag, index) => {
    inner.push(`${identifier(tag)} AS o${index}`);
    outer.push(`b.o${index} AS ${identifier(valueColumn(tag))}`);
  });
  made.forEach(({ id, type, value: { kind, sql, otherwise = null } }, index) => {
    if (kind === 'expression') inner.push(`${sql} AS x${index}`);
    else joins.push(`LEFT JOIN (${sql}) AS j${index} ON j${index}.row = b.r`);
    const joined = otherwise === null ? `j${index}.value` : `coalesce(j${index}.value, ${literal(otherwise)})`;
    const cell = kind === 'expression' ? `b.x${index}` : joined;
    outer.push(`${storedValueSql(cell, type)} AS ${identifier(valueColumn(id))}`);
  });
  return `SELECT ${outer.join(', ')} FROM (SELECT ${inner.join(', ')} FROM tags.customers) AS b ${joins.join(' ')}`;
}

export function makeValuesSql(customers: CustomerColumns, kept: readonly string[], made: readonly MadeTag[]): string {
  return `CREATE OR REPLACE TABLE ${VALUES_TABLE} AS ${tagValuesQuery(customers, kept, made)}`;
}

function keySql(alias: string | null, keyTag: string | null): string {
  if (keyTag === null) return 'CAST(NULL AS VARCHAR)';
  return `CAST(${alias === null ? '' : `${alias}.`}${identifier(keyTag)} AS VARCHAR)`;
}

export function dropValueColumnSql(tag: string): string {
  return `ALTER TABLE ${VALUES_TABLE} DROP COLUMN ${identifier(valueColumn(tag))}`;
}

/** Known and different values of materialised tags, in one row: `n, k0, d0, k1, d1, …`. */
export function valueCountsSql(tags: readonly string[]): string {
  const counts = tags.flatMap((tag, index) => {
    const column = identifier(valueColumn(tag));
    return [`count(${column}) AS k${index}`, `count(DISTINCT ${column}) AS d${index}`];
  });
  return `SELECT ${['count(*) AS n', ...counts].join(', ')} FROM ${VALUES_TABLE}`;
}

/** The type of an expression over `tags.customers`, as the database calls it. The expression stands on lines of its own. */
export function describeSql(expression: string): string {
  return `DESCRIBE SELECT (\n${expression}\n) AS value FROM tags.customers`;
}
