import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Comparison } from '../../../shared/model/comparison';
import type { ImportOptions } from '../../../shared/model/import';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';
import { writeParquet } from '../../support/parquet';

describeEngines('a file compared with a table', (engine) => {
  let test: TestKernel;
  let tables = 0;

  beforeAll(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: null });
  });
  afterAll(() => test.kernel.close());

  function write(name: string, text: string): string {
    const path = join(engine.folder, name);
    writeFileSync(path, text);
    return test.grant(path);
  }

  async function load(text: string, options: ImportOptions = {}): Promise<string> {
    tables += 1;
    const table = `t${tables}`;
    await test.call('imports.run', { file: write('before.csv', text), table, options });
    return table;
  }

  async function compare(before: string, after: string, key = 'id', options: ImportOptions = {}): Promise<Comparison> {
    const table = await load(before);
    return await test.call('imports.compare', { file: write('after.csv', after), table, key, options });
  }

  const counts = ({ appeared, vanished, changed, unchanged }: Comparison) => [appeared, vanished, changed, unchanged];
  const changes = ({ columns }: Comparison) =>
    Object.fromEntries(columns.map((column) => [column.after?.name ?? column.before?.name, column.changed]));

  it('says what is new, gone, other and the same, and where', async () => {
    const found = await compare(
      'id,name,age,since\nA,Ann,20,2024-01-01\nB,Bob,30,2024-01-02\nC,Cid,40,2024-01-03\nD,Dan,50,2024-01-04\n',
      'id,name,age,since\nD,Dan,51,2024-01-04\nE,Eve,60,2024-01-05\nA,Ann,20,2024-01-01\nC,Cyd,41,2024-02-03\n',
    );
    expect(counts(found)).toEqual([1, 1, 2, 1]);
    expect(changes(found)).toEqual({ id: 0, name: 1, age: 2, since: 1 });
    expect(found.examples.changed).toEqual([
      { key: 'D', cells: [{ column: 'age', before: '50', after: '51' }] },
      {
        key: 'C',
        cells: [
          { column: 'name', before: 'Cid', after: 'Cyd' },
          { column: 'age', before: '40', after: '41' },
          { column: 'since', before: '2024-01-03', after: '2024-02-03' },
        ],
      },
    ]);
    expect(found.examples.appeared).toMatchObject([{ key: 'E', cells: [{ after: 'E' }, { after: 'Eve' }, { after: '60' }, {}] }]);
    expect(found.examples.vanished).toMatchObject([
      { key: 'B', cells: [{ before: 'B' }, { before: 'Bob', after: null }, {}, {}] },
    ]);
    expect(found.columns[1]?.example).toEqual({ key: 'C', cells: [{ column: 'name', before: 'Cid', after: 'Cyd' }] });
    expect(found.before).toMatchObject({ rows: 4, compared: 4 });
  });

  it('leaves out rows without a key of their own, and says how many', async () => {
    const found = await compare('id,n\n1,1\n2,2\n2,3\n,4\n3,5\n4,6\n', 'id,n\n1,1\n2,2\n3,5\n3,6\n3,7\n,8\n,9\n5,1\n');
    expect(found.before).toEqual({ rows: 6, nullKeys: 1, duplicateKeys: 1, duplicateRows: 2, duplicates: ['2'], compared: 2 });
    expect(found.after).toEqual({ rows: 8, nullKeys: 2, duplicateKeys: 1, duplicateRows: 3, duplicates: ['3'], compared: 2 });
    expect(counts(found)).toEqual([1, 1, 0, 1]);
  });

  it('tells an unknown value from an empty text, a blank and a zero', async () => {
    const table = await load('id,text,n,flag\n1,,0,true\n2,,,\n3,a,,false\n4,,,\n5, ,,\n');
    const path = join(engine.folder, 'after.parquet');
    await writeParquet(
      path,
      `SELECT CAST(id AS BIGINT) AS id, text, CAST(n AS BIGINT) AS n, flag FROM (VALUES
      (1, '', NULL, true), (2, NULL, NULL, NULL), (3, NULL, 0, NULL), (4, '', NULL, NULL), (5, ' ', NULL, NULL)) AS v(id, text, n, flag)`,
    );
    const found = await test.call('imports.compare', { file: test.grant(path), table, key: 'id' });
    expect(changes(found)).toEqual({ id: 0, text: 3, n: 2, flag: 1 });
    expect(counts(found)).toEqual([0, 0, 3, 2]);
    expect(found.examples.changed.map(({ key, cells }) => [key, ...cells.map(({ before, after }) => [before, after])])).toEqual([
      ['1', [null, ''], ['0', null]],
      ['3', ['a', null], [null, '0'], ['false', null]],
      ['4', [null, '']],
    ]);
  });

  it('names columns that came, went, changed their type or the case of their name', async () => {
    const found = await compare(
      'id,Age,old,amount,day,code\n1,20,x,5,2024-01-01,7\n2,30,y,6,2024-01-02,8\n3,40,z,7,2024-01-03,9\n',
      'ID,age,amount,day,code,fresh\n1,20,5.0,2024-01-01 00:00:00,007,p\n2,30,6.5,2024-01-02 10:00:00,8,q\n3,41,7.0,2024-01-03 00:00:00,9,r\n',
      'Id',
    );
    expect(found.key).toBe('id');
    expect(
      found.columns.map(({ before, after, changed }) => [before?.name, before?.type, after?.name, after?.type, changed]),
    ).toEqual([
      ['id', 'integer', 'ID', 'integer', 0],
      ['Age', 'integer', 'age', 'integer', 1],
      ['amount', 'integer', 'amount', 'number', 1],
      ['day', 'date', 'day', 'timestamp', 1],
      ['code', 'integer', 'code', 'text', 1],
      [undefined, undefined, 'fresh', 'text', 0],
      ['old', 'text', undefined, undefined, 0],
    ]);
    expect(counts(found)).toEqual([0, 0, 3, 0]);
    expect(found.examples.changed.map(({ cells }) => cells.map(({ before, after }) => [before, after]))).toEqual([
      [['7', '007']],
      [
        ['6', '6.5'],
        ['2024-01-02', '2024-01-02 10:00:00'],
      ],
      [['40', '41']],
    ]);
  });

  it('holds whole numbers beyond 2^53 against decimals exactly, and not-a-number as one value', async () => {
    const paths = ['before', 'after'].map((name) => join(engine.folder, `${name}.parquet`));
    const [before = '', after = ''] = paths;
    const nan = "CAST('nan' AS DOUBLE)";
    await writeParquet(
      before,
      `SELECT * FROM (VALUES (1, 9007199254740993, ${nan}), (2, 9007199254740992, ${nan})) AS v(id, n, x)`,
    );
    await writeParquet(
      after,
      `SELECT id, CAST(n AS DOUBLE) AS n, x FROM
      (VALUES (1, 9007199254740992, ${nan}), (2, 9007199254740992, 0)) AS v(id, n, x)`,
    );
    await test.call('imports.run', { file: test.grant(before), table: 'exact' });
    const found = await test.call('imports.compare', { file: test.grant(after), table: 'exact', key: 'id' });
    expect(found.columns.map((column) => [column.before?.type, column.after?.type])[1]).toEqual(['integer', 'number']);
    expect(changes(found)).toEqual({ id: 0, n: 1, x: 1 });
  });

  it('takes a key that became a decimal or a text for what it says', async () => {
    const found = await compare('id,n\n1,1\n2,2\n3,3\n', 'id,n\n1.0,1\n2.5,2\n3.0,4\n');
    expect(counts(found)).toEqual([1, 1, 1, 1]);
    const text = await compare('id,n\n1,1\n2,2\n', 'id,n\n1,1\nx,2\n');
    expect(counts(text)).toEqual([1, 1, 0, 1]);
  });

  it('changes nothing, and refuses what cannot be compared', async () => {
    const table = await load('id,n\n1,1\n');
    const before = [
      await test.call('tables.list', {}),
      await test.call('imports.list', {}),
      await test.call('workspace.info', {}),
    ];
    const file = write('after.csv', 'id,n\n1,1\n2,1\n');
    const failure = (args: { file?: string; table?: string; key?: string }) =>
      test.failure('imports.compare', { file, table, key: 'id', ...args });
    expect(await failure({ key: 'gone' })).toMatchObject({ code: 'UNKNOWN_COLUMN', hint: expect.stringContaining('id, n') });
    expect(await failure({ table: 'gone' })).toMatchObject({ code: 'UNKNOWN_TABLE' });
    expect(await failure({ file: write('other.csv', 'no,n\n1,1\n') })).toMatchObject({
      code: 'UNKNOWN_COLUMN',
      message: expect.stringContaining('other.csv'),
    });
    const stop = new AbortController();
    stop.abort();
    const cancelled = await test.failure('imports.compare', { file, table, key: 'id' }, stop.signal);
    expect(cancelled.code).toBe('CANCELLED');
    const phases = new Set<string>();
    await test.call('imports.compare', { file, table, key: 'id' }, undefined, ({ phase }) => void phases.add(phase));
    expect([...phases]).toEqual(['preview', 'rows', 'compare']);
    expect([
      await test.call('tables.list', {}),
      await test.call('imports.list', {}),
      await test.call('workspace.info', {}),
    ]).toEqual(before);
  });

  it('is what replaces it, or nothing is replaced', async () => {
    const table = await load('id,n\n1,1\n');
    const file = write('after.csv', 'id,n\n1,2\n');
    const { receipt, sha256 } = await test.call('imports.compare', { file, table, key: 'id' });
    write('after.csv', 'id,n\n1,3\n');
    expect(await test.failure('imports.run', { file, table, compared: { receipt, sha256 } })).toMatchObject({
      code: 'FILE_CHANGED',
    });
    write('after.csv', 'id,n\n1,2\n');
    const { id } = await test.call('imports.run', { file, table, compared: { receipt, sha256 } });
    expect(await test.failure('imports.run', { file, table, compared: { receipt, sha256 } })).toMatchObject({
      code: 'TABLE_CHANGED',
    });
    expect((await test.call('tables.versions', { table })).map((version) => version.receipt)).toEqual([id, receipt]);
  });

  it('is compared by the key of the customers, else by a column that is a key of the rows', async () => {
    const table = await load('n,id,name,part\n1.5,A,x,1\n2.5,B,y,1\n3.5,C,,2\n');
    expect(await test.call('tables.keys', { table })).toEqual({ suggested: 'id', unique: ['n', 'id'] });
    await test.call('entities.apply', { map: { customers: { table, key: 'n' } } });
    expect(await test.call('tables.keys', { table })).toEqual({ suggested: 'n', unique: ['n', 'id'] });
    expect(await test.call('tables.keys', { table: await load('a,b\n1,\n1,2\n') })).toEqual({ suggested: null, unique: [] });
  });
});
