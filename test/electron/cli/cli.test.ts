import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nativeEngines } from '../../../electron/engine/nativeEngine';
import { NodeFiles } from '../../../electron/engine/nodeFiles';
import { translateRule } from '../../support/bankRules';
import { commandLine as huaxiang } from '../../support/commandLine';
import { startKernel } from '../../support/kernel';

const BANK = join(process.cwd(), '../shared/data/bank/bank-full.csv');
const YOUNG = { kind: 'tag', tag: 'age', op: 'between', values: [25, 34] };

const folder = mkdtempSync(join(tmpdir(), 'huaxiang-cli-'));
const workspace = join(folder, 'bank.huaxiang');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('on a bank of 45,211 customers', () => {
  beforeAll(async () => {
    const imported = await huaxiang(['import', workspace, BANK, '--table', 'bank', '--json']);
    expect(imported).toMatchObject({ code: 0, error: '' });
    expect(JSON.parse(imported.out)).toMatchObject({ table: 'bank', rows: 45211, rejected: 0, encoding: 'utf-8', receipt: 1 });
    const map = file('map.json', { customers: { table: 'bank', key: { line: true } } });
    const applied = await huaxiang(['entities', workspace, '--apply', map, '--json']);
    expect(JSON.parse(applied.out)).toMatchObject({ customers: 45211 });
  });

  test.each(['native', 'wasm'])('counts a rule from standard input the same on the %s engine', async (engine) => {
    const { code, out } = await huaxiang(['count', workspace, '--rule', '-', '--json', '--engine', engine], {
      input: JSON.stringify(YOUNG),
    });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ count: 14204, base: 45211, restsOn: { engine, receipts: [1] } });
  });

  test('counts all reference rules', async () => {
    const unknown = join(folder, 'unknown.huaxiang');
    const nulls = Object.fromEntries(['job', 'education', 'contact', 'poutcome'].map((column) => [column, ['unknown']]));
    const options = JSON.stringify({ nulls: { ...nulls, pdays: ['-1'] } });
    await huaxiang(['import', unknown, BANK, '--table', 'bank', '--options', options]);
    await huaxiang(['entities', unknown, '--apply', join(folder, 'map.json')]);
    const { rules } = JSON.parse(readFileSync(join(process.cwd(), '../shared/data/goldens/segments_bank_full.json'), 'utf8'));
    expect(rules).toHaveLength(40);
    for (const { id, view, rule, count_bool } of rules) {
      const path = file('rule.json', translateRule(rule));
      const { out } = await huaxiang(['count', view === 'nulls' ? unknown : workspace, '--rule', path, '--json']);
      expect({ id, count: JSON.parse(out).count }).toEqual({ id, count: count_bool });
    }
  }, 120_000);

  test.each(['native', 'wasm'])('answers a query in JSON on the %s engine', async (engine) => {
    const query = 'SELECT marital, count(*) AS n, 9007199254740993 AS big FROM data.bank GROUP BY ALL ORDER BY n DESC';
    const json = await huaxiang(['sql', workspace, query, '--json', '--engine', engine]);
    expect(json).toMatchObject({ code: 0, error: '' });
    // Counted with `cut -d';' -f3 bank-full.csv | sort | uniq -c`.
    const rows = [
      ['married', 27214, '9007199254740993'],
      ['single', 12790, '9007199254740993'],
      ['divorced', 5207, '9007199254740993'],
    ];
    expect(JSON.parse(json.out)).toMatchObject({ rows, more: false });
  });

  test('gives no more rows of a query than asked for, and says so', async () => {
    const query = 'SELECT marital, count(*) AS n FROM data.bank GROUP BY ALL ORDER BY n DESC';
    const { out, error } = await huaxiang(['sql', workspace, query, '--limit', '1']);
    expect(out).toBe('marital      n\nmarried  27214\n');
    expect(error).toBe('huaxiang: there are more than these 1 rows\n');
  });

  test('says where a query is wrong, and reads no file', async () => {
    const unknown = await huaxiang(['sql', workspace, 'SELECT martial FROM data.bank']);
    expect(unknown).toMatchObject({ code: 1, out: '' });
    expect(unknown.error).toBe('huaxiang: Line 1, column 8: there is no column "martial". (Did you mean marital?)\n');
    const file = await huaxiang(['sql', workspace, `SELECT * FROM '${BANK}'`]);
    expect(file).toMatchObject({ code: 1, out: '' });
    expect(file.error).toContain('Line 1, column 15: a query reads tables, not files.');
  });

  test('lists the receipts that answers name', async () => {
    const { out } = await huaxiang(['receipts', workspace, '--json']);
    expect(JSON.parse(out)).toEqual([
      expect.objectContaining({ id: 1, table: 'bank', rows: 45211, rejected: 0, delimiter: ';' }),
    ]);
  });

  test('prints a small table without --json', async () => {
    const { out } = await huaxiang(['count', workspace, '--rule', file('rule.json', YOUNG)]);
    expect(out).toBe('count   base     share\n14204  45211  0.314171\n');
  });

  test('portrays a segment that it saved before', async () => {
    const segment = file('segment.json', { id: 'young', name: '年轻客户', who: YOUNG });
    expect(await huaxiang(['segment', workspace, '--apply', segment])).toMatchObject({ code: 0 });
    const { out } = await huaxiang(['portrait', workspace, '--spec', file('spec.json', { segment: 'young' }), '--json']);
    const answer = JSON.parse(out);
    expect(answer.segments).toEqual([{ id: 'young', name: '年轻客户', n: 14204 }]);
    const marital = answer.tags.find(({ tag }: { tag: string }) => tag === 'marital');
    const single = marital.values.find(({ value }: { value: string }) => value === 'single');
    expect(single).toMatchObject({ n: 7442, baseN: 12790 });
  });

  test('follows paths, and names the part of a spec that does not fit', async () => {
    const range = { from: '2024-01-01', to: '2024-12-31' };
    const none = await huaxiang(['path', workspace, '--spec', file('path.json', { range })]);
    expect(none).toMatchObject({ code: 1, out: '' });
    expect(none.error).toContain('The customers of this workspace have no events.');
    const wrong = await huaxiang(['path', workspace, '--spec', file('path.json', { range: 'May' })]);
    expect(wrong.error).toMatch(/path\.json.*range/s);
  });

  test('saves tags from a file, hands them out again, and names the file where one does not fit', async () => {
    const tag = {
      id: 'life',
      name: '年龄段',
      source: { kind: 'bucket', tag: 'age', edges: [30, 60], labels: ['a', 'b', 'c'], method: 'typed' },
    };
    const applied = await huaxiang(['tags', workspace, '--apply', file('tags.json', [tag]), '--json']);
    expect(JSON.parse(applied.out)).toEqual([{ id: 'life', name: '年龄段', change: 'new' }]);
    const { out } = await huaxiang(['tags', workspace, '--refresh', '--json']);
    const found = JSON.parse(out).at(-1);
    expect(found).toMatchObject({ id: 'life', type: 'category', state: 'fresh', coverage: 1, distinct: 3 });
    const library = await huaxiang(['tags', workspace, '--library', '--json']);
    const again = await huaxiang(['tags', workspace, '--apply', '-'], { input: library.out });
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('same') });
    const bad = file('bad.json', { ...tag, id: 'bad', name: 'bad', source: { ...tag.source, tag: 'agee' } });
    const refused = await huaxiang(['tags', workspace, '--apply', bad, '--json']);
    expect(refused.code).toBe(1);
    expect(refused.error).toMatch(/^huaxiang: bad\.json, line 1: tag "bad": .*agee/);
    expect(JSON.parse(refused.out)).toMatchObject({ error: { code: 'UNKNOWN_TAG', at: { file: 'bad.json' } } });
  });

  test('names the definition and the place in it when a rule does not fit', async () => {
    const rule = file('misfit.json', { kind: 'tag', tag: 'agee', op: 'gte', values: [1] });
    const { code, out, error } = await huaxiang(['count', workspace, '--rule', rule, '--json']);
    expect(code).toBe(1);
    expect(error).toMatch(/^huaxiang: misfit\.json.*agee.*\n$/);
    expect(JSON.parse(out)).toMatchObject({ error: { code: 'UNKNOWN_TAG', at: { file: 'misfit.json' } } });
  });

  test('counts nothing once it is interrupted', async () => {
    const signal = AbortSignal.abort();
    const { code, out } = await huaxiang(['count', workspace, '--rule', '-'], { input: JSON.stringify(YOUNG), signal });
    expect({ code, out }).toEqual({ code: 130, out: '' });
  });
});

test.each([
  ['a second comma', '{\n  "kind": "tag",\n  "tag": "age",, "op": "gte"\n}', 3, 16],
  ['a bare word', '{\n  "kind": x\n}', 2, 11],
  ['an end too early', '{ "kind": "tag"', 1, 16],
])('finds %s in a definition that is not JSON', async (_, content, line, column) => {
  const { code, out } = await huaxiang(['count', workspace, '--rule', file('broken.json', content), '--json']);
  expect(code).toBe(1);
  expect(JSON.parse(out).error).toMatchObject({ at: { file: 'broken.json', line, column } });
});

test.each([
  [['unknown'], 'unknown command: unknown'],
  [['count', workspace], 'count needs: WS --rule RULE.json'],
  [['count', workspace, '--rules', 'x'], "Unknown option '--rules'"],
  [['demo', folder, '--customers', 'many'], '--customers is a whole number, not "many"'],
  [['demo', folder, '--customers', '5'], 'customers: '],
])('refuses the call %j with exit code 2', async (args, message) => {
  const { code, out, error } = await huaxiang(args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(error).toContain(`huaxiang: ${message}`);
});

test('imports the files of a folder into one table, and says what it left out', async () => {
  const months = join(folder, 'months');
  mkdirSync(join(months, '2025'), { recursive: true });
  writeFileSync(join(months, '202412.csv'), 'id,n\n1,2\n');
  writeFileSync(join(months, '2025', '202501.csv'), 'n,id\n3.5,4\n');
  writeFileSync(join(months, 'notes.pdf'), 'x');
  const path = join(folder, 'months.huaxiang');
  const { code, out, error } = await huaxiang(['import', path, months, '--table', 'all', '--json']);
  expect({ code, error }).toEqual({ code: 0, error: 'huaxiang: months: 1 items that are no data files were left out\n' });
  expect(JSON.parse(out)).toMatchObject({
    table: 'all',
    rows: 2,
    columns: [{ name: 'id' }, { name: 'n', type: 'number' }, { name: 'file' }],
  });
  const apart = await huaxiang(['import', path, months, '--json']);
  expect(JSON.parse(apart.out)).toMatchObject([{ table: '202412' }, { table: '202501' }]);
});

test('leaves no workspace behind when its first import fails', async () => {
  const path = join(folder, 'new.huaxiang');
  const { code, error } = await huaxiang(['import', path, join(folder, 'missing.csv')]);
  expect(code).toBe(1);
  expect(error).toContain('missing.csv');
  expect(existsSync(path)).toBe(false);
});

test('makes a demo bank whose workspace answers', async () => {
  const demo = join(folder, 'demo');
  const made = await huaxiang(['demo', demo, '--customers', '1000', '--events', '5000', '--language', 'en', '--json']);
  expect(JSON.parse(made.out)).toMatchObject({ name: 'demo.huaxiang', customers: 1000 });
  const tags = await huaxiang(['tags', join(demo, 'demo.huaxiang'), '--list', '--json']);
  expect(JSON.parse(tags.out).length).toBeGreaterThan(0);
});

test('prints the audit chain, and only says where it does not hold', async () => {
  const path = join(folder, 'audited.huaxiang');
  const files = new NodeFiles();
  const { kernel, call, grant } = startKernel({ name: 'native', factory: nativeEngines(files), files, folder });
  await call('workspace.create', { file: grant(path) });
  await call('imports.run', { file: grant(file('people.csv', 'id,age\n1,30\n')), table: 'people' });
  await call('entities.apply', { map: { customers: { table: 'people', key: 'id' } } });
  await call('customers.unmask', { customer: '1', field: 'age', reason: 'checked by phone' });
  await kernel.close();
  const { code, out } = await huaxiang(['audit', path, '--json']);
  expect(code).toBe(0);
  const { head, entries } = JSON.parse(out);
  expect(entries[0]).toMatchObject({ seq: entries.length, action: 'workspace.open', hash: head });
  const found = await huaxiang(['audit', path, '--action', 'customer.unmask', '--text', 'phone', '--json']);
  expect(JSON.parse(found.out).entries).toMatchObject([{ action: 'customer.unmask' }]);
  expect((await huaxiang(['audit', path, '--action', 'nonsense'])).code).toBe(2);
  expect((await huaxiang(['audit', path, '--from', 'yesterday'])).code).toBe(2);
  const lines = join(folder, 'audit.jsonl');
  expect((await huaxiang(['audit', path, '--action', 'import.run', '--out', lines])).code).toBe(0);
  expect(JSON.parse(readFileSync(lines, 'utf8'))).toMatchObject({ action: 'import.run', actor: 'analyst' });
  copyFileSync(path, `${path}.older`);
  expect((await huaxiang(['tags', path, '--list'])).code).toBe(0);
  copyFileSync(`${path}.older`, path);
  const older = await huaxiang(['audit', path]);
  expect(older).toMatchObject({ code: 1, out: '' });
  expect(older.error).toContain('an older one was put in its place');
  expect((await huaxiang(['audit', path, '--accept', 'restored from the backup'])).code).toBe(0);
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run("UPDATE meta.audit SET actor = 'nobody'");
  connection.closeSync();
  instance.closeSync();
  const broken = await huaxiang(['audit', path]);
  expect(broken).toMatchObject({ code: 1, out: '' });
  expect(broken.error).toContain('does not hold at entry 1');
});
