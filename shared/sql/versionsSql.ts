import { identifier, qualified } from './quote';

/** Every load that is kept, under the name of its table in schema `data`: the table's own for the load that it shows. */
export const CREATE_VERSIONS_SQL = `
  CREATE TABLE meta.versions (table_name VARCHAR NOT NULL, receipt INTEGER NOT NULL, stored_as VARCHAR NOT NULL, data_version BIGINT);`;

/** Loads of tables from before versions were kept. */
export const ADOPT_VERSIONS_SQL = `
  INSERT INTO meta.versions SELECT name, receipt, name, NULL FROM meta.tables;`;

/** The last shown first. */
export const LIST_VERSIONS_SQL = `SELECT v.receipt, v.stored_as, v.data_version, i.receipt AS body
  FROM meta.versions AS v JOIN meta.imports AS i ON i.id = v.receipt
  WHERE v.table_name = $1 ORDER BY v.data_version DESC NULLS LAST, v.receipt DESC`;
export const STORED_NAMES_SQL = 'SELECT stored_as FROM meta.versions';
export const INSERT_VERSION_SQL = 'INSERT INTO meta.versions VALUES ($1, $2, $1, $3)';
export const STORE_VERSION_SQL = 'UPDATE meta.versions SET stored_as = $3 WHERE table_name = $1 AND receipt = $2';
export const SHOW_VERSION_SQL =
  'UPDATE meta.versions SET stored_as = $1, data_version = $3 WHERE table_name = $1 AND receipt = $2';
export const FORGET_VERSION_SQL = 'DELETE FROM meta.versions WHERE table_name = $1 AND receipt = $2';

/** A table keeps its rows and their ids under its new name. */
export function renameTableSql(from: string, to: string): string {
  return `ALTER TABLE ${qualified('data', from)} RENAME TO ${identifier(to)}`;
}

export const RENAME_LINES_SQL = 'UPDATE meta.source_lines SET table_name = $2 WHERE table_name = $1';
