import { copyFileSync, existsSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isLossy, LOG, RENEWAL, type Rescue, type RescuedTable } from '#shared/model/rescue';
import { Fault, type HuaxiangError } from '#shared/model/result';
import { rescueWorkspace } from '../../../electron/engine/rescueWorkspace';
import { flip, HEADERS, hashOf, inBlock, inNativeKernel, loadHashes, SILENT, wrongRowsSql } from '../../support/damage';
import type { TestKernel } from '../../support/kernel';

const ROWS = 150_000;
const CALLS = 60_000;
const CUSTOMERS = 400;

const folder = mkdtempSync(join(tmpdir(), 'huaxiang-rescue-'));
const whole = join(folder, 'whole.huaxiang');
let made = 0;

beforeAll(async () => {
  await inKernel(async (kernel) => {
    await kernel.call('workspace.create', { file: kernel.grant(whole) });
    await load(kernel, 'customers', CUSTOMERS);
    await kernel.call('entities.apply', { map: { customers: { table: 'customers', key: 'id' } } });
    await kernel.call('segments.save', { segment: { id: 's', name: 'S', who: { kind: 'all', rules: [] } } });
  });
  await inKernel(async (kernel) => {
    await kernel.call('workspace.open', { file: kernel.grant(whole) });
    await load(kernel, 'payments', ROWS);
  });
  // DuckDB adds rows at the end of the file and goes on in the catalogue where that has room: what is cut off here are rows alone.
  await inKernel(async (kernel) => {
    await kernel.call('workspace.open', { file: kernel.grant(whole) });
    await load(kernel, 'calls', CALLS);
  });
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const inKernel = <T>(work: (kernel: TestKernel) => Promise<T>) => inNativeKernel(folder, work);

/** Text that no compression makes much smaller, so that a table has many blocks, and that says which row it is of. */
const load = (kernel: TestKernel, table: string, rows: number) => loadHashes(kernel, { folder, table, rows });

/** A copy of the whole workspace that `harm` was done to. */
function damaged(harm: (path: string) => void): string {
  made += 1;
  const path = join(folder, `damaged${made}.huaxiang`);
  copyFileSync(whole, path);
  harm(path);
  return path;
}

/** The blocks that hold rows of a table. */
async function blocksOf(table: string): Promise<number[]> {
  const instance = await DuckDBInstance.create(whole, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const answer = await connection.runAndReadAll(
    `SELECT DISTINCT block_id FROM pragma_storage_info('${table}') WHERE block_id >= 0 ORDER BY block_id`,
  );
  connection.closeSync();
  instance.closeSync();
  return answer.getRows().map(([block]) => Number(block));
}

/** Changes a workspace so that the change is in its log alone, and leaves both as a process would that was killed. */
async function writeLog(path: string): Promise<void> {
  const changed = `${path}.changed`;
  copyFileSync(path, changed);
  const instance = await DuckDBInstance.create(changed, { checkpoint_threshold: '1GB' });
  const connection = await instance.connect();
  await connection.run(`INSERT INTO data.customers SELECT 1000, 'new'`);
  copyFileSync(`${changed}.wal`, `${path}.wal`);
  connection.closeSync();
  instance.closeSync();
}

interface Rescued extends Rescue {
  readonly path: string;
  readonly lossy: readonly RescuedTable[];
  readonly payments: RescuedTable | undefined;
}

/** Rescues a file, which must be as it was afterwards. */
async function rescue(from: string, skip: readonly string[] = []): Promise<Rescued> {
  const before = hashOf(from);
  const to = from.replace(/huaxiang$/, 'new.huaxiang');
  const own = `${to}.rescue`;
  try {
    const found = await rescueWorkspace({ from, to, folder: own, skip }, SILENT);
    const payments = found.tables.find(({ table }) => table === 'payments');
    return { ...found, path: to, lossy: found.tables.filter(isLossy), payments };
  } finally {
    rmSync(own, { recursive: true, force: true });
    expect(hashOf(from)).toBe(before);
    expect(existsSync(`${from}.sidecar`)).toBe(false);
  }
}

async function failure(from: string): Promise<HuaxiangError> {
  const cause = await rescue(from).catch((thrown: unknown) => thrown);
  if (!(cause instanceof Fault)) throw cause;
  expect(existsSync(from.replace(/huaxiang$/, 'new.huaxiang'))).toBe(false);
  expect(cause.error.message).not.toContain('\n');
  return cause.error;
}

/** What is in a rescued workspace as the application opens it; `wrong` = payments that are not as they were, or not in order. */
async function contents(path: string) {
  return await inKernel(async (kernel) => {
    const { customers } = await kernel.call('workspace.open', { file: kernel.grant(path) });
    const tables = Object.fromEntries((await kernel.call('tables.list', {})).map(({ name, rows }) => [name, rows]));
    const segments = (await kernel.call('segments.list', {})).map(({ segment }) => segment.id).sort();
    const wrong = await kernel.countBySql(WRONG_SQL, []);
    return { customers, tables, segments, wrong };
  });
}

const WRONG_SQL = wrongRowsSql('payments');
const COMPLETE = {
  customers: CUSTOMERS,
  tables: { calls: CALLS, customers: CUSTOMERS, payments: ROWS },
  segments: ['s'],
  wrong: 0,
};

describe('a damaged workspace', () => {
  it('that is whole after all comes over whole', async () => {
    const found = await rescue(damaged(() => undefined));
    expect(found).toMatchObject({ log: 'none', customersError: null, lossy: [] });
    expect(await contents(found.path)).toEqual(COMPLETE);
  });

  it('loses the rows of a block that cannot be read, and no others', async () => {
    const blocks = await blocksOf('data.payments');
    expect(blocks.length).toBeGreaterThan(15);
    const found = await rescue(damaged((path) => flip(path, inBlock(blocks[10] ?? 0))));
    const { rows = 0, lost } = found.payments ?? {};
    // A block of this text has some 6,000 rows, of which DuckDB reads at least 2,048 at a time.
    expect(lost).toBeGreaterThan(0);
    expect(lost).toBeLessThan(12_000);
    expect(rows + (lost ?? 0)).toBe(ROWS);
    expect(found.lossy).toEqual([found.payments]);
    expect(await contents(found.path)).toEqual({ ...COMPLETE, tables: { ...COMPLETE.tables, payments: rows } });
  });

  it('keeps the other tables where every block of one is damaged', async () => {
    const [mine, theirs] = [await blocksOf('data.payments'), await blocksOf('data.customers')];
    const own = mine.filter((block) => !theirs.includes(block));
    const found = await rescue(damaged((path) => flip(path, ...own.map(inBlock))));
    expect(found.payments?.lost).toBeGreaterThan(0.9 * ROWS);
    expect(await contents(found.path)).toMatchObject({ customers: CUSTOMERS, segments: ['s'], wrong: 0 });
  });

  it('comes over up to where it is cut off', async () => {
    const blocks = await blocksOf('data.calls');
    const found = await rescue(damaged((path) => truncateSync(path, inBlock(blocks.at(-3) ?? 0))));
    const calls = found.tables.find(({ table }) => table === 'calls');
    // What was written last, the lists of tables and imports, was at the end too.
    expect(found.lossy.filter(({ schema }) => schema === 'data')).toEqual([calls]);
    expect(calls?.lost).toBeGreaterThan(0);
    expect(calls?.rows).toBeGreaterThan(0.5 * CALLS);
    expect(await contents(found.path)).toEqual({ ...COMPLETE, tables: { ...COMPLETE.tables, calls: calls?.rows } });
  });

  it('keeps its data, and lists it, where what says which tables there are is damaged', async () => {
    const theirs = await blocksOf('meta.tables');
    const found = await rescue(damaged((path) => flip(path, ...theirs.map(inBlock))));
    expect(found).toMatchObject({ customersError: null, payments: { rows: ROWS, lost: 0 } });
    expect(found.lossy.map(({ table }) => table)).toContain('tables');
    expect(await contents(found.path)).toEqual(COMPLETE);
  });

  it('is what it was before its log where the log is damaged, and says so', async () => {
    const from = damaged(() => undefined);
    await writeLog(from);
    flip(`${from}.wal`, 60);
    const before = hashOf(`${from}.wal`);
    const found = await rescue(from);
    expect(found).toMatchObject({ log: 'unreadable', lossy: [] });
    expect(await contents(found.path)).toEqual(COMPLETE);
    expect(hashOf(`${from}.wal`)).toBe(before);
  });
});

it('leaves out what ended a process before, and says so', async () => {
  const found = await rescue(
    damaged(() => undefined),
    ['data.calls', LOG, RENEWAL],
  );
  expect(found.lossy).toEqual([{ schema: 'data', table: 'calls', rows: 0, lost: null }]);
  expect(found.customersError).toMatchObject({ code: 'ENGINE_STOPPED' });
});

describe('what cannot be rescued is said in one sentence', () => {
  it.each([
    ['an empty file', (path: string) => truncateSync(path, 0), 'NOT_A_WORKSPACE'],
    ['a text', (path: string) => writeFileSync(path, 'id,text\n'.repeat(9999)), 'NOT_A_WORKSPACE'],
    ['a file that is cut inside its headers', (path: string) => truncateSync(path, 9000), 'WORKSPACE_DAMAGED'],
    ['a file with a damaged header', (path: string) => flip(path, 100), 'WORKSPACE_DAMAGED'],
    ['a file without its catalogue', (path: string) => truncateSync(path, HEADERS + 1000), 'WORKSPACE_DAMAGED'],
  ])('%s', async (_, harm, code) => {
    expect(await failure(damaged(harm))).toMatchObject({ code, hint: expect.stringMatching(/./) });
  });
});
