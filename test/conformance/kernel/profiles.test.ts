import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ImportOptions } from '../../../shared/model/import';
import type { ColumnProfile, TableProfile } from '../../../shared/model/profile';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

const BANK_FILE = '../shared/data/bank/bank-full.csv';

interface BankColumn {
  readonly distinct: number;
  readonly top: readonly { readonly value: string; readonly n: number }[];
  readonly shortest?: number;
  readonly longest?: number;
  readonly min?: number;
  readonly max?: number;
  readonly mean?: number;
  readonly deviation?: number;
  readonly quantiles?: readonly number[];
  readonly deciles?: readonly number[];
}

interface Stability {
  readonly expected: readonly number[];
  readonly actual: readonly number[];
  readonly psi: number;
}

const bank = golden<{ rows: number; columns: Record<string, BankColumn> }>('bankColumns.json');
const stability = golden<{ columns: Record<string, Stability> }>('stability.json');

function golden<T>(name: string): T {
  return JSON.parse(readFileSync(`test/golden/profile/${name}`, 'utf8')) as T;
}

describeEngines('the profile of a table', (engine) => {
  let test: TestKernel;

  beforeAll(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: test.grant(join(engine.folder, 'profiles.huaxiang')) });
  });
  afterAll(() => test.kernel.close());

  it('has the figures of the bank as NumPy has them', async () => {
    await test.call('imports.run', { file: test.grant(BANK_FILE), table: 'bank', options: {} });
    const profile = await test.call('tables.profile', { table: 'bank' });
    expect(profile.rows).toBe(bank.rows);
    expect(profile.former).toBeUndefined();
    expect(profile.columns.map(({ name }) => name)).toEqual(Object.keys(bank.columns));
    for (const column of profile.columns) expectColumn(column, bank.columns[column.name]);
  });

  it('compares the bank’s second half with its first, which nobody had looked at', async () => {
    const [header = '', ...rows] = readFileSync(BANK_FILE, 'utf8').trimEnd().split('\n');
    const half = Math.floor(rows.length / 2);
    await load('halves', [header, ...rows.slice(0, half)].join('\n'));
    await load('HALVES', [header, ...rows.slice(half)].join('\n'));
    const profile = await test.call('tables.profile', { table: 'halves' });
    expect(profile.former).toMatchObject({ rows: half, vanishedColumns: [] });
    for (const [name, { psi }] of Object.entries(stability.columns)) {
      const change = columnOf(profile, name).change;
      expect(change?.psi).toBeCloseTo(psi, 10);
      expect(change?.drift).toBe(psi > 0.25 ? 'strong' : psi > 0.1 ? 'moderate' : change?.reasons.length ? 'moderate' : 'none');
    }
    expect(columnOf(profile, 'age').change).toMatchObject({ basis: 'deciles', drift: 'none', reasons: [] });
    expect(columnOf(profile, 'month').change).toMatchObject({ basis: 'values', drift: 'strong' });
  });

  it('tells text by shape, length, blank cells and examples', async () => {
    const texts = ['张三', '李四', '王小明', 'ab-12', 'xyz-3', '   ', '"a, 1"', '', 'é9', '13800001111'];
    await load('texts', `id,text\n${texts.map((text, index) => `${index},${text}`).join('\n')}\n`);
    const profile = await test.call('tables.profile', { table: 'texts' });
    expect(columnOf(profile, 'text')).toMatchObject({
      type: 'text',
      nulls: 1,
      distinct: 9,
      examples: ['张三', '李四', '王小明', 'ab-12', 'xyz-3'],
      text: {
        shortest: 2,
        longest: 11,
        blank: 1,
        patterns: [
          { pattern: '字{2,3}', n: 3 },
          { pattern: 'a{2,3}-9{1,2}', n: 2 },
          { pattern: '   ', n: 1 },
          { pattern: '9{11}', n: 1 },
          { pattern: 'a, 9', n: 1 },
          { pattern: 'a9', n: 1 },
        ],
      },
    });
  });

  it('orders days and times, and leaves what is no number out of the figures', async () => {
    const text = [
      'day,time,flag,amount',
      '2024-02-28,2024-02-28 06:00:00,true,1e308',
      '2024-03-02,2024-02-28 12:00:00,false,inf',
      '2024-03-02,2024-02-28 18:00:00,true,nan',
      ',,,1e308',
    ].join('\n');
    await load('days', text, { types: { amount: 'number' } });
    const profile = await test.call('tables.profile', { table: 'days' });
    // 2024-02-28 is day 19,781; the mean of +0, +3, +3 days is +2, with squares 4 + 1 + 1 over two.
    const day = columnOf(profile, 'day');
    expect(day.spread).toMatchObject({ n: 3, min: 19_781, max: 19_784, mean: 19_783, quantiles: repeat(19_781, 3, 19_784) });
    expect(day.spread?.deviation).toBeCloseTo(Math.sqrt(3), 12);
    expect(day.spread?.histogram).toEqual([
      { from: 19_781, to: 19_782, n: 1 },
      { from: 19_782, to: 19_783, n: 0 },
      { from: 19_783, to: 19_784, n: 0 },
      { from: 19_784, to: 19_785, n: 2 },
    ]);
    expect(columnOf(profile, 'time').spread).toMatchObject({ min: 19_781.25, mean: 19_781.5, max: 19_781.75 });
    expect(columnOf(profile, 'flag')).toMatchObject({
      nulls: 1,
      distinct: 2,
      values: [
        { value: 'true', n: 2 },
        { value: 'false', n: 1 },
      ],
    });
    const amount = columnOf(profile, 'amount');
    expect(amount).toMatchObject({
      nulls: 0,
      distinct: 3,
      spread: { n: 2, min: 1e308, max: 1e308, mean: null, deviation: null },
    });
  });

  it('flags unknown values, values and columns that came or went, and a type that changed', async () => {
    const rows = (count: number, row: (at: number) => string) => Array.from({ length: count }, (_, at) => row(at)).join('\n');
    await load('drift', `branch,note,code,gone\n${rows(200, (at) => `${at % 2 ? '东' : '西'},x,${at},1`)}`);
    const first = await test.call('tables.profile', { table: 'drift' });
    expect(await test.call('tables.profile', { table: 'drift' })).toEqual(first);
    await load('drift', `branch,note,code,new\n${rows(200, (at) => `${at % 2 ? '东' : '南'},${at % 10 ? 'x' : ''},A${at},1`)}`);
    const profile = await test.call('tables.profile', { table: 'drift' });
    expect(profile.former).toEqual({ receipt: first.receipt, rows: 200, vanishedColumns: ['gone'] });
    expect(columnOf(profile, 'new').change).toBeNull();
    expect(columnOf(profile, 'code').change).toMatchObject({
      formerType: 'integer',
      basis: 'known',
      drift: 'strong',
      reasons: ['type'],
    });
    expect(columnOf(profile, 'branch').change).toMatchObject({
      appeared: [{ value: '南', n: 100 }],
      vanished: [{ value: '西', n: 100 }],
      drift: 'strong',
      reasons: ['distribution', 'values'],
    });
    // A tenth became unknown: (0.9 − 1) ln 0.9 + (0.1 − 0.0001) ln 1000.
    const note = columnOf(profile, 'note').change;
    expect(note).toMatchObject({ formerNulls: 0, drift: 'strong', reasons: ['distribution', 'nulls'] });
    expect(note?.psi).toBeCloseTo(0.1 * Math.log(1 / 0.9) + 0.0999 * Math.log(1000), 12);
  });

  it('is stopped by a cancel, and kept nowhere once its table is deleted', async () => {
    await load('brief', 'a\n1\n2\n');
    const stop = new AbortController();
    const error = await test.failure('tables.profile', { table: 'brief' }, stop.signal, () => stop.abort());
    expect(error.code).toBe('CANCELLED');
    const { receipt } = await test.call('tables.profile', { table: 'brief' });
    const kept = 'SELECT count(*) FROM meta.profiles WHERE receipt = $1';
    expect(await test.countBySql(kept, [receipt])).toBe(1);
    await test.call('tables.drop', { table: 'brief' });
    expect(await test.countBySql(kept, [receipt])).toBe(0);
    expect(await test.failure('tables.profile', { table: 'brief' })).toMatchObject({ code: 'UNKNOWN_TABLE' });
  });

  it('comes to a workspace of an older Huaxiang, which has no place for it', async () => {
    const old = startKernel(engine);
    const file = old.grant(join(engine.folder, 'old.huaxiang'));
    await old.call('workspace.create', { file });
    await old.call('imports.run', { file: old.grant(join(engine.folder, 'load.csv')), table: 'brief', options: {} });
    for (const table of ['profiles', 'versions']) await old.countBySql(`DROP TABLE meta.${table}`, []);
    await old.countBySql("UPDATE meta.workspace SET value = '1' WHERE key = 'schemaVersion'", []);
    await old.call('workspace.close', {});
    await old.call('workspace.open', { file });
    const profile = await old.call('tables.profile', { table: 'brief' });
    expect(await old.call('tables.profile', { table: 'brief' })).toEqual(profile);
    await old.kernel.close();
  });

  async function load(table: string, text: string, options: ImportOptions = {}): Promise<void> {
    const path = join(engine.folder, 'load.csv');
    writeFileSync(path, text);
    await test.call('imports.run', { file: test.grant(path), table, options });
  }
});

function columnOf({ columns }: TableProfile, wanted: string): ColumnProfile {
  const column = columns.find(({ name }) => name === wanted);
  if (!column) throw new Error(`no column ${wanted}`);
  return column;
}

function expectColumn(column: ColumnProfile, wanted: BankColumn | undefined): void {
  const { spread, text } = column;
  expect(column).toMatchObject({ nulls: 0, distinct: wanted?.distinct });
  expect(column.values.slice(0, 3).map(({ n }) => n)).toEqual(wanted?.top.map(({ n }) => n));
  expect([text?.shortest, text?.longest]).toEqual([wanted?.shortest, wanted?.longest]);
  expect([spread?.min, spread?.max, spread?.deciles.edges]).toEqual([
    wanted?.min,
    wanted?.max,
    wanted?.deciles && [...new Set(wanted.deciles)],
  ]);
  if (!spread) return;
  expect(spread.mean).toBeCloseTo(wanted?.mean ?? Number.NaN, 9);
  expect(spread.deviation).toBeCloseTo(wanted?.deviation ?? Number.NaN, 7);
  for (const [at, quantile] of spread.quantiles.entries()) expect(quantile).toBeCloseTo(wanted?.quantiles?.[at] ?? Number.NaN, 9);
  for (const counts of [spread.histogram.map(({ n }) => n), spread.deciles.counts])
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(bank.rows);
}

/** Seven quantiles: the lower value for the first of them. */
function repeat(low: number, times: number, high: number): number[] {
  return Array.from({ length: 7 }, (_, at) => (at < times ? low : high));
}
