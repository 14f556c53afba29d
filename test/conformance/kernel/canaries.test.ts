import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { gb18030 } from '#shared/model/gb18030';
import { isReadable } from '#shared/model/packageReview';
import { canaryCommitment } from '#shared/package/canaryNumbers';
import { readPackage } from '#shared/package/readPackage';
import type { KernelMethods } from '#shared/rpc/contract';
import type { Input } from '#shared/rpc/method';
import { describeEngines } from '../../support/engines';
import { COARSE, openExportBank, PEOPLE, startReviewer } from '../../support/exportBank';
import type { TestKernel } from '../../support/kernel';
import { writeParquet } from '../../support/parquet';
import { plainClasses } from '../../support/plainRisk';
import type { TagKernel } from '../../support/tagKernel';

type Spec = Input<KernelMethods, 'exports.preview'>['spec'];

const KEPT = PEOPLE.filter(({ refused }) => !refused);
const DATA = 'data/customers.csv';

const AGES = { ...COARSE, expires: '2099-12-31', sensitive: ['地区'], canaries: 5 } satisfies Spec;

/** Names and numbers leave as they are. */
const CALLS = {
  ...AGES,
  name: '外呼名单',
  columns: [
    { name: '客户', treatment: { kind: 'keep' } },
    { name: '姓名', tag: 'name', treatment: { kind: 'keep' } },
    { name: '手机', tag: 'mobile', treatment: { kind: 'keep' } },
    { name: '余额', tag: 'balance', treatment: { kind: 'keep' } },
  ],
  quasi: [],
  sensitive: [],
  canaries: 3,
} satisfies Spec;

const DECOYS = [
  { name: '周明', mobile: '19900000001' },
  { name: '吴静', mobile: '19900000002' },
  { name: '郑浩', mobile: '19900000003' },
  // A customer has this number, so nothing may stand in its place.
  { name: '冯磊', mobile: PEOPLE[0]?.mobile ?? '' },
];

describeEngines('canary rows', (engine) => {
  let test: TagKernel;
  let reviewer: TestKernel;
  const path = (name: string) => join(engine.folder, name);
  const opened = (name: string) => readPackage(readFileSync(path(name)));
  const rowsIn = (name: string) => {
    const text = new TextDecoder().decode(opened(name).files.get(DATA));
    const [, ...lines] = text.trimEnd().split('\r\n');
    return lines.map((line) => line.split(',').map((cell) => cell.replaceAll('"', '')));
  };
  const write = (spec: Spec, name: string) => test.call('exports.write', { spec, file: test.grant(path(name)) });
  const trace = (name: string) => test.call('exports.trace', { file: test.grant(path(name)) });
  const save = (name: string, rows: readonly (readonly string[])[], delimiter = ',') => {
    writeFileSync(path(name), rows.map((cells) => `${cells.join(delimiter)}\n`).join(''));
    return name;
  };

  beforeAll(async () => {
    test = await openExportBank(engine);
    reviewer = startReviewer(engine);
    const { publicKey } = await reviewer.call('keys.own', {});
    await test.call('exportPolicy.save', { policy: { reviewers: [{ name: '合规', publicKey }] } });
  });
  afterAll(async () => {
    await test.kernel.close();
    await reviewer.kernel.close();
  });

  it('stand among the customers of a file, in classes that are large without them, and are counted apart', async () => {
    const written = await write(AGES, 'ages.hxpkg');
    expect(written).toMatchObject({ rows: KEPT.length, canaries: 5 });
    const { manifest, findings } = opened('ages.hxpkg');
    expect(findings).toEqual([]);
    expect(manifest?.rows).toMatchObject({ found: 240, leaving: KEPT.length });
    const rows = rowsIn('ages.hxpkg');
    expect(rows).toHaveLength(KEPT.length + 5);
    expect(new Set(rows.map(([code]) => code)).size).toBe(rows.length);
    expect(rows.every(([code]) => /^h[\w-]{22}$/.test(code ?? ''))).toBe(true);
    const told = rows.map(([, age = '', place = '']) => ({ age, place }));
    const sizes = plainClasses(told, ['age', 'place']).map(({ length }) => length);
    const ofCustomers = KEPT.map(({ age, city }) => ({ age: Math.floor(age / 10), place: '深圳广州'.includes(city) ? 1 : 0 }));
    const without = plainClasses(ofCustomers, ['age', 'place']).map(({ length }) => length);
    expect(manifest?.canaries?.risk).toMatchObject({ k: Math.min(...sizes), classes: sizes.length });
    expect(manifest?.risk).toMatchObject({ k: Math.min(...without), classes: without.length });
    expect(sizes.length).toBe(without.length);
  });

  it('are found good by a reviewer, who is told how many there are and not which', async () => {
    const review = await reviewer.call('packages.review', { file: reviewer.grant(path('ages.hxpkg')) });
    expect(review.checks.filter(({ state }) => state === 'finding')).toEqual([]);
    if (!isReadable(review.data)) throw new Error('unreadable');
    expect(review.data.rows).toBe(KEPT.length + 5);
    expect(review.data.numbers.filter(({ isSame }) => !isSame)).toEqual([]);
  });

  it('tell the package of a list that lost columns, rows, order and its head', async () => {
    await write({ ...AGES, recipient: { name: '另一处', kind: 'inside' } }, 'other.hxpkg');
    const codes = rowsIn('ages.hxpkg').map(([code, age]) => [age ?? '', code ?? '']);
    const found = await trace(save('leaked.txt', codes.reverse(), '\t'));
    expect(found).toMatchObject({ rows: KEPT.length + 5, customers: KEPT.length, canaries: 5 });
    expect(found.packages[0]).toMatchObject({
      id: 'E0001',
      verdict: 'certain',
      canaries: { found: 5, of: 5 },
      customers: { found: KEPT.length, of: KEPT.length },
      byPseudonym: true,
    });
    expect(found.packages.slice(1).map(({ id, verdict }) => [id, verdict])).toEqual([['E0002', 'possible']]);
  });

  it('tell the package of a list that is Parquet, as it left and in another order', async () => {
    await write({ ...AGES, format: 'parquet' }, 'parquet.hxpkg');
    const { id } = opened('parquet.hxpkg').manifest ?? {};
    writeFileSync(path('found.parquet'), opened('parquet.hxpkg').files.get('data/customers.parquet') ?? '');
    await writeParquet(path('again.parquet'), `FROM read_parquet('${path('found.parquet')}') ORDER BY 1`);
    for (const name of ['found.parquet', 'again.parquet']) {
      const [first] = (await trace(name)).packages;
      expect(first, name).toMatchObject({ id, verdict: 'certain', canaries: { found: 5, of: 5 } });
    }
    writeFileSync(path('broken.parquet'), readFileSync(path('found.parquet')).subarray(0, 200));
    const refused = await test.failure('exports.trace', { file: test.grant(path('broken.parquet')) });
    expect(refused).toMatchObject({ code: 'INVALID_EXPORT', message: expect.stringContaining('no table that can be read') });
  });

  it('are proved by what the workspace kept, against the commitment of the manifest', async () => {
    const [first] = (await trace('leaked.txt')).packages;
    const { manifest } = opened('ages.hxpkg');
    if (!first?.proof) throw new Error('no proof');
    expect(canaryCommitment('E0001', first.proof)).toBe(manifest?.canaries?.commitment);
    const rows = new Set(rowsIn('ages.hxpkg').map((cells) => cells.join()));
    expect(first.proof.rows.every((cells) => rows.has(cells.join()))).toBe(true);
    const [one, ...others] = first.proof.rows;
    expect(canaryCommitment('E0001', { ...first.proof, rows: [...others, one ?? []] })).not.toBe(manifest?.canaries?.commitment);
  });

  it('are of nobody: numbers and names are those of the policy, keys no customer has', async () => {
    expect(await test.failure('exports.preview', { spec: CALLS })).toMatchObject({
      code: 'INVALID_EXPORT',
      message: expect.stringContaining('3 decoys are needed'),
    });
    const { publicKey } = await reviewer.call('keys.own', {});
    const policy = { reviewers: [{ name: '合规', publicKey }], decoys: DECOYS, canaries: { partner: 3 } };
    await test.call('exportPolicy.save', { policy });
    const spec = { ...CALLS, canaries: 0, recipient: { name: '外呼中心', kind: 'partner' as const } };
    expect(await test.call('exports.preview', { spec })).toMatchObject({ rows: KEPT.length, canaries: 3 });
    await test.call('exports.request', { spec, file: test.grant(path('calls.hxpkg')) });
    const known = new Set(PEOPLE.map(({ id }) => id));
    const made = rowsIn('calls.hxpkg').filter(([key]) => !known.has(key ?? ''));
    expect(made.map(([, name, mobile]) => `${name} ${mobile}`).sort()).toEqual([
      '吴静 19900000002',
      '周明 19900000001',
      '郑浩 19900000003',
    ]);
    expect(made.every(([key, , , balance]) => /^P\d{4}$/.test(key ?? '') && /^\d+$/.test(balance ?? ''))).toBe(true);
  });

  it('are the same when what was asked for is released, and tell results that come back for them', async () => {
    await reviewer.call('packages.decide', {
      file: reviewer.grant(path('calls.hxpkg')),
      reviewer: '合规',
      verdict: 'approved',
      reasons: '可以',
      to: reviewer.grant(path('calls.decision')),
    });
    const [{ id } = { id: '' }] = await test.call('exports.list', {});
    const asked = { id, decision: test.grant(path('calls.decision')), file: test.grant(path('left.hxpkg')) };
    expect(await test.call('exports.release', asked)).toMatchObject({ rows: KEPT.length, canaries: 3 });
    expect(rowsIn('left.hxpkg')).toEqual(rowsIn('calls.hxpkg'));
    const known = new Set(PEOPLE.map(({ id: key }) => key));
    const results = rowsIn('left.hxpkg').map(([key]) => [key ?? '', 'reached']);
    const bought = results.filter(([key], row) => row % 3 === 0 || !known.has(key ?? ''));
    const found = await trace(save('results.csv', [['key', 'outcome'], ...bought]));
    expect(found.canaries).toBe(3);
    expect(found.customers).toBe(bought.length - 3);
    expect(found.packages[0]).toMatchObject({ id, verdict: 'certain', canaries: { found: 3, of: 3 } });
  });

  it('stay out where a column would give them away, or nothing tells a row', async () => {
    const refused = (change: Partial<Spec>) => test.failure('exports.preview', { spec: { ...AGES, ...change } });
    const city = { name: '城市', tag: 'city', treatment: { kind: 'keep' } } as const;
    expect((await refused({ columns: [city], quasi: [], sensitive: [] })).message).toContain('could not be known again');
    const age = { name: '年龄', tag: 'age', treatment: { kind: 'keep' } } as const;
    const birthday = { name: '生日', tag: 'birthday', treatment: { kind: 'keep' } } as const;
    const fine = [{ name: '客户', treatment: { kind: 'hash' } } as const, age, birthday, city];
    const alone = { columns: fine, quasi: ['年龄', '生日', '城市'], suppress: false, sensitive: [] };
    expect((await refused(alone)).message).toContain('no class that is large enough');
  });
});

describeEngines('the order of a list', (engine) => {
  let test: TagKernel;
  const path = (name: string) => join(engine.folder, name);
  const PLAIN = { ...CALLS, canaries: 0, columns: CALLS.columns.slice(0, 1) };

  beforeAll(async () => {
    test = await openExportBank(engine);
    await test.call('exportPolicy.save', { policy: { approval: 'sensitive' } });
  });
  afterAll(() => test.kernel.close());

  const keys = async (spec: Spec, name: string) => {
    await test.call('exports.request', { spec, file: test.grant(path(name)) });
    const text = new TextDecoder().decode(readPackage(readFileSync(path(name))).files.get(DATA));
    return text
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((cell) => cell.replaceAll('"', ''));
  };

  it('is another one for each package, gives away nothing, and tells whose list it is', async () => {
    const first = await keys(PLAIN, 'one.hxpkg');
    const again = await keys(PLAIN, 'two.hxpkg');
    const other = await keys({ ...PLAIN, recipient: { name: '别处', kind: 'inside' } }, 'three.hxpkg');
    for (const list of [again, other]) {
      expect(list).not.toEqual(first);
      expect([...list].sort()).toEqual([...first].sort());
    }
    const ahead = first.filter((key, at) => at > 0 && key > (first[at - 1] ?? '')).length;
    expect(Math.abs(ahead / (first.length - 1) - 0.5)).toBeLessThan(0.12);

    writeFileSync(
      path('found.csv'),
      gb18030(
        `客户;备注\n${again
          .filter((_, at) => at % 2 === 0)
          .map((key) => `${key};无`)
          .join('\n')}`,
      ),
    );
    const { packages } = await test.call('exports.trace', { file: test.grant(path('found.csv')) });
    expect(packages[0]).toMatchObject({ id: 'E0002', verdict: 'likely' });
    expect(packages.slice(1).map(({ verdict }) => verdict)).toEqual(['possible', 'possible']);
    const [{ order } = { order: null }] = packages;
    expect(order).toEqual({ pairs: Math.ceil(again.length / 2) - 1, inOrder: Math.ceil(again.length / 2) - 1 });
  });

  it('is not asked of what is no list', async () => {
    writeFileSync(path('nothing.csv'), Buffer.from([0, 1, 2, 0xff]));
    const refused = await test.failure('exports.trace', { file: test.grant(path('nothing.csv')) });
    expect(refused).toMatchObject({ code: 'INVALID_EXPORT', message: expect.stringContaining('no table that can be read') });
    writeFileSync(path('strangers.csv'), 'id\n1\n2\n');
    expect(await test.call('exports.trace', { file: test.grant(path('strangers.csv')) })).toEqual({
      rows: 3,
      customers: 0,
      canaries: 0,
      packages: [],
    });
  });
});
