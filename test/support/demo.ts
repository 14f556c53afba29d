import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nativeEngines } from '../../electron/engine/nativeEngine';
import { NodeFiles } from '../../electron/engine/nodeFiles';
import type { Demo } from '../../shared/demo/generateDemo';
import { generateDemo } from '../../shared/demo/generateDemo';
import type { BankSize } from '../../shared/demo/makeBank';
import type { Truths } from '../../shared/demo/truths';
import { type Cell, records } from '../../shared/kernel/table';
import { SQL_TYPES } from '../../shared/sql/columnTypes';

export interface WrittenDemo {
  readonly folder: string;
  readonly files: NodeFiles;
  readonly demo: Demo;
  readonly truths: Truths;
  remove(): Promise<void>;
}

export type Query = (sql: string) => Promise<Record<string, Cell>[]>;

/** Writes a small demo bank to a folder of its own: 2,000 customers, 50 events each, seed 1, English, unless told otherwise. */
export async function writeDemo(size: Partial<BankSize> = {}): Promise<WrittenDemo> {
  const folder = await mkdtemp(join(tmpdir(), 'huaxiang-demo-'));
  const files = new NodeFiles();
  const customers = size.customers ?? 2000;
  const whole: BankSize = { customers, events: customers * 50, seed: 1, language: 'en', ...size };
  const demo = await generateDemo({ ...whole, files, folder: files.grant(folder) });
  const truths: Truths = JSON.parse(readFileSync(join(folder, 'truths.json'), 'utf8'));
  return { folder, files, demo, truths, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** The files that a ready workspace takes in, as tables of a database in memory with their stated types. */
export async function queryDemo({ demo, files }: WrittenDemo): Promise<{ query: Query; close: () => Promise<void> }> {
  const engine = await nativeEngines(files).open(null, { threads: 2 });
  const connection = await engine.connect();
  for (const { file, table, options } of demo.files) {
    if (options === null) continue;
    const types = Object.entries(options.types ?? {}).map(([name, type]) => `${quoted(name)}: '${SQL_TYPES[type]}'`);
    const path = quoted(files.path(file));
    const source =
      options.format === 'parquet'
        ? `read_parquet(${path})`
        : `read_csv(${path}, header = true, columns = {${types.join(', ')}})`;
    await connection.exec(`CREATE TABLE ${table} AS FROM ${source}`);
  }
  return { query: async (sql) => records(await connection.query(sql)), close: () => engine.close() };
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
