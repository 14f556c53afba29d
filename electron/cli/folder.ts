import { mkdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { fault } from '#shared/model/result';
import { nodeFault } from '../engine/nodeFiles';

/** Makes a folder where there is none; answers the first one that was made on the way. @throws Fault FILE_EXISTS where a file is in its place. */
export async function makeFolder(path: string): Promise<string | undefined> {
  try {
    return await mkdir(path, { recursive: true });
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') {
      const name = basename(path);
      throw fault('FILE_EXISTS', 'demo.notFolder', { name }, { hint: 'hint.nameFolder', at: { file: name } });
    }
    throw nodeFault(cause, path);
  }
}
