import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ImportOptions } from '../../../shared/model/import';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

describeEngines('several files of one shape', (engine) => {
  let test: TestKernel;

  beforeAll(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: null });
  });
  afterAll(() => test.kernel.close());

  it('become one table, each row with its file, its line and its place in the receipt', async () => {
    const [first, second] = [
      write('202501.csv', 'id,amount,day\n1,5,2025-01-01\n2,x,2025-01-02\n3,7,2025-01-03\n'),
      write('202502.csv', '\n\nday;id;amount\n2025-02-01;4;1.5\n2025-02-02;5;"2"\n2025-02-03;6;y\n'),
    ];
    const options: ImportOptions = { types: { amount: 'number' }, rejectShare: 0.5 };
    const receipt = await load([first, second], options, 'trades');
    expect(receipt).toMatchObject({ table: 'trades', file: '202501.csv', rows: 4, rejected: 2, rowsRead: 6 });
    expect(receipt.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'id integer',
      'amount number',
      'day date',
      'file text',
    ]);
    const sha256 = [first, second].map((path) => hash(readFileSync(path)));
    expect(receipt.files).toEqual([
      { name: '202501.csv', size: 59, sha256: sha256[0], rows: 2, rejected: 1 },
      { name: '202502.csv', size: 65, sha256: sha256[1], rows: 2, rejected: 1 },
    ]);
    expect(receipt.sha256).toBe(hash(`${sha256[0]}\n${sha256[1]}\n`));
    expect(await test.textCells('FROM data.trades')).toEqual([
      ['1', '5.0', '2025-01-01', '202501.csv'],
      ['3', '7.0', '2025-01-03', '202501.csv'],
      ['4', '1.5', '2025-02-01', '202502.csv'],
      ['5', '2.0', '2025-02-02', '202502.csv'],
    ]);
    const rejects = await test.call('imports.rejects', { receipt: receipt.id, offset: 0, limit: 10 });
    expect(rejects.rows).toMatchObject([
      { file: '202501.csv', line: 3, column: 'amount' },
      { file: '202502.csv', line: 6, column: 'amount' },
    ]);
    const later = await test.call('imports.rejects', { receipt: receipt.id, offset: 1, limit: 1 });
    expect(later.rows).toMatchObject([{ file: '202502.csv' }]);
    const lines = await test.textCells("FROM meta.source_lines WHERE table_name = 'trades' ORDER BY from_row");
    expect(rowLines(lines, 4)).toEqual([2, 4, 4, 5]);
  });

  it('get types that hold the values of all of them', async () => {
    const paths = [
      write('a1.csv', 'n,w,day,t,empty,share,file\n1,2,2025-01-01,1,,5%,x\n'),
      write('a2.csv', 'n,w,day,t,empty,share,file\n1.5,3,2025-01-01 10:00:00,x,2025-01-01,5,y\n'),
    ];
    const preview = await test.call('imports.preview', { file: test.grant(paths[0] ?? ''), more: [test.grant(paths[1] ?? '')] });
    expect(preview.files).toEqual(['a1.csv', 'a2.csv']);
    const types = preview.columns.map(({ name, type }) => `${name} ${type}`);
    expect(types).toEqual(['n number', 'w integer', 'day timestamp', 't text', 'empty date', 'share text', 'file text']);
    const { table, columns } = await load(paths);
    expect(columns.at(-1)).toEqual({ name: 'file_2', type: 'text' });
    expect(await test.textCells(`FROM data.${table}`)).toEqual([
      ['1.0', '2', '2025-01-01 00:00:00', '1', null, '5%', 'x', 'a1.csv'],
      ['1.5', '3', '2025-01-01 10:00:00', 'x', '2025-01-01', '5', 'y', 'a2.csv'],
    ]);
  });

  it('whose days cannot be told apart stay text', async () => {
    const { table, columns } = await load([
      write('d1.csv', 'd\n13/02/2025\n14/02/2025\n'),
      write('d2.csv', 'd\n02/13/2025\n02/14/2025\n'),
    ]);
    expect(columns[0]).toEqual({ name: 'd', type: 'text' });
    expect((await test.textCells(`FROM data.${table}`)).map(([d]) => d)).toEqual([
      '13/02/2025',
      '14/02/2025',
      '02/13/2025',
      '02/14/2025',
    ]);
  });

  it('are read again where cells behind the sample of one show a wider type', async () => {
    const whole = Array.from({ length: 21_000 }, (_, index) => index).join('\n');
    const { table, columns } = await load([write('l1.csv', 'n\n1\n2\n'), write('l2.csv', `n\n${whole}\n0.5\n`)]);
    expect(columns[0]).toEqual({ name: 'n', type: 'number' });
    expect(await test.countBySql(`SELECT sum(n) FROM data.${table}`, [])).toBe((20_999 * 21_000) / 2 + 3.5);
  });

  it('are told apart by their order where their names are the same, and may be of several formats', async () => {
    mkdirSync(join(engine.folder, 'sub'));
    const workbook = join(engine.folder, 'b.xlsx');
    writeFileSync(
      workbook,
      await writeXlsx({
        sheets: [
          {
            name: '表',
            rows: [
              ['y', 'x'],
              [1, 2],
            ],
          },
        ],
      }),
    );
    const paths = [write('b.csv', 'x,y\n7,8\n'), write('sub/b.csv', 'X,Y\n9,10\n'), workbook];
    const { table } = await load(paths, { names: ['one', 'two'] });
    expect(await test.textCells(`FROM data.${table}`)).toEqual([
      ['7', '8', 'b.csv'],
      ['9', '10', 'b.csv (2)'],
      ['2', '1', 'b.xlsx'],
    ]);
  });

  it('are refused as a whole where one has other columns, no rows or too many that do not fit', async () => {
    const tables = await test.call('tables.list', {});
    const first = write('r1.csv', 'a,b\n1,2\n');
    const refused = async (second: string) =>
      (await test.failure('imports.run', request([first, write('r2.csv', second)], { types: { b: 'integer' } }))).message;
    expect(await refused('a\n1\n')).toBe('r2.csv has no column "b", which r1.csv has; nothing was imported.');
    expect(await refused('a,b,c\n1,2,3\n')).toBe('r2.csv has a column "c", which r1.csv has not; nothing was imported.');
    expect(await refused('a,b\n')).toContain('r2.csv');
    expect(await refused('a,b\n1,2\n3,4\n5,x\n')).toContain('r2.csv: 1 of 3 rows do not fit');
    expect(await test.call('tables.list', {})).toEqual(tables);
  });

  it('are found by their columns, whatever else cannot be read', async () => {
    const paths = ['k1.csv', 'k2.csv', 'k3.csv', 'k4.csv'];
    const texts = ['a,b\n1,2\n', 'B,A\nx,y\n', 'a,c\n1,2\n', ''];
    const [first = '', ...others] = paths.map((name, index) => test.grant(write(name, texts[index] ?? '')));
    expect(await test.call('imports.alike', { file: first, others })).toEqual([others[0]]);
  });

  it('replace a table after a comparison', async () => {
    const jan = write('m1.csv', 'id,v\n1,a\n2,b\n');
    await load([jan, write('m2.csv', 'id,v\n3,c\n')], {}, 'months');
    const grown = request([jan, write('m2.csv', 'id,v\n3,d\n4,e\n')]);
    const compared = await test.call('imports.compare', { ...grown, table: 'months', key: 'id' });
    expect(compared).toMatchObject({ appeared: 1, vanished: 0, changed: 1, unchanged: 2 });
    const { receipt, sha256 } = compared;
    expect(await test.call('imports.run', { ...grown, table: 'months', compared: { receipt, sha256 } })).toMatchObject({
      rows: 4,
    });
  });

  function write(name: string, text: string): string {
    const path = join(engine.folder, name);
    writeFileSync(path, text);
    return path;
  }

  function request([first = '', ...others]: readonly string[], options: ImportOptions = {}) {
    return { file: test.grant(first), more: others.map((path) => test.grant(path)), options };
  }

  const load = (paths: readonly string[], options: ImportOptions = {}, table?: string) =>
    test.call('imports.run', { ...request(paths, options), ...(table === undefined ? {} : { table }) });
});

function hash(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The line of each row, from entries of a first row and what is added to a row from there on. */
function rowLines(entries: readonly (readonly (string | null)[])[], rows: number): number[] {
  return Array.from({ length: rows }, (_, row) => {
    const entry = entries.findLast(([, fromRow]) => Number(fromRow) <= row);
    return row + Number(entry?.[2]);
  });
}
