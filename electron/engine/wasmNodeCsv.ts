import { constants, promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where a file is for the database in the worker. */
export interface CsvPath {
  readonly path: string;
  release(): Promise<void>;
}

interface FileBuffers {
  registerFileBuffer(name: string, bytes: Uint8Array): Promise<void>;
  dropFile(name: string): Promise<unknown>;
}

let made = 0;

/**
 * The wasm build takes `[`, `*` in a path as patterns, drops the ending `.tmp`, and opens every file for writing. So a file
 * is reached by a link with a plain name; one that must not be written to, or cannot be linked, is read into memory.
 */
export async function csvPath(database: FileBuffers, path: string, whole: () => Promise<Uint8Array>): Promise<CsvPath> {
  return (await linked(path)) ?? (await inMemory(database, await whole()));
}

async function linked(path: string): Promise<CsvPath | null> {
  const folder = await fs.mkdtemp(join(tmpdir(), 'huaxiang-'));
  const release = () => fs.rm(folder, { recursive: true, force: true });
  try {
    await fs.access(path, constants.R_OK | constants.W_OK);
    const link = join(folder, 'source.csv');
    await fs.symlink(path, link);
    return { path: link, release };
  } catch {
    await release();
    return null;
  }
}

async function inMemory(database: FileBuffers, bytes: Uint8Array): Promise<CsvPath> {
  const path = `source-${made++}.csv`;
  await database.registerFileBuffer(path, bytes);
  return {
    path,
    release: async () => {
      await database.dropFile(path);
    },
  };
}
