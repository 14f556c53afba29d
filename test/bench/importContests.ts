import { join } from 'node:path';
import { nativeEngines } from '../../electron/engine/nativeEngine';
import { wasmNodeEngines } from '../../electron/engine/wasmNode';
import { SQL_TYPES } from '../../shared/sql/columnTypes';
import { type Comparison, compare } from './contest';
import { type BenchWorkspace, CALL, customersSql, emptyWorkspace } from './workspace';

const CSV_ROWS = 1_000_000;

/** Imports and pages against the database by itself, and one engine against the other. */
export async function compareImports(workspace: BenchWorkspace): Promise<Comparison[]> {
  const path = join(workspace.folder, 'rows.csv');
  await workspace.connection.exec(`COPY (${customersSql(CSV_ROWS)}) TO '${path}' (HEADER)`);
  return [
    await csvImport(workspace, path),
    await profiledImport(workspace, path),
    await page(workspace),
    ...(await compareEngines(path)),
  ];
}

async function csvImport(workspace: BenchWorkspace, path: string): Promise<Comparison> {
  const work = `import of a CSV of ${CSV_ROWS} rows / DuckDB with the same types`;
  return await compareLoads(workspace, path, work, { atMost: 1.2 }, async () => undefined);
}

async function profiledImport(workspace: BenchWorkspace, path: string): Promise<Comparison> {
  const work = 'import and profile of the same CSV / DuckDB with the same types';
  const profile = () => workspace.kernel.handlers['tables.profile']({ table: 'own' }, CALL);
  return await compareLoads(workspace, path, work, { atMost: 2 }, profile);
}

async function compareLoads(
  { kernel, connection, files }: BenchWorkspace,
  path: string,
  work: string,
  reach: Comparison['reach'],
  then: () => Promise<unknown>,
): Promise<Comparison> {
  const file = files.grant(path);
  const { columns } = await kernel.handlers['imports.run']({ file, table: 'own', options: {} }, CALL);
  await kernel.handlers['tables.drop']({ table: 'own' }, CALL);
  const types = columns.map(({ name, type }) => `'${name}': '${SQL_TYPES[type]}'`).join(', ');
  const read = `CREATE TABLE data.raw AS FROM read_csv('${path}', header = true, delim = ',', columns = {${types}})`;
  return await compare({
    work,
    reach,
    product: async () => {
      await kernel.handlers['imports.run']({ file, table: 'own', options: {} }, CALL);
      await then();
    },
    other: () => connection.exec(read),
    cleanUp: async () => {
      await kernel.handlers['tables.drop']({ table: 'own' }, CALL);
      await connection.exec('DROP TABLE data.raw');
    },
  });
}

const PAGE_ROWS = 1000;

async function page({ kernel, connection }: BenchWorkspace): Promise<Comparison> {
  const offset = (run: number) => 100_000 * (run + 1);
  const sql = (run: number) =>
    `FROM data.customers WHERE rowid >= ${offset(run)} AND rowid < ${offset(run) + PAGE_ROWS} ORDER BY rowid`;
  return await compare({
    work: `page of ${PAGE_ROWS} rows as Arrow / SQL`,
    reach: { more: 3 },
    product: (run) => kernel.handlers['tables.page']({ table: 'customers', offset: offset(run), limit: PAGE_ROWS }, CALL),
    other: (run) => connection.query(sql(run)),
  });
}

/** The engine of the page against the native one, on the same file. */
async function compareEngines(path: string): Promise<Comparison[]> {
  const native = await emptyWorkspace(nativeEngines);
  const wasm = await emptyWorkspace(wasmNodeEngines);
  try {
    return [await engineImport(native, wasm, path), await engineQuery(native, wasm)];
  } finally {
    await native.close();
    await wasm.close();
  }
}

async function engineImport(native: BenchWorkspace, wasm: BenchWorkspace, path: string): Promise<Comparison> {
  const load = ({ kernel, files }: BenchWorkspace) =>
    kernel.handlers['imports.run']({ file: files.grant(path), table: 'customers', options: {} }, CALL);
  return await compare({
    work: `wasm engine: import of a CSV of ${CSV_ROWS} rows / native engine`,
    reach: { atMost: 3.5 },
    product: () => load(wasm),
    other: () => load(native),
  });
}

async function engineQuery(native: BenchWorkspace, wasm: BenchWorkspace): Promise<Comparison> {
  const map = {
    customers: { table: 'customers', key: 'id' },
    attributes: [],
    events: [],
    balances: [],
    exposures: [],
    relations: [],
  };
  for (const { kernel } of [native, wasm]) await kernel.handlers['entities.apply']({ map }, CALL);
  const count = ({ kernel }: BenchWorkspace, run: number) =>
    kernel.handlers['rules.count']({ rule: { kind: 'sql', predicate: `visits + age > ${600_000 + run}` } }, CALL);
  return await compare({
    work: 'wasm engine: count of a condition typed as SQL / native engine',
    reach: { atMost: 3 },
    product: (run) => count(wasm, run),
    other: (run) => count(native, run),
  });
}
