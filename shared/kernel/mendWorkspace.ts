import type { EntityMap } from '../model/entities';
import type { ColumnType, TableColumn } from '../model/import';
import { isLossy, type RescuedTable, wholeName } from '../model/rescue';
import { SQL_TYPES } from '../sql/columnTypes';
import { UNLISTED_COLUMNS_SQL } from '../sql/rescueSql';
import {
  FORGET_LINES_SQL,
  INSERT_TABLE_SQL,
  RAISE_DATA_VERSION_SQL,
  READ_SETTINGS_SQL,
  SCHEMA_VERSION,
} from '../sql/workspaceSql';
import { readEntityMap } from './entityMap';
import type { SqlConnection } from './ports';
import { writeSetting } from './settings';
import { records } from './table';

/**
 * Makes a workspace agree with itself again after rows of some of its tables were lost: settings are there, every table is listed,
 * no row is said to stand in a line where it does not, and no result that was kept is taken for one of the rows that are left.
 * Answers the entity map that the customers are to be numbered by anew; null where nothing was lost or there is none.
 */
export async function mendWorkspace(
  connection: SqlConnection,
  rescued: readonly RescuedTable[],
  now: number,
): Promise<EntityMap | null> {
  const lossy = rescued.filter(isLossy);
  if (lossy.length === 0) return null;
  await completeSettings(connection, now);
  // A workspace from before loads were kept cannot say which tables are loads; it lists its tables as it did.
  if (rescued.some((each) => wholeName(each) === 'meta.versions')) await listTables(connection);
  for (const { schema, table } of lossy) if (schema === 'data') await connection.exec(FORGET_LINES_SQL, [table]);
  await connection.exec(RAISE_DATA_VERSION_SQL);
  return await readEntityMap(connection);
}

async function completeSettings(connection: SqlConnection, now: number): Promise<void> {
  const known = new Set(records(await connection.query(READ_SETTINGS_SQL)).map(({ key }) => String(key)));
  const settings = {
    product: 'huaxiang',
    schemaVersion: String(SCHEMA_VERSION),
    createdAt: new Date(now).toISOString(),
    // Which version it was is lost: this one is higher than any that results were kept of.
    dataVersion: String(now),
  };
  for (const [key, value] of Object.entries(settings)) if (!known.has(key)) await writeSetting(connection, key, value);
}

async function listTables(connection: SqlConnection): Promise<void> {
  const unlisted = new Map<string, { columns: TableColumn[]; receipt: number | null }>();
  for (const { table, column, type, receipt } of records(await connection.query(UNLISTED_COLUMNS_SQL))) {
    const found = unlisted.get(String(table)) ?? { columns: [], receipt: receipt === null ? null : Number(receipt) };
    found.columns.push({ name: String(column), type: columnType(String(type)) });
    unlisted.set(String(table), found);
  }
  for (const [table, { columns, receipt }] of unlisted)
    await connection.exec(INSERT_TABLE_SQL, [table, JSON.stringify(columns), receipt]);
}

function columnType(sqlType: string): ColumnType {
  const found = Object.entries(SQL_TYPES).find(([, type]) => type === sqlType);
  return (found?.[0] as ColumnType | undefined) ?? 'text';
}
