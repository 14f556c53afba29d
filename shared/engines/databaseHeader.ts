import type { Files, FileToken } from '#shared/kernel/ports';
import { damagedFault, notAWorkspaceFault } from './duckdbFault';

/** After an 8-byte checksum a DuckDB file says `DUCK`. */
const MAGIC = 'DUCK';
const MAGIC_AT = 8;
/** Three header blocks of 4 KiB come before the data. */
const HEADER_BYTES = 3 * 4096;

/**
 * DuckDB opens a CSV or a SQLite file given as a database in ways of its own, so what is not a DuckDB file is refused before.
 * @throws Fault NOT_A_WORKSPACE, WORKSPACE_DAMAGED (not even a header).
 */
export async function checkDatabaseHeader(files: Files, file: FileToken): Promise<void> {
  const { name, size } = await files.info(file);
  let head = '';
  for await (const bytes of files.read(file, { end: MAGIC_AT + MAGIC.length })) head += String.fromCharCode(...bytes);
  if (head.slice(MAGIC_AT) !== MAGIC) throw notAWorkspaceFault(name);
  // The wasm build waits for ever for the rest of a header.
  if (size < HEADER_BYTES) throw damagedFault(name);
}
