import { createHash, randomBytes } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder may be shared by several computers, each with processes of its own. */
const COMPUTER = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
const UNFINISHED = new RegExp(`^\\.huaxiang\\.(\\d+)-${COMPUTER}\\.[0-9a-f]{12}\\.(tmp|saving|rescue)(\\.wal)?$`);

/**
 * A path beside a file, for what is to take its place when it is complete; nothing is there yet. The ending is a database's (`saving`),
 * a folder's (`rescue`) or any other file's.
 */
export async function unfinishedBeside(path: string, ending: 'tmp' | 'saving' | 'rescue'): Promise<string> {
  const folder = dirname(path);
  await sweepUnfinished(folder);
  return join(folder, `.huaxiang.${process.pid}-${COMPUTER}.${randomBytes(6).toString('hex')}.${ending}`);
}

/** What processes that are gone left unfinished in a folder is removed: it may hold customers' data, and nobody would ever finish it. */
export async function sweepUnfinished(folder: string): Promise<void> {
  // A folder that cannot be listed may take a file all the same.
  const left = (await fs.readdir(folder).catch(() => [])).filter((name) => isLeft(UNFINISHED.exec(name)?.[1]));
  for (const name of left) await removeIfPossible(join(folder, name));
}

/** Tidies up behind work that is done, or that failed for a reason of its own: what stays is swept later. */
export async function removeIfPossible(path: string): Promise<void> {
  await fs.rm(path, { recursive: true, force: true }).catch(() => undefined);
}

function isLeft(pid: string | undefined): boolean {
  return pid !== undefined && Number(pid) !== process.pid && !isAlive(Number(pid));
}

/** Whether another process of that number runs. */
export function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}
