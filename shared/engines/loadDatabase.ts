import type { SqlConnection } from '#shared/kernel/ports';
import { literal } from '#shared/sql/quote';
import type { WasmDatabase } from './wasmDatabase';

const LOADED = 'workspace.db';

/** Copies everything in a database file's bytes into the wasm engine's database in memory. */
export async function loadDatabase(
  database: Pick<WasmDatabase, 'registerFileBuffer' | 'dropFile'>,
  connection: SqlConnection,
  bytes: Uint8Array,
): Promise<void> {
  await database.registerFileBuffer(LOADED, bytes);
  await connection.exec(`ATTACH ${literal(LOADED)} AS loaded (READ_ONLY)`);
  await connection.exec('COPY FROM DATABASE loaded TO memory; DETACH loaded');
  await database.dropFile(LOADED);
}
