import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nativeEngines } from '../../electron/engine/nativeEngine';
import { NodeFiles } from '../../electron/engine/nodeFiles';
import { startKernel, type TestKernel } from './kernel';

/** How a database's file is cut. */
export const HEADERS = 12_288;
export const BLOCK = 262_144;

/** A place inside the rows of a block. */
export const inBlock = (block: number) => HEADERS + block * BLOCK + 5000;

export function flip(path: string, ...places: readonly number[]): void {
  const bytes = readFileSync(path);
  for (const place of places) bytes[place] = (bytes[place] ?? 0) ^ 0x55;
  writeFileSync(path, bytes);
}

export function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

/** A rescue's teller that nobody listens to. */
export const SILENT = { reading: () => undefined, progress: () => undefined, working: () => undefined };

export async function inNativeKernel<T>(folder: string, work: (kernel: TestKernel) => Promise<T>): Promise<T> {
  const files = new NodeFiles();
  const kernel = startKernel({ name: 'native', factory: nativeEngines(files), files, folder });
  try {
    return await work(kernel);
  } finally {
    await kernel.kernel.close();
  }
}

interface Load {
  readonly folder: string;
  readonly table: string;
  readonly rows: number;
}

/** Text that no compression makes much smaller, so that a table has many blocks, and that says which row it is of. */
export async function loadHashes(kernel: TestKernel, { folder, table, rows }: Load): Promise<void> {
  const path = join(folder, `${table}.csv`);
  const lines = Array.from({ length: rows }, (_, id) => `${id},${createHash('sha256').update(`${id}`).digest('hex')}`);
  writeFileSync(path, `id,text\n${lines.join('\n')}\n`);
  await kernel.call('imports.run', { file: kernel.grant(path), table });
}

/** Counts rows of `loadHashes` that are not as they were, or not in their order. */
export function wrongRowsSql(table: string): string {
  return `SELECT count(*) FROM (SELECT id, text, lag(id) OVER (ORDER BY rowid) AS before FROM data.${table})
    WHERE text <> sha256(CAST(id AS VARCHAR)) OR id <= before`;
}
