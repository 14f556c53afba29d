import { promises as fs } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fault } from '#shared/model/result';
import { removeIfPossible, unfinishedBeside } from '../folder/unfinished';
import { syncFolder } from './jsonFile';

/** Writes a file under a temporary name, to the disk, then renames: it is there whole or not at all. */
export async function writeWhole(path: string, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
  const temporary = await unfinishedBeside(path, 'tmp');
  const handle = await fs.open(temporary, 'wx', 0o600);
  try {
    for await (const chunk of chunks) await handle.writeFile(chunk);
    await handle.sync();
    await handle.close();
    await fs.rename(temporary, path);
    syncFolder(dirname(path));
  } catch (cause) {
    await handle.close().catch(() => undefined);
    await removeIfPossible(temporary);
    throw cause;
  }
}

/** What went wrong with a file that was to be written, as a `Fault` where a person can help it. */
export function writeFault(cause: unknown, path: string): unknown {
  const [code, at] = [cause instanceof Error && 'code' in cause ? cause.code : undefined, { file: basename(path) }];
  switch (code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return fault('NO_PERMISSION', 'file.noAccess', at, { hint: 'hint.filePermission', at });
    case 'ENOENT':
    case 'ENOTDIR':
      return fault('FILE_NOT_FOUND', 'file.moved', at, { hint: 'hint.maybeMoved', at });
    case 'EISDIR':
      return fault('FILE_NOT_REGULAR', 'file.notRegular', at, { hint: 'hint.chooseFile', at });
    case 'ENOSPC':
    case 'EDQUOT':
      return fault('DISK_FULL', 'disk.full', {}, { hint: 'hint.freeDisk' });
    case 'EIO':
      return fault('DISK_FAILED', 'disk.failed', {}, { hint: 'hint.checkDisk' });
    default:
      return cause;
  }
}
