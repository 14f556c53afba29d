import type { TagType } from '../model/tag';
import type { BucketSource, TagValue } from '../model/tagSource';
import { type KeyColumn, sameKeySql } from './customerPathSql';
import { committed } from './customerRowsSql';
import { identifier, literal, qualified } from './quote';

/** How the values of a tag come to be: one expression over `tags.customers`, or rows `row, value` of some customers. */
export type TagValueSql = {
  readonly kind: 'expression' | 'rows';
  readonly sql: string;
  /** Of customers without a row; default unknown. */
  readonly otherwise?: number | null;
};

/** What the database calls the types of materialised tags. */
export const TAG_SQL_TYPES: Readonly<Record<TagType, string>> = {
  category: 'VARCHAR',
  boolean: 'BOOLEAN',
  number: 'DOUBLE',
  date: 'DATE',
};

/** A value as it is stored: numbers that nobody can compare with are unknown. */
export function storedValueSql(value: string, type: TagType): string {
  const cast = `CAST(${value} AS ${TAG_SQL_TYPES[type]})`;
  return type === 'number' ? `CASE WHEN isfinite(${cast}) THEN ${cast} END` : cast;
}

/** The label of the range `[from, to)` that a tag's value is in. */
export function bucketSql({ tag, edges, labels }: BucketSource): string {
  const value = identifier(tag);
  const ranges = edges.map((edge, index) => `WHEN ${value} < ${edgeSql(edge)} THEN ${literal(labels[index] ?? '')}`);
  return `CASE WHEN ${value} IS NULL THEN NULL ${ranges.join(' ')} ELSE ${literal(labels.at(-1) ?? '')} END`;
}

function edgeSql(edge: number | string): string {
  return typeof edge === 'number' ? `CAST(${literal(edge)} AS DOUBLE)` : `CAST(${literal(edge)} AS DATE)`;
}

/** The value of the first condition that is true. */
export function casesSql(
  cases: readonly { readonly condition: string; readonly value: TagValue }[],
  otherwise: TagValue | null,
): string {
  const parts = cases.map(({ condition, value }) => `WHEN ${condition} THEN ${literal(value)}`);
  return `CASE ${parts.join(' ')} ELSE ${literal(otherwise)} END`;
}

/** In one row: `several`, `none`, and by case `m0, t0, m1, t1, …`, the customers that it finds and those that it is the first to find. */
export function overlapSql(conditions: readonly string[]): string {
  const flags = conditions.map((condition, index) => `CAST(${condition} AS INTEGER) AS c${index}`);
  const found = conditions.map((_, index) => `c${index}`);
  const counts = found.flatMap((flag, index) => {
    const earlier = found.slice(0, index).map((each) => ` AND ${each} = 0`);
    return [
      `count(*) FILTER (WHERE ${flag} = 1) AS m${index}`,
      `count(*) FILTER (WHERE ${flag} = 1${earlier.join('')}) AS t${index}`,
    ];
  });
  const hits = found.join(' + ');
  return `SELECT count(*) FILTER (WHERE ${hits} > 1) AS several, count(*) FILTER (WHERE ${hits} = 0) AS none, ${counts.join(', ')}
    FROM (SELECT ${flags.join(', ')} FROM tags.customers)`;
}

/** An imported table by customer; without a value it just says who is in it. */
export interface ListColumns {
  readonly table: string;
  readonly key: KeyColumn;
  readonly value: string | null;
  /** Of `tags.columns`. */
  readonly rowColumn: string;
  readonly customer: KeyColumn;
}

/** Values of the customers that the list names. The rows of a customer agree, or were refused before. */
export function listRowsSql(list: ListColumns): string {
  return `SELECT c.${identifier(list.rowColumn)} AS row, any_value(${valueSql(list)}) AS value FROM ${joined(list, 'JOIN')} GROUP BY 1`;
}

/** Keys whose rows have different values, most rows first; `found` counts them all. */
export function disagreeingKeysSql(list: ListColumns): string {
  const key = `l.${identifier(list.key.name)}`;
  const value = valueSql(list);
  return `SELECT *, count(*) OVER () AS found FROM (SELECT CAST(${key} AS VARCHAR) AS key, count(*) AS n, CAST(min(${value}) AS VARCHAR) AS low, CAST(max(${value}) AS VARCHAR) AS high
    FROM ${qualified('data', list.table)} AS l WHERE ${key} IS NOT NULL GROUP BY ${key}
    HAVING count(DISTINCT ${value}) > 1 OR (count(${value}) > 0 AND count(${value}) < count(*))) ORDER BY n DESC, key LIMIT 3`;
}

/** In one row: rows and keys that are no customer's; rows without a key are among the rows. */
export function unmatchedCountsSql(list: ListColumns): string {
  return `SELECT count(*) AS n, count(DISTINCT l.${identifier(list.key.name)}) AS keys FROM ${joined(list, 'ANTI JOIN')}`;
}

/** The first rows whose key is no customer's, as `source_row, key, value`. */
export function unmatchedRowsSql(list: ListColumns, limit: number): string {
  return `SELECT ${committed('l.rowid')} AS source_row, CAST(l.${identifier(list.key.name)} AS VARCHAR) AS key,
    CAST(${list.value === null ? 'NULL' : valueSql(list)} AS VARCHAR) AS value FROM ${joined(list, 'ANTI JOIN')} ORDER BY source_row LIMIT ${limit}`;
}

function valueSql({ value }: ListColumns): string {
  return value === null ? 'TRUE' : `l.${identifier(value)}`;
}

function joined({ table, key, rowColumn, customer }: ListColumns, join: 'JOIN' | 'ANTI JOIN'): string {
  const customers = `(SELECT ${identifier(rowColumn)}, ${identifier(customer.name)} FROM tags.columns)`;
  return `${qualified('data', table)} AS l ${join} ${customers} AS c ON ${sameKeySql(['l', key], ['c', customer])}`;
}
