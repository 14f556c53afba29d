import type { ExportSpec } from '../model/export';
import { lengthOf } from '../model/joinedBytes';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import { packageKey, SALT_BYTES, sealedChunks, sealedSize } from '../package/sealedPackage';
import type { FileToken, Ports } from './ports';
import { requireRoom } from './room';

/** @throws Fault INVALID_EXPORT where a file that is to be sealed would be written without a passphrase. */
export function refuseUnsealed({ name, seal }: ExportSpec, passphrase: string | undefined): void {
  if (!seal || passphrase !== undefined) return;
  const said = { export: quoted(name) };
  throw fault('INVALID_EXPORT', 'export.unsealed', said, { hint: 'hint.sealExport', at: { field: 'passphrase' } });
}

/** Writes a package, sealed where there is a passphrase. Returns the bytes of the file. */
export async function writePackage(
  { files, random }: Pick<Ports, 'files' | 'random'>,
  file: FileToken,
  chunks: readonly Uint8Array[],
  passphrase: string | undefined,
): Promise<number> {
  const size = lengthOf(chunks);
  await requireRoom(files, file, size);
  if (passphrase === undefined) {
    await files.write(file, chunks);
    return size;
  }
  await files.write(file, sealedChunks(chunks, size, await packageKey(passphrase, random(SALT_BYTES))));
  return sealedSize(size);
}
