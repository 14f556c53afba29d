import fs, { promises } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

export type DiskError = 'ENOSPC' | 'EIO';

/** What of Node's own calls changes a disk; opening a file to read it does not. */
const OF_PATHS = ['open', 'writeFile', 'rename', 'rm', 'mkdir', 'copyFile', 'unlink'] as const;
const OF_HANDLES = ['write', 'writeFile', 'sync', 'truncate'] as const;
const AT_ONCE = ['writeFileSync', 'renameSync', 'linkSync', 'mkdirSync'] as const;

type Call = (...args: unknown[]) => unknown;

export interface DiskFault {
  /** Counted from 1. */
  readonly n: number;
  readonly error: DiskError;
  /** Every call after it fails, too. */
  readonly stays: boolean;
}

export interface Faulted<T> {
  /** What `work` came to. */
  readonly outcome: PromiseSettledResult<T>;
  /** The call that failed; null where there were fewer calls. */
  readonly failed: string | null;
}

/**
 * Runs `work` while the n-th call of this process that changes a disk fails as a disk would: the files below are the
 * real ones. What an engine asks the system for by itself is not counted.
 */
export async function withFailingDisk<T>({ n, error, stays }: DiskFault, work: () => Promise<T>): Promise<Faulted<T>> {
  let calls = 0;
  let failed: string | null = null;
  const guarded = (name: string, call: Call): Call =>
    function (this: unknown, ...args) {
      const isRead = name === 'open' && (args[1] === undefined || args[1] === 'r');
      if (isRead) return call.apply(this, args);
      calls += 1;
      if (stays ? calls < n : calls !== n) return call.apply(this, args);
      failed ??= name;
      const cause = Object.assign(new Error(`${error}: ${name}`), { code: error });
      if (name.endsWith('Sync')) throw cause;
      return Promise.reject(cause);
    };
  const restore = [
    replaced(promises, OF_PATHS, guarded),
    replaced(await handlePrototype(), OF_HANDLES, guarded),
    replaced(fs, AT_ONCE, guarded),
  ];
  syncBuiltinESMExports();
  try {
    const [outcome] = await Promise.allSettled([work()]);
    return { outcome, failed };
  } finally {
    for (const undo of restore) undo();
    syncBuiltinESMExports();
  }
}

function replaced(owner: object, names: readonly string[], by: (name: string, call: Call) => Call): () => void {
  const calls = owner as Record<string, Call>;
  const before = names.map((name) => [name, calls[name] as Call] as const);
  for (const [name, call] of before) calls[name] = by(name, call);
  return () => {
    for (const [name, call] of before) calls[name] = call;
  };
}

async function handlePrototype(): Promise<object> {
  const handle = await promises.open(process.execPath, 'r');
  await handle.close();
  return Object.getPrototypeOf(handle) as object;
}
