import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ExportFormat } from '#shared/model/export';
import { gb18030 } from '#shared/model/gb18030';
import { isReadable } from '#shared/model/packageReview';
import { readPackage } from '#shared/package/readPackage';
import type { KernelMethods } from '#shared/rpc/contract';
import type { Input } from '#shared/rpc/method';
import { describeEngines } from '../../support/engines';
import { openExportBank, PEOPLE, startReviewer } from '../../support/exportBank';
import { type Forgery, forgedPackage } from '../../support/forgedPackage';
import { hostileParquet } from '../../support/hostileParquet';
import type { TestKernel } from '../../support/kernel';
import type { TagKernel } from '../../support/tagKernel';

type Spec = Input<KernelMethods, 'exports.preview'>['spec'];

const KEPT = PEOPLE.filter(({ refused }) => !refused);
const DATA = 'data/customers.csv';
const PARQUET = 'data/customers.parquet';

/** A call list with every treatment in it, and values that nobody should learn. */
const CALLS = {
  name: '外呼名单',
  from: { segment: 'all' },
  columns: [
    { name: '客户', treatment: { kind: 'hash' } },
    { name: '姓名', tag: 'name', treatment: { kind: 'mask' } },
    { name: '手机', tag: 'mobile', treatment: { kind: 'mask' } },
    { name: '年龄', tag: 'age', treatment: { kind: 'generalise', to: { width: 10 } } },
    { name: '地区', tag: 'city', treatment: { kind: 'generalise', to: { region: 'province' } } },
    { name: '生日', tag: 'birthday', treatment: { kind: 'generalise', to: { unit: 'month' } } },
    { name: '余额', tag: 'balance', treatment: { kind: 'keep' } },
  ],
  purpose: '测试',
  basis: 'ownUse',
  recipient: { name: '数据部', kind: 'inside' },
  expires: '2099-12-31',
  quasi: ['年龄', '地区'],
  sensitive: ['余额', '生日'],
} satisfies Spec;

/** With true check characters, and nobody's. */
const IDS = ['110101199003070978', '11010119900307109X', '440301198506150438'];

describeEngines('the review of a package', (engine) => {
  let test: TagKernel;
  let reviewer: TestKernel;
  const path = (name: string) => join(engine.folder, name);
  const review = (name: string) => reviewer.call('packages.review', { file: reviewer.grant(path(name)) });
  const forge = (name: string, forgery: Forgery) =>
    writeFileSync(path(name), forgedPackage(readFileSync(path('csv.hxpkg')), forgery));
  const lines = () => {
    const bytes = readPackage(readFileSync(path('csv.hxpkg'))).files.get(DATA);
    return new TextDecoder().decode(bytes).trimEnd().split('\r\n');
  };
  /** The rows with other cells where a column has any for a row. */
  const planted = (columns: readonly ((row: number) => string | null)[]) => {
    const [head, ...rows] = lines();
    const changed = rows.map((line, row) => {
      const cells = line.split(',');
      return cells.map((cell, place) => columns[place]?.(row) ?? cell).join(',');
    });
    return { [DATA]: new TextEncoder().encode(`\uFEFF${[head, ...changed].map((line) => `${line}\r\n`).join('')}`) };
  };

  beforeAll(async () => {
    test = await openExportBank(engine);
    reviewer = startReviewer(engine);
    for (const format of ['csv', 'gb18030', 'xlsx', 'parquet'] satisfies ExportFormat[]) {
      await test.call('exports.request', { spec: { ...CALLS, format }, file: test.grant(path(`${format}.hxpkg`)) });
    }
  });
  afterAll(async () => {
    await test.kernel.close();
    await reviewer.kernel.close();
  });

  it.each(['csv', 'gb18030', 'xlsx', 'parquet'])(
    'finds the numbers of the manifest again in %s, and nothing that it does not say',
    async (format) => {
      const { data, checks } = await review(`${format}.hxpkg`);
      expect(data).toMatchObject({ rows: KEPT.length, undeclared: [], untreated: [], misfits: [], formulas: [] });
      const numbers = isReadable(data) ? data.numbers : [];
      expect(numbers.filter(({ isSame }) => !isSame)).toEqual([]);
      expect(numbers.filter(({ column }) => column !== null)).toHaveLength(8);
      expect(checks.filter(({ state }) => state === 'finding')).toEqual([]);
      expect(checks.filter(({ state }) => state === 'judgement').map(({ id }) => id)).toEqual(['columns', 'policy']);
    },
  );

  it('shows the rows as a table that can be asked, and nothing else', async () => {
    await review('csv.hxpkg');
    const { columns } = await reviewer.call('queries.run', {
      sql: 'SELECT "客户", max("余额") AS most FROM customers GROUP BY 1',
    });
    expect(columns.map(({ name, type }) => [name, type])).toEqual([
      ['客户', 'text'],
      ['most', 'number'],
    ]);
    const [[most] = []] = await reviewer.textCells('FROM (SELECT CAST(max("余额") AS INTEGER) FROM data.customers)');
    expect(most).toBe(String(Math.max(...KEPT.map(({ balance }) => balance))));
    expect((await reviewer.failure('queries.run', { sql: "SELECT * FROM read_csv('/etc/passwd')" })).code).toBe('INVALID_SQL');
  });

  it('reads no Parquet that is not as packages write it', async () => {
    const archive = readFileSync(path('parquet.hxpkg'));
    const good = readPackage(archive).files.get(PARQUET) ?? new Uint8Array();
    for (const [what, bytes] of hostileParquet(good)) {
      writeFileSync(path('hostile.hxpkg'), forgedPackage(archive, { files: { [PARQUET]: bytes } }));
      const { reading, data, checks } = await review('hostile.hxpkg');
      expect(reading.findings, what).toEqual([]);
      expect(data, what).toEqual({ fault: 'parquet', line: null });
      expect(checks.find(({ id }) => id === 'rows')?.state, what).toBe('finding');
    }
  });

  it('names cells that the manifest does not speak of', async () => {
    const notes = { treatment: { kind: 'keep' }, dataClass: 'C1', kind: null } as const;
    forge('planted.hxpkg', {
      files: planted([
        (row) => (row < 3 ? `"1391234567${row}"` : null),
        (row) => (row < 30 ? `"${IDS[row % IDS.length]}"` : null),
        () => null,
        (row) => (row === 0 ? '"37"' : row === 1 ? '"30–49"' : null),
        (row) => (row < 4 ? `"客户说打 1391234567${row} 找他"` : null),
        () => null,
        (row) => (row === 5 ? '"=HYPERLINK(1)"' : null),
      ]),
      manifest: (manifest) => ({
        ...manifest,
        columns: manifest.columns.map((each) => (each.name === '地区' ? { ...each, ...notes } : each)),
      }),
    });
    const { data, reading, checks } = await review('planted.hxpkg');
    const cells = KEPT.length;
    expect(reading.findings).toEqual([]);
    expect(data).toMatchObject({
      undeclared: [
        { column: '客户', kind: 'mobile', n: 3, cells },
        { column: '姓名', kind: 'residentId', n: 30, cells },
        { column: '地区', kind: 'freeText', n: 4, cells },
      ],
      untreated: [
        { column: '客户', n: 3, cells },
        { column: '姓名', n: 30, cells },
        { column: '年龄', n: 2, cells },
      ],
      formulas: [{ column: '余额', n: 1, cells }],
      misfits: [{ column: '余额', n: 1, cells }],
    });
    expect(checks.filter(({ state }) => state === 'finding').map(({ id }) => id)).toEqual([
      'rows',
      'personal',
      'risk',
      'formulas',
    ]);
  });

  it('finds numbers that a maker made better than they are', async () => {
    forge('better.hxpkg', {
      manifest: (manifest) => ({
        ...manifest,
        rows: { ...manifest.rows, leaving: manifest.rows.leaving - 20 },
        risk: {
          ...manifest.risk,
          k: (manifest.risk.k ?? 0) + 7,
          limit: 1,
          prosecutorMost: '0.000100',
          sensitive: manifest.risk.sensitive.map((each) => ({ ...each, closeness: '0.000001' })),
        },
      }),
    });
    const { data, checks, reading } = await review('better.hxpkg');
    expect(reading.findings).toEqual([]);
    const wrong = (isReadable(data) ? data.numbers : []).filter(({ isSame }) => !isSame);
    expect(wrong.map(({ measure }) => measure)).toEqual(['leaving', 'k', 'prosecutorMost', 'closeness', 'closeness']);
    expect(checks.filter(({ state }) => state === 'finding').map(({ id }) => id)).toEqual(['counts', 'risk']);
  });

  it('says why rows are not those of the manifest', async () => {
    const text = (content: string) => new TextEncoder().encode(content);
    forge('broken.hxpkg', { files: { [DATA]: gb18030(lines().join('\r\n')) } });
    expect((await review('broken.hxpkg')).data).toEqual({ fault: 'encoding', line: null });
    forge('broken.hxpkg', { files: { [DATA]: text(`${lines().slice(0, 3).join('\r\n')}\r\n"one cell"\r\n`) } });
    expect((await review('broken.hxpkg')).data).toEqual({ fault: 'cells', line: 4 });
    const { checks } = await review('broken.hxpkg');
    expect(checks.find(({ id }) => id === 'rows')?.state).toBe('finding');
    expect(await reviewer.call('tables.list', {})).toEqual([]);
  });
});
