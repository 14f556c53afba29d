import type { EntityMap } from '../model/entities';
import type { TagType } from '../model/tag';
import { SQL_TYPES, type SqlType } from '../sql/columnTypes';
import { type TagColumn, tagCountsSql } from '../sql/entitiesSql';
import { columnType } from './entityCheck';
import type { SqlConnection } from './ports';
import { records } from './table';
import type { KnownTable } from './tables';
import type { TagFacts } from './tagFacts';

/**
 * Customer columns keep their names as tag ids; an attribute column whose name is taken carries its table's. Balances always
 * do, since they hold as of a day. `reserved` are the ids of tags that are no columns.
 */
export function tagColumns(map: EntityMap, tables: readonly KnownTable[], reserved: readonly string[] = []): TagColumn[] {
  const taken = new Set(reserved.map((name) => name.toLowerCase()));
  const columns: TagColumn[] = [];
  const add = (from: TagColumn['from'], table: string, column: string, cell: string, isBare: boolean) => {
    let tag = isBare && !taken.has(column.toLowerCase()) ? column : `${table}.${column}`;
    while (taken.has(tag.toLowerCase())) tag = `_${tag}`;
    taken.add(tag.toLowerCase());
    const unit = columnsOf(table).find(({ name }) => name === column)?.unit;
    columns.push({ tag, from, table, column, cell, sqlType: SQL_TYPES[columnType(tables, table, column)], unit });
  };
  const columnsOf = (table: string) => tables.find(({ name }) => name === table)?.columns ?? [];
  const namesOf = (table: string) => columnsOf(table).map(({ name }) => name);
  for (const name of namesOf(map.customers.table)) add({ kind: 'customers', index: 0 }, map.customers.table, name, name, true);
  map.attributes.forEach(({ table, key }, index) => {
    for (const name of namesOf(table)) if (name !== key) add({ kind: 'attributes', index }, table, name, name, true);
  });
  map.balances.forEach(({ table, props }, index) => {
    for (const [at, prop] of props.entries()) add({ kind: 'balances', index }, table, prop, `p${at}`, false);
  });
  return columns;
}

/** The column of row numbers must not have the name of a tag. */
export function rowColumnName(tags: readonly string[]): string {
  const taken = new Set(tags.map((tag) => tag.toLowerCase()));
  let name = 'row';
  while (taken.has(name)) name = `_${name}`;
  return name;
}

const TAG_TYPES: Readonly<Record<SqlType, TagType>> = {
  VARCHAR: 'category',
  BIGINT: 'number',
  DOUBLE: 'number',
  BOOLEAN: 'boolean',
  DATE: 'date',
  TIMESTAMP: 'date',
};

/** What is known of every column tag, its coverage and number of values counted. */
export async function columnFacts(
  connection: SqlConnection,
  columns: readonly TagColumn[],
  customers: number,
): Promise<TagFacts[]> {
  const counts =
    columns.length === 0 ? {} : (records(await connection.query(tagCountsSql(columns.map(({ tag }) => tag))))[0] ?? {});
  return columns.map(({ tag: id, sqlType, table, column, unit }, index) => ({
    id,
    type: TAG_TYPES[sqlType],
    ...(unit ? { unit } : {}),
    source: { kind: 'column', table, column },
    coverage: customers === 0 ? 0 : Number(counts[`k${index}`]) / customers,
    distinct: Number(counts[`d${index}`]),
  }));
}
