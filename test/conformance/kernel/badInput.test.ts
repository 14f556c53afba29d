import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Rule } from '../../../shared/model/rule';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

const GOOD = 'id,city,amount\n1,A,2.5\n2,B,3.5\n3,A,\n';

describeEngines('bad input', (engine) => {
  let test: TestKernel;

  beforeAll(() => {
    test = startKernel(engine);
  });
  beforeEach(() => test.call('workspace.create', { file: null }));
  afterAll(() => test.kernel.close());

  function file(name: string, content: string | Uint8Array): string {
    const path = join(engine.folder, name);
    writeFileSync(path, content);
    return test.grant(path);
  }

  const unreadable: [name: string, content: string | Uint8Array, code: string][] = [
    ['empty.csv', '', 'FILE_EMPTY'],
    ['blank.csv', '  \n\n ', 'FILE_EMPTY'],
    ['header-only.csv', 'id,city,amount\n', 'FILE_EMPTY'],
    ['workbook.csv', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 1]), 'FILE_UNREADABLE'],
    ['binary.csv', Uint8Array.from({ length: 4000 }, (_, index) => (index * 7) % 256), 'FILE_UNREADABLE'],
    ['cut.csv.gz', gzipSync('id,city\n'.repeat(500)).subarray(0, 30), 'FILE_UNREADABLE'],
    ['people.ndjson', '{"id": 1, "city": "上海"}\n{"id": 2, "city": "北京', 'FILE_UNREADABLE'],
    ['broken.parquet', 'PAR1 and nothing more', 'FILE_UNREADABLE'],
  ];

  it.each(unreadable)('%s gets one sentence that names it, and leaves nothing behind', async (name, content, code) => {
    const error = await test.failure('imports.run', { file: file(name, content) });
    expect(error).toMatchObject({ code });
    expect(error.message).not.toContain('\n');
    expect(error.hint).toBeTruthy();
    expect(await test.call('tables.list', {})).toEqual([]);
  });

  it('a folder and a missing file are told apart', async () => {
    mkdirSync(join(engine.folder, 'folder.csv'), { recursive: true });
    expect(await test.failure('imports.run', { file: test.grant(join(engine.folder, 'folder.csv')) })).toMatchObject({
      code: 'FILE_NOT_REGULAR',
    });
    expect(await test.failure('imports.run', { file: test.grant(join(engine.folder, 'gone.csv')) })).toMatchObject({
      code: 'FILE_NOT_FOUND',
    });
  });

  it.each([
    ['left to be found', undefined],
    ['given', ','],
  ])(
    'a row with a cell too many and one with a cell too few cost themselves only, with the delimiter %s',
    async (_how, delimiter) => {
      const rows = Array.from({ length: 40 }, (_, index) => `${index},A,${index}.5`);
      const token = file('uneven.csv', ['id,city,amount', ...rows, '40,B', '41,B,1.5,more', '42,B,2.5', ''].join('\n'));
      const options = delimiter === undefined ? {} : { delimiter };
      const preview = await test.call('imports.preview', { file: token, options });
      expect(preview.columns.map(({ name }) => name)).toEqual(['id', 'city', 'amount']);
      const receipt = await test.call('imports.run', { file: token, options: { ...options, rejectShare: 1 } });
      expect(receipt).toMatchObject({ rowsRead: 43, rows: 41, rejected: 2 });
      const { rows: rejected } = await test.call('imports.rejects', { receipt: receipt.id, offset: 0, limit: 10 });
      expect(rejected.map(({ line, reason }) => [line, reason])).toEqual([
        [42, 'too few cells'],
        [43, 'too many cells'],
      ]);
    },
  );

  it('too many rejected rows stop the import and name the first line and column', async () => {
    const token = file('rejects.csv', 'id,name,amount\n1,"two\nlines",5\n2,b,oops\n3,c,7\n');
    const types = { id: 'integer', name: 'text', amount: 'number' } as const;
    const error = await test.failure('imports.run', {
      file: token,
      options: { types, delimiter: ',', quote: '"', header: true },
    });
    expect(error).toMatchObject({ code: 'TOO_MANY_REJECTS', at: { line: 4, field: 'amount' } });
    expect(await test.call('tables.list', {})).toEqual([]);
  });

  it('rejected rows below the limit are kept with line, column, reason and text', async () => {
    const token = file('some.csv', 'id,name,amount\n1,"two\nlines",5\n2,b,oops\n3,c,7\n');
    const types = { id: 'integer', name: 'text', amount: 'number' } as const;
    const options = { types, delimiter: ',', quote: '"', header: true, rejectShare: 0.5 };
    const receipt = await test.call('imports.run', { file: token, options });
    expect(receipt).toMatchObject({ rowsRead: 3, rows: 2, rejected: 1 });
    const { rows } = await test.call('imports.rejects', { receipt: receipt.id, offset: 0, limit: 10 });
    expect(rows).toEqual([{ line: 4, column: 'amount', reason: 'not a value of type number', text: '2,b,oops' }]);
  });

  it('a cancelled import leaves nothing behind', async () => {
    const cancelled = new AbortController();
    cancelled.abort();
    expect(await test.failure('imports.run', { file: file('good.csv', GOOD) }, cancelled.signal)).toMatchObject({
      code: 'CANCELLED',
    });
    expect(await test.call('tables.list', {})).toEqual([]);
  });

  it('keys that are empty or repeat are reported with their lines, and a repair takes them out', async () => {
    await test.call('imports.run', {
      file: file('keys.csv', 'id,n\na,1\nb,2\na,3\n,4\n'),
      table: 'keys',
      options: { header: true },
    });
    const map = { customers: { table: 'keys', key: 'id' } };
    expect(await test.failure('entities.apply', { map })).toMatchObject({ code: 'KEY_VIOLATION' });
    const { reports } = await test.call('entities.check', { map });
    expect(reports[0]).toMatchObject({ rows: 4, nullKeys: 1, duplicateRows: 2, duplicateKeys: 1 });
    expect(reports[0]?.examples.find(({ key }) => key === 'a')?.lines).toEqual([2, 4]);
    const sizes = { keepFirst: 2, drop: 1 } as const;
    for (const kind of ['keepFirst', 'drop'] as const) {
      const applied = await test.call('entities.apply', { map: { customers: { ...map.customers, repair: { kind } } } });
      expect(applied.customers).toBe(sizes[kind]);
    }
    const last = await test.call('entities.apply', {
      map: { customers: { ...map.customers, repair: { kind: 'keepLast', by: 'n' } } },
    });
    expect(last.customers).toBe(2);
    expect((await test.call('rules.count', { rule: { kind: 'tag', tag: 'n', op: 'is', values: [3] } })).count).toBe(1);
  });

  it('a missing key column and a missing table are named', async () => {
    await test.call('imports.run', { file: file('good.csv', GOOD), table: 'good' });
    expect(await test.failure('entities.apply', { map: { customers: { table: 'good', key: 'nope' } } })).toMatchObject({
      code: 'UNKNOWN_COLUMN',
    });
    expect(await test.failure('entities.apply', { map: { customers: { table: 'none', key: 'id' } } })).toMatchObject({
      code: 'UNKNOWN_TABLE',
    });
  });

  const wrong: [what: string, rule: Rule, code: string][] = [
    ['an unknown tag', { kind: 'all', rules: [{ kind: 'tag', tag: 'nope', op: 'is', values: ['x'] }] }, 'UNKNOWN_TAG'],
    ['an operator of another type', { kind: 'tag', tag: 'city', op: 'between', values: ['a', 'b'] }, 'INVALID_RULE'],
    ['a value of another type', { kind: 'tag', tag: 'amount', op: 'gt', values: ['many'] }, 'INVALID_RULE'],
    ['too few values', { kind: 'tag', tag: 'amount', op: 'between', values: [1] }, 'INVALID_RULE'],
    ['a sub-select', { kind: 'sql', predicate: 'amount > (SELECT 1)' }, 'INVALID_SQL'],
    ['a file function', { kind: 'sql', predicate: "read_text('/etc/passwd') IS NULL" }, 'INVALID_SQL'],
    ['a comment that hides a bracket', { kind: 'sql', predicate: 'amount > 1 -- (' }, 'INVALID_SQL'],
    ['an unknown column', { kind: 'sql', predicate: 'nope > 1' }, 'INVALID_SQL'],
  ];

  it.each(wrong)('a rule with %s is refused in one sentence', async (_, rule, code) => {
    await test.call('imports.run', { file: file('good.csv', GOOD), table: 'good' });
    await test.call('entities.apply', { map: { customers: { table: 'good', key: 'id' } } });
    const error = await test.failure('rules.count', { rule });
    expect(error).toMatchObject({ code });
    expect(error.message).not.toContain('\n');
  });

  it('names that would break a careless statement are only names', async () => {
    const long = 'x'.repeat(4000);
    const header = ['row', '"say ""hi"""', '"two\nlines"', '😀', long, '"a,b"'].join(',');
    const token = file('names.csv', `${header}\n1,2,3,4,5,6\n7,8,9,10,11,12\n`);
    await test.call('imports.run', { file: token, table: 'o\'neil "x"', options: { header: true, delimiter: ',', quote: '"' } });
    const applied = await test.call('entities.apply', { map: { customers: { table: 'o\'neil "x"', key: 'row' } } });
    expect(applied.customers).toBe(2);
    const ids = (await test.call('tags.list', {})).map(({ id }) => id);
    expect(ids).toEqual(['row', 'say "hi"', 'two\nlines', '😀', long, 'a,b']);
    for (const tag of ids) {
      expect((await test.call('rules.count', { rule: { kind: 'tag', tag, op: 'gt', values: [6.5] } })).count).toBe(1);
    }
  });

  it('a portrait shows tags of any name', async () => {
    const names = ['row', 'say "hi"', 'two\nlines', '😀', 'x'.repeat(4000)];
    const header = ['id', ...names.map((name) => `"${name.replaceAll('"', '""')}"`)].join(',');
    const token = file('shown.csv', `${header}\n1,A,A,A,A,A\n2,B,B,B,B,B\n3,A,A,A,A,A\n`);
    await test.call('imports.run', { file: token, table: 'shown', options: { header: true, delimiter: ',', quote: '"' } });
    await test.call('entities.apply', { map: { customers: { table: 'shown', key: 'id' } } });
    for (const tag of names) {
      const segment: Rule = { kind: 'tag', tag, op: 'is', values: ['A'] };
      const portrait = await test.call('portraits.compute', { spec: { segment, tags: names } });
      expect(portrait.tags.map((shown) => shown.tag)).toEqual(expect.arrayContaining(names));
      expect(portrait.segments).toMatchObject([{ n: 2 }]);
    }
  });

  it('a workspace that is a text file, or another database, is refused and left as it was', async () => {
    const path = join(engine.folder, 'text.huaxiang');
    writeFileSync(path, GOOD);
    const before = createHash('sha256').update(readFileSync(path)).digest('hex');
    expect(await test.failure('workspace.open', { file: test.grant(path) })).toMatchObject({ code: 'NOT_A_WORKSPACE' });
    expect(createHash('sha256').update(readFileSync(path)).digest('hex')).toBe(before);
    expect(await test.call('workspace.info', {})).toMatchObject({ name: null });
  });

  it('what was saved is there when the workspace is opened again', async () => {
    const path = join(engine.folder, 'kept.huaxiang');
    rmSync(path, { force: true });
    const token = test.grant(path);
    await test.call('workspace.create', { file: token });
    await test.call('imports.run', { file: file('good.csv', GOOD), table: 'good' });
    await test.call('entities.apply', { map: { customers: { table: 'good', key: 'id' } } });
    const who: Rule = { kind: 'tag', tag: 'city', op: 'in', values: ['A'] };
    await test.call('segments.save', { segment: { id: 's', name: 'S', who } });
    await test.call('segments.save', { segment: { id: 's', name: 'S again', who } });
    expect(await test.failure('workspace.create', { file: token })).toMatchObject({ code: 'FILE_EXISTS' });
    await test.call('workspace.close', {});
    expect(await test.call('workspace.open', { file: token })).toMatchObject({ customers: 3, tables: 1, dataVersion: 2 });
    expect((await test.call('segments.list', {})).map(({ segment, version }) => [segment.name, version])).toEqual([
      ['S again', 2],
    ]);
    expect((await test.call('rules.count', { rule: who })).count).toBe(2);
    const copy = test.grant(join(engine.folder, 'copy.huaxiang'));
    expect(await test.call('workspace.saveAs', { file: copy })).toMatchObject({ name: 'copy.huaxiang', customers: 3 });
    expect((await test.call('rules.count', { rule: who })).count).toBe(2);
  });
});
