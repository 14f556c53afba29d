import type { FileReader, FileToken } from '#shared/kernel/ports';
import { bytesNeeded, HEADER_BYTES } from './databaseBlocks';
import { damagedFault, notAWorkspaceFault } from './duckdbFault';

/** After an 8-byte checksum a DuckDB file says `DUCK`. */
const MAGIC = 'DUCK';
const MAGIC_AT = 8;

/**
 * Looks at a file before DuckDB does: it opens a CSV or a SQLite file given as a database in ways of its own, finds a cut
 * file only when it comes to the missing part, and its wasm build waits for that part for ever.
 * @throws Fault NOT_A_WORKSPACE, WORKSPACE_DAMAGED (shorter than its blocks need).
 */
export async function checkDatabaseHeader(files: FileReader, file: FileToken): Promise<void> {
  const { name, size } = await files.info(file);
  const readAt = async (start: number, length: number) => {
    if (start + length > size) throw damagedFault(name);
    return await bytesAt(files, file, start, length);
  };
  if (size < MAGIC_AT + MAGIC.length || !hasMagic(await readAt(0, MAGIC_AT + MAGIC.length))) throw notAWorkspaceFault(name);
  if (size < (await bytesNeeded(await readAt(0, HEADER_BYTES), readAt))) throw damagedFault(name);
}

function hasMagic(head: DataView): boolean {
  return [...MAGIC].every((letter, index) => head.getUint8(MAGIC_AT + index) === letter.charCodeAt(0));
}

async function bytesAt(files: FileReader, file: FileToken, start: number, length: number): Promise<DataView> {
  const bytes = new Uint8Array(length);
  let at = 0;
  for await (const part of files.read(file, { start, end: start + length })) {
    bytes.set(part, at);
    at += part.length;
  }
  return new DataView(bytes.buffer);
}
