import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Anchors } from '#shared/kernel/ports';
import { removeIfPossible, unfinishedBeside } from '../folder/unfinished';
import { type NodeFiles, nodeFault, realPath, replaceFile } from './nodeFiles';

/** One small file for each place of a workspace, in a folder beside the key of whoever works here. */
export function nodeAnchors(files: NodeFiles, keyFile: string): Anchors {
  const folder = join(dirname(keyFile), 'anchors');
  const fileOf = async (token: string) => {
    const place = createHash('sha256').update(await realPath(files.path(token)));
    return join(folder, `${place.digest('hex').slice(0, 32)}.txt`);
  };
  return {
    read: async (token) => await textIn(await fileOf(token)),
    write: async (token, head) => {
      const file = await fileOf(token);
      try {
        await (head === null ? fs.rm(file, { force: true }) : keep(file, head));
      } catch (cause) {
        throw nodeFault(cause, file);
      }
    },
  };
}

async function keep(file: string, head: string): Promise<void> {
  await fs.mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const whole = await unfinishedBeside(file, 'tmp');
  try {
    await fs.writeFile(whole, head, { mode: 0o600 });
    await replaceFile(whole, file);
  } catch (cause) {
    await removeIfPossible(whole);
    throw cause;
  }
}

/** Nothing where there is no file, or none that can be read. */
async function textIn(file: string): Promise<string | null> {
  return await fs.readFile(file, 'utf8').catch(() => null);
}
