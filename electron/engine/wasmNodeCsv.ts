import { constants, promises as fs } from 'node:fs';
import { type AsyncDuckDB, DuckDBDataProtocol } from '@duckdb/duckdb-wasm';

/** Where a file is for the database in the worker. */
interface CsvPath {
  readonly path: string;
  release(): Promise<void>;
}

let made = 0;

/**
 * A name for a file in the worker: as a path it would be taken as a pattern. The worker opens every file for writing,
 * so one that must not be written to is read into memory.
 */
export async function csvPath(database: AsyncDuckDB, path: string, whole: () => Promise<Uint8Array>): Promise<CsvPath> {
  const name = `source-${made++}.csv`;
  if (await isWritable(path)) await database.registerFileURL(name, path, DuckDBDataProtocol.NODE_FS, true);
  else await database.registerFileBuffer(name, await whole());
  return {
    path: name,
    release: async () => {
      await database.dropFile(name);
    },
  };
}

/** A name for text in the worker's memory. */
export async function textPath(database: AsyncDuckDB, text: AsyncIterable<Uint8Array>): Promise<CsvPath> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of text) chunks.push(chunk);
  const name = `source-${made++}.csv`;
  await database.registerFileBuffer(name, Buffer.concat(chunks));
  return {
    path: name,
    release: async () => {
      await database.dropFile(name);
    },
  };
}

async function isWritable(path: string): Promise<boolean> {
  return await fs.access(path, constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  );
}
