import { appendFileSync, copyFileSync, existsSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rescue } from '#shared/model/rescue';
import { nativeEngines } from '../../../electron/engine/nativeEngine';
import { NodeFiles } from '../../../electron/engine/nodeFiles';
import { rescueWorkspace } from '../../../electron/engine/rescueWorkspace';
import { isSealed, newSeal, type Seal, sealFile } from '../../../electron/engine/sealedFile';
import { HEADER_BYTES } from '../../../electron/engine/sealedHeader';
import { vaultEngines } from '../../../electron/engine/vault';
import { BLOCK, flip, HEADERS, hashOf, inBlock, inNativeKernel, loadHashes, SILENT, wrongRowsSql } from '../../support/damage';
import { startKernel } from '../../support/kernel';

const ROWS = { customers: 500, payments: 60_000, calls: 20_000 } as const;
const PASSPHRASE = 'a sealed workspace';
const FRAME = 1 << 20;
/** Damaged blocks that are tried one after the other; all of them where a number is given that is higher. */
const TRIED = Number(process.env.HUAXIANG_FAULTS ?? 4);

const folder = mkdtempSync(join(tmpdir(), 'huaxiang-share-'));
const whole = join(folder, 'whole.huaxiang');
let segments: Segment[];
let seal: Seal;
let made = 0;

interface Segment {
  readonly table: string;
  /** Row ids. */
  readonly from: number;
  readonly to: number;
  readonly blocks: readonly number[];
}

beforeAll(async () => {
  await inNativeKernel(folder, async (kernel) => {
    await kernel.call('workspace.create', { file: kernel.grant(whole) });
    for (const [table, rows] of Object.entries(ROWS)) await loadHashes(kernel, { folder, table, rows });
    await kernel.call('entities.apply', { map: { customers: { table: 'customers', key: 'id' } } });
  });
  segments = await segmentsOf(whole);
  seal = await newSeal(PASSPHRASE);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function segmentsOf(path: string): Promise<Segment[]> {
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const found: Segment[] = [];
  for (const table of Object.keys(ROWS)) {
    const answer = await connection.runAndReadAll(
      `SELECT row_group_id * 122880 + start, count, [block_id] || additional_block_ids FROM pragma_storage_info('data.${table}') WHERE block_id >= 0`,
    );
    for (const [start, count, blocks] of answer.getRowsJson() as [unknown, unknown, unknown[]][])
      found.push({ table, from: Number(start), to: Number(start) + Number(count), blocks: blocks.map(Number) });
  }
  connection.closeSync();
  instance.closeSync();
  return found;
}

/** Rows of the data all of whose blocks are as they were. */
function readableRows(damaged: (block: number) => boolean): number {
  let readable = 0;
  for (const [table, rows] of Object.entries(ROWS)) {
    const ids = new Uint8Array(rows).fill(1);
    for (const { table: of, from, to, blocks } of segments) if (of === table && blocks.some(damaged)) ids.fill(0, from, to);
    readable += ids.reduce((sum, id) => sum + id, 0);
  }
  return readable;
}

function copyOf(path: string): string {
  made += 1;
  const copy = join(folder, `damaged${made}.huaxiang`);
  copyFileSync(path, copy);
  return copy;
}

interface Found extends Rescue {
  readonly to: string;
  readonly rows: number;
}

/** Rescues a file, which must be where and as it was afterwards, and beside which nothing may be left. */
async function rescue(from: string, passphrase?: string): Promise<Found> {
  const before = hashOf(from);
  const to = from.replace(/huaxiang$/, 'new.huaxiang');
  const order = { from, to, folder: `${to}.rescue`, skip: [], ...(passphrase === undefined ? {} : { passphrase }) };
  try {
    const found = await rescueWorkspace(order, SILENT);
    const data = found.tables.filter(({ schema }) => schema === 'data');
    return { ...found, to, rows: data.reduce((sum, { rows }) => sum + rows, 0) };
  } finally {
    rmSync(order.folder, { recursive: true, force: true });
    expect(hashOf(from)).toBe(before);
  }
}

/** Opens what was rescued: rows that are not as they were, and the last entry about a rescue. */
async function lookInto(path: string, passphrase?: string) {
  const files = new NodeFiles();
  const kernel = startKernel({ name: 'native', factory: vaultEngines(nativeEngines(files), files), files, folder });
  try {
    await kernel.call('workspace.open', { file: kernel.grant(path), ...(passphrase === undefined ? {} : { passphrase }) });
    const wrong = await Promise.all(Object.keys(ROWS).map((table) => kernel.countBySql(wrongRowsSql(table), [])));
    const { entries } = await kernel.call('audit.list', { filter: { actions: ['workspace.rescue'] }, offset: 0, limit: 10 });
    return { wrong, entries };
  } finally {
    await kernel.kernel.close();
  }
}

/** Evenly out of all, so that a small number of them lies in every part of the file. */
function tried<T>(all: readonly T[]): T[] {
  const step = Math.max(1, all.length / TRIED);
  return all.filter((_, index) => Math.floor(index % step) === 0);
}

describe('of the rows in blocks that can be read at least 99 in 100 come over', () => {
  it('whichever block of the data is damaged', async () => {
    const blocks = [...new Set(segments.flatMap(({ blocks }) => blocks))].sort((a, b) => a - b);
    expect(blocks.length).toBeGreaterThan(12);
    for (const block of tried(blocks)) {
      const from = copyOf(whole);
      flip(from, inBlock(block));
      const readable = readableRows((each) => each === block);
      const found = await rescue(from);
      expect.soft(readable, `block ${block} holds rows`).toBeLessThan(80_500);
      expect.soft(found.rows / readable, `block ${block}`).toBeGreaterThanOrEqual(0.99);
      expect.soft(found.rows, `block ${block}`).toBeLessThanOrEqual(readable);
      expect.soft((await lookInto(found.to)).wrong, `block ${block}`).toEqual([0, 0, 0]);
      for (const path of [from, found.to]) rmSync(path);
    }
  });

  it('where the end is cut off', async () => {
    const blocks = [...new Set(segments.flatMap(({ blocks }) => blocks))].sort((a, b) => a - b);
    const last = blocks.at(-1) ?? 0;
    const from = copyOf(whole);
    truncateSync(from, inBlock(last));
    const readable = readableRows((block) => block >= last);
    const outcome = await rescue(from).catch((cause: { error: { code: string } }) => cause);
    // Where the catalogue lay behind, nothing can be found any more, and that is said.
    if ('error' in outcome) expect(outcome.error.code).toBe('WORKSPACE_DAMAGED');
    else expect(outcome.rows / readable).toBeGreaterThanOrEqual(0.99);
  });

  it('whatever is wrong with the log', async () => {
    const changed = copyOf(whole);
    const instance = await DuckDBInstance.create(changed, { checkpoint_threshold: '1GB' });
    const connection = await instance.connect();
    for (let id = 0; id < 50; id++)
      await connection.run(`INSERT INTO data.customers VALUES (${1000 + id}, sha256('${1000 + id}'))`);
    const log = join(folder, 'log');
    copyFileSync(`${changed}.wal`, log);
    connection.closeSync();
    instance.closeSync();
    const { size } = statSync(log);
    const cases: [string, (path: string) => void, number][] = [
      ['as it was', () => undefined, 50],
      ['garbage behind it', (path) => appendFileSync(path, Buffer.alloc(5000, 7)), 50],
      ['cut in half', (path) => truncateSync(path, size / 2), 20],
      ['a byte in its middle', (path) => flip(path, Math.floor(size / 2)), 0],
      ['a byte in its head', (path) => flip(path, 20), 0],
      ['empty', (path) => truncateSync(path, 0), 0],
    ];
    for (const [name, harm, least] of cases) {
      const from = copyOf(whole);
      copyFileSync(log, `${from}.wal`);
      harm(`${from}.wal`);
      const found = await rescue(from);
      expect.soft(found.rows, name).toBeGreaterThanOrEqual(80_500 + least);
      expect.soft((await lookInto(found.to)).wrong, name).toEqual([0, 0, 0]);
    }
  });
});

it('writes into the chain where it is from and what is lost', async () => {
  const block = segments.find(({ table }) => table === 'calls')?.blocks[0] ?? 0;
  const from = copyOf(whole);
  flip(from, inBlock(block));
  const found = await rescue(from);
  const { entries } = await lookInto(found.to);
  const calls = found.tables.find(({ table }) => table === 'calls');
  expect(entries).toHaveLength(1);
  expect(JSON.parse(entries[0]?.detail ?? '')).toMatchObject({
    from: from.slice(folder.length + 1),
    rows: found.rows,
    of: 80_500,
    unknown: 0,
    lost: { 'data.calls': calls?.lost },
  });
});

describe('an encrypted workspace', () => {
  /** A sealed copy of the whole one, with harm done to it. */
  async function sealed(harm: (path: string) => void): Promise<string> {
    const path = copyOf(whole);
    await sealFile(whole, path, seal);
    harm(path);
    return path;
  }
  const inFrame = (frame: number) => HEADER_BYTES + frame * (FRAME + 16) + 5000;

  it('is rescued from the frames that open, and is encrypted again', async () => {
    const frame = 2;
    const found = await rescue(await sealed((path) => flip(path, inFrame(frame))), PASSPHRASE);
    const touches = (block: number) =>
      HEADERS + block * BLOCK < (frame + 1) * FRAME && HEADERS + (block + 1) * BLOCK > frame * FRAME;
    const readable = readableRows(touches);
    expect(readable).toBeLessThan(80_500);
    expect(found.rows / readable).toBeGreaterThanOrEqual(0.99);
    expect(found.rows).toBeLessThan(80_500);
    expect(found.sealed).toBe(true);
    expect(await isSealed(found.to)).toBe(true);
    expect((await lookInto(found.to, PASSPHRASE)).wrong).toEqual([0, 0, 0]);
  });

  it.each([
    ['another passphrase', (_: string) => undefined, 'another one', 'WRONG_PASSPHRASE'],
    ['no passphrase', (_: string) => undefined, undefined, 'WORKSPACE_SEALED'],
    ['a damaged head', (path: string) => flip(path, 20), PASSPHRASE, 'WRONG_PASSPHRASE'],
    ['a head that is none', (path: string) => flip(path, 10), PASSPHRASE, 'WORKSPACE_DAMAGED'],
    ['its first frame lost', (path: string) => flip(path, inFrame(0)), PASSPHRASE, 'WORKSPACE_DAMAGED'],
    ['nothing but its head', (path: string) => truncateSync(path, HEADER_BYTES), PASSPHRASE, 'WORKSPACE_DAMAGED'],
  ])('with %s is refused in one sentence', async (_, harm, passphrase, code) => {
    const from = await sealed(harm);
    await expect(rescue(from, passphrase)).rejects.toMatchObject({ error: { code, hint: expect.stringMatching(/./) } });
    expect(existsSync(from.replace(/huaxiang$/, 'new.huaxiang'))).toBe(false);
  });
});
