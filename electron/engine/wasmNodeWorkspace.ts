import { promises as fs } from 'node:fs';
import { basename } from 'node:path';
import { copyFault, lockedFault } from '#shared/engines/duckdbFault';
import { loadDatabase } from '#shared/engines/loadDatabase';
import type { WasmDatabase } from '#shared/engines/wasmDatabase';
import type { SqlConnection } from '#shared/kernel/ports';
import { copyDatabaseSql, DETACH_COPY_SQL } from '#shared/sql/workspaceSql';
import { removeIfPossible, unfinishedBeside } from '../folder/unfinished';
import { nodeFault, replaceFile, statOrNull } from './nodeFiles';

/** Copies everything in a workspace file into the database in memory. */
export async function loadWorkspace(database: WasmDatabase, connection: SqlConnection, path: string): Promise<void> {
  await refuseUnfinished(path);
  const bytes = await fs.readFile(path);
  await loadDatabase(database, connection, new Uint8Array(bytes));
}

/** A log beside the file holds commits that the file does not have yet, and only the native engine can bring them in. */
async function refuseUnfinished(path: string): Promise<void> {
  const log = await statOrNull(`${path}.wal`);
  if (log && log.size > 0) throw lockedFault(basename(path), undefined);
}

/** Writes the database in memory to a new file beside the old one, which it then replaces. */
export async function saveWorkspace(connection: SqlConnection, path: string): Promise<void> {
  // The wasm build drops the ending .tmp.
  const temporary = await unfinishedBeside(path, 'saving');
  try {
    await connection.exec(copyDatabaseSql('memory', temporary));
    await replaceFile(temporary, path);
  } catch (cause) {
    await removeIfPossible(temporary);
    throw copyFault(nodeFault(cause, path), basename(path));
  } finally {
    await connection.exec(DETACH_COPY_SQL);
    await removeIfPossible(`${temporary}.wal`);
  }
}
