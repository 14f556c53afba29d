import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LockMark } from '#shared/kernel/ports';

/** A file beside that of the key, as long as the window is locked. */
export function nodeLockMark(keyFile: string): LockMark {
  const file = join(dirname(keyFile), 'locked');
  return {
    read: () => existsSync(file),
    write: (isLocked) => (isLocked ? writeFileSync(file, '', { mode: 0o600, flush: true }) : rmSync(file, { force: true })),
  };
}
