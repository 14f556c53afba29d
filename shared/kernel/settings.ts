import { INSERT_SETTING_SQL, RAISE_COMMITS_SQL, UPDATE_SETTING_SQL } from '../sql/workspaceSql';
import type { SqlConnection } from './ports';
import { records } from './table';

/** A setting of the workspace, in the caller's transaction. */
export async function writeSetting(connection: SqlConnection, key: string, value: string): Promise<void> {
  const changed = await connection.query(UPDATE_SETTING_SQL, [key, value]);
  if (records(changed).length === 0) await connection.exec(INSERT_SETTING_SQL, [key, value]);
}

/** Counts the caller's transaction, and answers how many there were with it. */
export async function raiseCommits(connection: SqlConnection): Promise<number> {
  const raised = records(await connection.query(RAISE_COMMITS_SQL))[0]?.value;
  if (raised !== undefined) return Number(raised);
  await connection.exec(INSERT_SETTING_SQL, [COMMITS_SETTING, '1']);
  return 1;
}

export const COMMITS_SETTING = 'commits';
