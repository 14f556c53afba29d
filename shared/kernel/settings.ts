import { INSERT_MISSING_SETTING_SQL, READ_SETTING_SQL, UPDATE_SETTING_SQL } from '../sql/workspaceSql';
import type { SqlConnection } from './ports';
import { records } from './table';

/** A setting of the workspace, in the caller's transaction. */
export async function writeSetting(connection: SqlConnection, key: string, value: string): Promise<void> {
  await connection.exec(UPDATE_SETTING_SQL, [key, value]);
  await connection.exec(INSERT_MISSING_SETTING_SQL, [key, value]);
}

const COMMITS_SETTING = 'commits';

/** Counts the caller's transaction, and answers how many there were with it. */
export async function raiseCommits(connection: SqlConnection): Promise<number> {
  const commits = (await readCommits(connection)) + 1;
  await writeSetting(connection, COMMITS_SETTING, String(commits));
  return commits;
}

/** 0 in a workspace from before they were counted. */
export async function readCommits(connection: SqlConnection): Promise<number> {
  return Number(records(await connection.query(READ_SETTING_SQL, [COMMITS_SETTING]))[0]?.value ?? 0);
}
