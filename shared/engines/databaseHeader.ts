import type { FileReader, FileToken } from '#shared/kernel/ports';
import { type Fault, fault } from '#shared/model/result';
import { bytesNeeded, HEADER_BYTES } from './databaseBlocks';
import { damagedFault, notAWorkspaceFault } from './duckdbFault';

/** After an 8-byte checksum a DuckDB file says `DUCK`. */
const MAGIC = 'DUCK';
const MAGIC_AT = 8;
/** What a sealed file begins with. */
export const SEALED_MAGIC = 'HXSEALED';

/**
 * Looks at a file before DuckDB does: it opens a CSV or a SQLite file given as a database in ways of its own, finds a cut
 * file only when it comes to the missing part, and its wasm build waits for that part for ever.
 * @throws Fault WORKSPACE_SEALED, NOT_A_WORKSPACE, WORKSPACE_DAMAGED (shorter than its blocks need).
 */
export async function checkDatabaseHeader(files: FileReader, file: FileToken): Promise<void> {
  const { name, size } = await files.info(file);
  const readAt = async (start: number, length: number) => {
    if (start + length > size) throw damagedFault(name);
    return await bytesAt(files, file, start, length);
  };
  if (size >= SEALED_MAGIC.length && startsWith(await readAt(0, SEALED_MAGIC.length), SEALED_MAGIC)) throw sealedFault(name);
  if (size < MAGIC_AT + MAGIC.length || !hasMagic(await readAt(0, MAGIC_AT + MAGIC.length))) throw notAWorkspaceFault(name);
  if (size < (await bytesNeeded(await readAt(0, HEADER_BYTES), readAt))) throw damagedFault(name);
}

function startsWith(head: DataView, text: string): boolean {
  return [...text].every((letter, index) => head.getUint8(index) === letter.charCodeAt(0));
}

function sealedFault(file: string): Fault {
  return fault('WORKSPACE_SEALED', 'sealed.needsPassphrase', { file }, { hint: 'hint.givePassphrase', at: { file } });
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
