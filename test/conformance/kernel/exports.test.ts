import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readPackage } from '#shared/package/readPackage';
import { storedZip } from '#shared/package/storedZip';
import { undoSafeText } from '#shared/privacy/safeCell';
import type { KernelMethods } from '#shared/rpc/contract';
import type { Input } from '#shared/rpc/method';
import { describeEngines } from '../../support/engines';
import { COARSE, openExportBank, PEOPLE, startReviewer } from '../../support/exportBank';
import type { TestKernel } from '../../support/kernel';
import { plainClasses } from '../../support/plainRisk';
import type { TagKernel } from '../../support/tagKernel';

type Spec = Input<KernelMethods, 'exports.preview'>['spec'];

const KEPT = PEOPLE.filter(({ refused }) => !refused);

/** What a call list holds; somebody has to agree to it. */
const CALLS = {
  ...COARSE,
  name: '外呼名单',
  columns: [
    { name: '客户', treatment: { kind: 'keep' } },
    { name: '姓名', tag: 'name', treatment: { kind: 'mask' } },
    { name: '手机', tag: 'mobile', treatment: { kind: 'mask' } },
    { name: '余额', tag: 'balance', treatment: { kind: 'keep' } },
    { name: '生日', tag: 'birthday', treatment: { kind: 'generalise', to: { unit: 'month' } } },
  ],
  quasi: [],
} satisfies Spec;

describeEngines('an export', (engine) => {
  let test: TagKernel;
  let reviewer: TestKernel;
  const path = (name: string) => join(engine.folder, name);
  const dataIn = (name: string) => textOf(readPackage(readFileSync(path(name))).files.get('data/customers.csv'));
  const addReviewer = async () => {
    const { publicKey } = await reviewer.call('keys.own', {});
    await test.call('exportPolicy.save', { policy: { reviewers: [{ name: '合规', publicKey }] } });
  };
  const request = (spec: Spec, name: string) => test.call('exports.request', { spec, file: test.grant(path(name)) });
  const decide = (name: string, to: string, more: Partial<Input<KernelMethods, 'packages.decide'>> = {}) =>
    reviewer.call('packages.decide', {
      file: reviewer.grant(path(name)),
      reviewer: '合规',
      verdict: 'approved',
      reasons: '用途正当',
      to: reviewer.grant(path(to)),
      ...more,
    });
  const release = (id: string, decision: string, name: string) => ({
    id,
    decision: test.grant(path(decision)),
    file: test.grant(path(name)),
  });

  beforeAll(async () => {
    test = await openExportBank(engine);
    reviewer = startReviewer(engine);
  });
  afterAll(async () => {
    await test.kernel.close();
    await reviewer.kernel.close();
  });

  it('shows what would leave: who is withheld, values before and after, risk of those who leave', async () => {
    const preview = await test.call('exports.preview', { spec: { ...CALLS, quasi: ['生日'], suppress: false } });
    expect(preview).toMatchObject({ found: 240, rows: KEPT.length, suppressed: 0 });
    expect(preview.withheld).toMatchObject([{ label: '拒绝联系', first: 240 - KEPT.length }]);
    for (const row of preview.after) {
      const person = PEOPLE.find(({ id }) => id === row[0]);
      const mobile = `${person?.mobile.slice(0, 3)}****${person?.mobile.slice(7)}`;
      expect(row.slice(2)).toEqual([mobile, String(person?.balance), person?.birthday.slice(0, 7)]);
    }
    expect(preview.before.flat().filter((cell) => PEOPLE.some(({ mobile }) => mobile === cell))).toEqual([]);
    const months = KEPT.map(({ birthday }) => ({ month: birthday.slice(0, 7) }));
    const sizes = plainClasses(months, ['month']).map(({ length }) => length);
    expect(preview.risk).toMatchObject({ rows: KEPT.length, classes: sizes.length, k: Math.min(...sizes), limit: 5 });
    expect(preview.coarser.map(({ to }) => to)).toEqual([{ unit: 'quarter' }, { unit: 'year' }]);
    expect(preview.approval).toEqual(['class', 'small']);
  });

  it('leaves small classes behind, and with them others until those are no small class', async () => {
    const columns = [{ name: '年龄', tag: 'age', treatment: { kind: 'keep' } }] as const;
    const spec = { ...COARSE, columns: [...columns], quasi: ['年龄'] };
    const { below } = (await test.call('exports.preview', { spec: { ...spec, suppress: false } })).risk;
    const { risk, suppressed, rows } = await test.call('exports.preview', { spec });
    expect(below).toBeGreaterThan(0);
    expect(risk.k).toBeGreaterThanOrEqual(5);
    expect(rows + suppressed).toBe(KEPT.length);
    expect(suppressed).toBeGreaterThanOrEqual(Math.max(5, below));
  });

  it('is written where nobody has to agree, with text that no spreadsheet calculates', async () => {
    const written = await test.call('exports.write', { spec: COARSE, file: test.grant(path('coarse.hxpkg')) });
    const reading = await reviewer.call('packages.read', { file: reviewer.grant(path('coarse.hxpkg')) });
    expect(reading).toMatchObject({
      findings: [],
      hash: written.hash,
      manifest: { kind: 'package', rows: { found: 240, leaving: KEPT.length } },
    });
    const [head, ...lines] = dataIn('coarse.hxpkg').split('\r\n').slice(0, -1);
    expect(head).toBe('\uFEFF"客户","年龄","地区"');
    const told = lines.map((line) => line.replace(/^"h[\w-]{22}",/, '')).sort();
    const plain = KEPT.map(({ age, city }) => {
      const low = Math.floor(age / 10) * 10;
      return `"${low}–${low + 9}","${'深圳广州'.includes(city) ? '广东省' : '浙江省'}"`;
    });
    expect(told).toEqual(plain.sort());
  });

  it('gives a customer one pseudonym for a recipient, and another for the next', async () => {
    const pseudonyms = async (name: string) => {
      const { after } = await test.call('exports.preview', { spec: { ...COARSE, recipient: { name, kind: 'inside' } } });
      return after.map(([first]) => first);
    };
    const [first, again, other] = [await pseudonyms('甲'), await pseudonyms('甲 '), await pseudonyms('乙')];
    expect(again).toEqual(first);
    expect(other.filter((each) => first.includes(each))).toEqual([]);
  });

  it('names all that is missing, what is no column, and what may never leave', async () => {
    const refused = (spec: Spec) => test.failure('exports.write', { spec, file: test.grant(path('refused.hxpkg')) });
    const { purpose: _, basis: __, ...bare } = COARSE;
    expect((await refused({ ...bare, recipient: {} })).message).toBe(
      'The export "客户年龄" cannot leave yet: the purpose is not said, the legal basis is not said, the recipient is not named.',
    );
    expect((await refused({ ...COARSE, quasi: ['出生地'] })).message).toContain('"出生地"');
    expect((await refused(CALLS)).message).toContain('it shows values of class C2');
    await test.save('balance', { kind: 'column', table: 'people', column: 'balance' }, { sensitivity: 'C3' });
    const secret = { name: '密', tag: 'balance', treatment: { kind: 'mask' } } as const;
    expect((await refused({ ...COARSE, columns: [...COARSE.columns, secret] })).message).toContain('class C3');
    await test.save('balance', { kind: 'column', table: 'people', column: 'balance' }, { sensitivity: 'C2' });
    expect((await test.call('exports.list', {})).map(({ spec }) => spec.name)).toEqual(['客户年龄']);
  });

  it('is known to hold those who refuse later, by the pseudonyms of its recipient', async () => {
    expect(await test.call('refusals.list', {})).toEqual([]);
    const { policy } = await test.call('contactPolicy.get', {});
    const young = { kind: 'tag' as const, tag: 'age', op: 'lt' as const, values: [30] };
    const minors = { id: 'young', label: '未成年', mandatory: true, who: young };
    await test.call('contactPolicy.save', { policy: { ...policy, rules: [...policy.rules, minors] } });
    const refused = KEPT.filter(({ age }) => age < 30).length;
    const [found, ...others] = await test.call('refusals.list', {});
    expect(others).toEqual([]);
    expect(found).toMatchObject({ name: '客户年龄', recipient: { name: '数据部' }, n: refused, byPseudonym: true });
    expect(found?.rules).toEqual([{ id: 'young', label: '未成年', n: refused }]);
    const id = found?.export ?? '';
    const file = path('refused.csv');
    expect(await test.call('refusals.write', { id, file: test.grant(file) })).toMatchObject({ customers: refused });
    const [head, ...names] = readFileSync(file, 'utf8').trimEnd().split('\r\n');
    expect(head).toBe('\ufeff客户');
    const lines = dataIn('coarse.hxpkg').split('\r\n').slice(1, -1);
    const ages = new Map(lines.map((line) => line.replaceAll('"', '').split(',').slice(0, 2) as [string, string]));
    expect(names).toHaveLength(refused);
    expect(new Set(names.map((name) => ages.get(name)))).toEqual(new Set(['20–29']));
    await test.call('contactPolicy.save', { policy });
    expect(await test.failure('refusals.write', { id, file: test.grant(file) })).toMatchObject({ code: 'INVALID_EXPORT' });
  });

  it('says when it differs from one of the week by so few that the difference tells of them', async () => {
    const [, , , fourth = 0] = KEPT.map(({ balance }) => balance).sort((a, b) => a - b);
    const rules = [{ kind: 'tag' as const, tag: 'balance', op: 'gt' as const, values: [fourth] }];
    const who = { kind: 'all' as const, rules };
    await test.call('segments.save', { segment: { id: 'most', name: '大多数', who } });
    const { near, approval } = await test.call('exports.preview', { spec: { ...COARSE, from: { segment: 'most' } } });
    expect(near).toMatchObject([{ name: '客户年龄', onlyHere: 0, onlyThere: 4 }]);
    expect(approval).toEqual(['near']);
  });

  it('leaves once, after another person agreed, as that person saw it', async () => {
    await addReviewer();
    const { id, hash } = await request(CALLS, 'calls.hxpkg');
    await decide('calls.hxpkg', 'agreed.hxdecision');
    await test.call('exports.release', release(id, 'agreed.hxdecision', 'released.hxpkg'));
    const reading = await reviewer.call('packages.read', { file: reviewer.grant(path('released.hxpkg')) });
    expect(reading).toMatchObject({
      findings: [],
      manifest: { kind: 'package', id },
      decision: { body: { request: hash, verdict: 'approved' } },
    });
    expect(dataIn('released.hxpkg')).toBe(dataIn('calls.hxpkg'));
    expect(dataIn('released.hxpkg').includes('"\'=***"')).toBe(true);
    const again = await test.failure('exports.release', release(id, 'agreed.hxdecision', 'twice.hxpkg'));
    expect(again.message).toBe('The export "外呼名单" was decided about before, so it cannot leave a second time.');
    const { broken } = await test.call('audit.verify', {});
    expect(broken).toBeNull();
  });

  it('leaves with what the reviewer made stricter, and not with what is looser', async () => {
    await addReviewer();
    const { id } = await request(CALLS, 'strict.hxpkg');
    await decide('strict.hxpkg', 'stricter.hxdecision', {
      changes: [{ column: '余额', treatment: { kind: 'generalise', to: { width: 1000 } } }],
    });
    await test.call('exports.release', release(id, 'stricter.hxdecision', 'stricter.hxpkg'));
    expect(dataIn('stricter.hxpkg').split('\r\n')[1]).toMatch(/,"\d+–\d+",/);
    const other = await request(CALLS, 'loose.hxpkg');
    await decide('loose.hxpkg', 'looser.hxdecision', { changes: [{ column: '姓名', treatment: { kind: 'keep' } }] });
    expect((await test.failure('exports.release', release(other.id, 'looser.hxdecision', 'looser.hxpkg'))).message).toContain(
      'not stricter',
    );
  });

  it('stays where it is without a decision of another, known person', async () => {
    await test.call('exportPolicy.save', { policy: {} });
    const { id } = await request(CALLS, 'asked.hxpkg');
    const own = {
      file: test.grant(path('asked.hxpkg')),
      reviewer: '我',
      verdict: 'approved',
      reasons: '自批',
      to: test.grant(path('own')),
    } as const;
    expect((await test.failure('packages.decide', own)).message).toContain('Whoever asked');
    await decide('asked.hxpkg', 'stranger.hxdecision');
    expect((await test.failure('exports.release', release(id, 'stranger.hxdecision', 'no.hxpkg'))).message).toContain(
      'none of the reviewers',
    );
    await addReviewer();
    await decide('asked.hxpkg', 'returned.hxdecision', { verdict: 'returned', reasons: '手机号不必提供' });
    expect((await test.failure('exports.release', release(id, 'returned.hxdecision', 'no.hxpkg'))).message).toContain(
      '手机号不必提供',
    );
    expect((await test.call('exports.list', {}))[0]).toMatchObject({ id, state: 'returned', decision: { reviewer: '合规' } });
    writeFileSync(path('forged.hxdecision'), readFileSync(path('stranger.hxdecision'), 'utf8').replace('approved', 'returned'));
    expect((await test.failure('exports.release', release(id, 'forged.hxdecision', 'no.hxpkg'))).message).toContain(
      'is no decision',
    );
  });

  it('may be tried once more where its file could not be written', async () => {
    await addReviewer();
    const { id } = await request(CALLS, 'again.hxpkg');
    await decide('again.hxpkg', 'again.hxdecision');
    const nowhere = { ...release(id, 'again.hxdecision', 'x'), file: test.grant(path('no such folder/left.hxpkg')) };
    await test.failure('exports.release', nowhere);
    expect((await test.call('exports.list', {}))[0]).toMatchObject({ id, state: 'requested', decision: null });
    await test.call('exports.release', release(id, 'again.hxdecision', 'again-left.hxpkg'));
    expect((await test.call('exports.list', {}))[0]).toMatchObject({ id, state: 'written' });
  });

  it('stays where the rows are no longer those that were agreed to', async () => {
    await addReviewer();
    const { id } = await request(CALLS, 'before.hxpkg');
    await decide('before.hxpkg', 'before.hxdecision');
    const who = { kind: 'tag', tag: 'age', op: 'gte', values: [55] } as const;
    const rules = [{ id: 'old', label: '年长', mandatory: true, who }];
    await test.call('contactPolicy.save', { policy: { rules } });
    expect((await test.failure('exports.release', release(id, 'before.hxdecision', 'no.hxpkg'))).message).toContain(
      'no longer those',
    );
  });

  it('holds the same rows as a workbook, in GB18030 and as Parquet', async () => {
    const tables: string[][][] = [];
    for (const [format, name] of [
      ['csv', 'as_csv.csv'],
      ['gb18030', 'as_gb18030.csv'],
      ['xlsx', 'as_workbook.xlsx'],
      ['parquet', 'as_parquet.parquet'],
    ] as const) {
      await request({ ...CALLS, format }, `${format}.hxpkg`);
      const { files } = readPackage(readFileSync(path(`${format}.hxpkg`)));
      writeFileSync(path(name), [...files].find(([inside]) => inside.startsWith('data/'))?.[1] ?? '');
      const { table } = await test.call('imports.run', { file: test.grant(path(name)) });
      tables.push((await test.textCells(`FROM data."${table}" ORDER BY 1`)).map((cells) => cells.map(String)));
    }
    expect(tables[0]?.length).toBeGreaterThan(100);
    expect(tables[1]).toEqual(tables[0]);
    expect(tables[2]).toEqual(tables[0]);
    // What no spreadsheet may calculate stands in Parquet as it is.
    expect(tables[3]).toEqual(tables[0]?.map((cells) => cells.map((cell) => undoSafeText(cell))));
  });

  it('is known to be altered, wherever it is', () => {
    const archive = readFileSync(path('released.hxpkg'));
    const files = [...readPackage(archive).files].map(([name, bytes]) => ({ path: name, bytes }));
    expect(readPackage(archive).findings).toEqual([]);
    const rebuilt = (name: string, bytes: Uint8Array) =>
      readPackage(joinedBytes(storedZip(files.map((file) => (file.path === name ? { ...file, bytes } : file))))).findings;
    for (const { path: name, bytes } of files) {
      const turned = Uint8Array.from(bytes);
      turned[Math.floor(turned.length / 2)] = (turned[Math.floor(turned.length / 2)] ?? 0) ^ 1;
      const wheres = rebuilt(name, turned).map(({ where }) => where);
      expect(wheres, name).toContain(name);
    }
    expect(readPackage(joinedBytes(storedZip(files.slice(1)))).findings).toContainEqual({
      what: 'missing',
      where: files[0]?.path,
    });
    const more = [...files, { path: 'data/more.csv', bytes: new Uint8Array(1) }];
    expect(readPackage(joinedBytes(storedZip(more))).findings).toContainEqual({ what: 'extra', where: 'data/more.csv' });
  });
});

function textOf(bytes: Uint8Array | undefined): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

function joinedBytes(chunks: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(chunks);
}
