import { randomBytes } from 'node:crypto';
import { constants, createReadStream, promises as fs, type Stats } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { duckdbFault, noPermissionFault, notFoundFault, notRegularFault } from '#shared/engines/duckdbFault';
import type { FileInfo, Files, FileToken } from '#shared/kernel/ports';
import { Fault, fault } from '#shared/model/result';
import { say } from '#shared/model/saying';
import { removeIfPossible, unfinishedBeside } from '../folder/unfinished';

const READ_BYTES = 1 << 20;
const NO_STATFS = { bavail: 0, bsize: 0, blocks: 0 } as const;

/** Files on disk behind tokens. Only `grant`, `adopt` and `inside` make tokens known; a path never leaves this process. */
export class NodeFiles implements Files {
  readonly #paths = new Map<FileToken, string>();
  readonly #tokens = new Map<string, FileToken>();
  readonly #held = new Set<string>();

  /** The token of a path, the same one each time. */
  grant(path: string): FileToken {
    const absolute = resolve(path);
    const known = this.#tokens.get(absolute);
    if (known !== undefined) return known;
    const token = randomBytes(16).toString('base64url');
    this.adopt(token, absolute);
    return token;
  }

  /** Takes over a token that the process who asked the user has made. */
  adopt(token: FileToken, path: string): void {
    const absolute = resolve(path);
    this.#tokens.set(absolute, token);
    this.#paths.set(token, absolute);
  }

  /** @throws Fault FILE_NOT_FOUND when the token was never granted. */
  path(file: FileToken): string {
    const path = this.#paths.get(file);
    if (path === undefined) throw notFoundFault(say('file.this', {}));
    return path;
  }

  async info(file: FileToken): Promise<FileInfo> {
    const path = this.path(file);
    const stats = await asFault(path, () => fs.stat(path));
    if (!stats.isFile()) throw notRegularFault(basename(path));
    return { name: basename(path), size: stats.size, modified: stats.mtimeMs };
  }

  async exists(file: FileToken): Promise<boolean> {
    return (await statOrNull(this.path(file))) !== null;
  }

  async free(file: FileToken): Promise<number | null> {
    const { bavail, bsize, blocks } = await fs.statfs(dirname(this.path(file))).catch(() => NO_STATFS);
    // Some file systems that are reached over a network say nothing.
    return blocks === 0 ? null : bavail * bsize;
  }

  async *read(file: FileToken, range: { start?: number; end?: number } = {}): AsyncIterable<Uint8Array> {
    await this.info(file);
    const path = this.path(file);
    if (this.#held.has(await realPath(path))) throw noPermissionFault(say('workspace.openHere', { name: basename(path) }));
    const start = range.start ?? 0;
    if (range.end !== undefined && range.end <= start) return;
    const end = range.end === undefined ? {} : { end: range.end - 1 };
    try {
      yield* createReadStream(path, { start, ...end, highWaterMark: READ_BYTES }) as AsyncIterable<Uint8Array>;
    } catch (cause) {
      throw nodeFault(cause, path);
    }
  }

  async write(file: FileToken, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
    const path = this.path(file);
    const temporary = await unfinishedBeside(path, 'tmp');
    try {
      await writeWhole(temporary, chunks);
      await replaceFile(temporary, path);
    } catch (cause) {
      await removeIfPossible(temporary);
      throw nodeFault(cause, path);
    }
  }

  inside(folder: FileToken, name: string): FileToken {
    if (name !== basename(name) || ['', '.', '..'].includes(name) || name.includes('\0'))
      throw notFoundFault(say('file.this', {}));
    return this.grant(join(this.path(folder), name));
  }

  async remove(file: FileToken): Promise<void> {
    const path = this.path(file);
    await asFault(path, () => fs.rm(path, { force: true }));
  }

  /**
   * Marks an open database by its real path. Its bytes must not be read in this process: closing any handle of the file
   * would drop DuckDB's lock on it (POSIX locks belong to the process). Returns false when it is open here already.
   */
  hold(path: string): boolean {
    if (this.#held.has(path)) return false;
    this.#held.add(path);
    return true;
  }

  isHeld(path: string): boolean {
    return this.#held.has(path);
  }

  release(path: string): void {
    this.#held.delete(path);
  }
}

/** The path without links; of a file that is not there yet, its folder's. */
export async function realPath(path: string): Promise<string> {
  const exists = (await statOrNull(path)) !== null;
  return await asFault(path, async () =>
    exists ? await fs.realpath(path) : join(await fs.realpath(dirname(path)), basename(path)),
  );
}

/**
 * Whether a file is there that can be written; false when it is not but could be made.
 * @throws Fault NO_PERMISSION, FILE_NOT_REGULAR.
 */
export async function isWritableFile(path: string): Promise<boolean> {
  const stats = await statOrNull(path);
  if (stats && !stats.isFile()) throw notRegularFault(basename(path));
  await asFault(path, () => fs.access(dirname(path), constants.W_OK | constants.X_OK));
  if (stats) await asFault(path, async () => (await fs.open(path, 'r+')).close());
  return stats !== null;
}

export async function statOrNull(path: string): Promise<Stats | null> {
  try {
    return await fs.stat(path);
  } catch (cause) {
    if (errno(cause) === 'ENOENT') return null;
    throw nodeFault(cause, path);
  }
}

async function writeWhole(path: string, chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
  const handle = await fs.open(path, 'wx', 0o600);
  try {
    for await (const chunk of chunks) await handle.writeFile(chunk);
  } finally {
    await handle.close();
  }
}

/** Puts a complete file in the place of another; it is the one or the other, even after a power cut. */
export async function replaceFile(complete: string, path: string): Promise<void> {
  await sync(complete, 'r+');
  await fs.rename(complete, path);
  // A rename is only durable when the folder is; Windows has no such call. The file is there by now: it must not be told as failed.
  if (process.platform !== 'win32') await sync(dirname(path), 'r').catch(() => undefined);
}

async function sync(path: string, flags: string): Promise<void> {
  const handle = await fs.open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function asFault<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw nodeFault(cause, path);
  }
}

/** What Node says about a file as a `Fault`; anything that is not about the file stays as it is. */
export function nodeFault(cause: unknown, path: string): unknown {
  if (cause instanceof Fault) return cause;
  const name = basename(path);
  switch (errno(cause)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return notFoundFault(name);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return noPermissionFault(name);
    case 'EISDIR':
      return notRegularFault(name);
    case 'ENOSPC':
    case 'EDQUOT':
      return duckdbFault('No space left on device');
    case 'EIO':
      return fault('DISK_FAILED', 'disk.failed', {}, { hint: 'hint.checkDisk' });
    default:
      return cause;
  }
}

function errno(cause: unknown): string | undefined {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
}
