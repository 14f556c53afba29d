import { type ColumnMasks, maskedCells } from './maskSql';
import type { NamedTable } from './queryShape';
import { identifier, literal, qualified } from './quote';

export const CURRENT_DATABASE_SQL = 'SELECT current_database() AS name';

/** A database in memory that has these tables of another one as views, masked, under the names that they have there. */
export function createMaskedCopySql(
  copy: string,
  database: string,
  tables: readonly (NamedTable & { readonly masks: ColumnMasks })[],
): string {
  const name = identifier(copy);
  const views = tables.map(({ schema, name: table, masks }) => {
    return `CREATE VIEW ${name}.${qualified(schema, table)} AS SELECT ${maskedCells(masks)} FROM ${identifier(database)}.${qualified(schema, table)}`;
  });
  return [`CREATE SCHEMA ${name}.data`, `CREATE SCHEMA ${name}.tags`, ...views].join('; ');
}

export function attachCopySql(copy: string): string {
  return `ATTACH ':memory:' AS ${identifier(copy)}`;
}

/** From here on, names of the connection mean the copy. */
export function copyPathSql(copy: string): string {
  const name = identifier(copy);
  return `USE ${name}; SET search_path = ${literal(`${name}.data,${name}.tags`)}`;
}

export function detachCopySql(copy: string, database: string): string {
  return `USE ${identifier(database)}; DETACH DATABASE IF EXISTS ${identifier(copy)}`;
}
