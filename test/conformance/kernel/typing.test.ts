import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ImportOptions, ImportReceipt } from '../../../shared/model/import';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';
import { tableRows } from '../../support/tableRows';

describeEngines('values as people write them', (engine) => {
  let test: TestKernel;

  beforeAll(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: null });
  });
  afterAll(() => test.kernel.close());

  it.each([
    ['groups of digits and accounting parentheses', ['"1,234.56"', '"(1,234.56)"', '12'], 'number', [1234.56, -1234.56, 12]],
    ['whole numbers in groups', ['"1,234"', '"-12,345,678"', '9'], 'integer', [1234, -12345678, 9]],
    ['currency signs', ['¥12.50', '￥-3', '"$1,000"'], 'number', [12.5, -3, 1000]],
    [
      'Chinese scales, exact to the last digit',
      ['1.2万', '3.4亿', '1.1万元', '-5千'],
      'number',
      [12000, 340000000, 11000, -5000],
    ],
    ['full-width digits', ['１２３', '４．５', '－６'], 'number', [123, 4.5, -6]],
    ['tokens for unknown', ['-', '12', 'N/A', '无', '1.5'], 'number', [null, 12, null, null, 1.5]],
    ['compact days', ['20250131', '19991231', '20000229'], 'date', ['2025-01-31', '1999-12-31', '2000-02-29']],
    ['days with slashes', ['2025/1/31', '2024/12/1', '2023/02/28'], 'date', ['2025-01-31', '2024-12-01', '2023-02-28']],
    [
      'Chinese days',
      ['2025年1月31日', '2024年12月1号', '２０２３年２月２８日'],
      'date',
      ['2025-01-31', '2024-12-01', '2023-02-28'],
    ],
    [
      'moments',
      ['2025年1月31日 9:05', '2025/1/31 19:05:30', '20250131 10:20'],
      'timestamp',
      ['2025-01-31 09:05:00', '2025-01-31 19:05:30', '2025-01-31 10:20:00'],
    ],
    ['mobile numbers', ['13800138000', '18612345678', ''], 'text', ['13800138000', '18612345678', null]],
    ['amounts of eleven digits', ['13800138000', '98612345678'], 'integer', [13800138000, 98612345678]],
    ['days that are none', ['20251301', '20250230', '20259999'], 'integer', [20251301, 20250230, 20259999]],
    ['yes and no stay as written', ['是', '否', '是'], 'text', ['是', '否', '是']],
    ['identity numbers with X', ['11010519491231002X', '110105194912310038', '44052418800101001X'], 'text', null],
    ['words beside numbers', ['12', 'twelve', '"1,200"'], 'text', ['12', 'twelve', '1,200']],
    ['leading zeros among groups', ['007', '"1,234"', '12'], 'text', ['007', '1,234', '12']],
  ] as const)('%s', async (_name, cells, type, values) => {
    const receipt = await load(`key,cell\n${cells.map((cell, at) => `k${at},${cell}\n`).join('')}`);
    expect(receipt).toMatchObject({ rejected: 0, rows: cells.length });
    expect(receipt.columns[1]).toMatchObject({ name: 'cell', type });
    if (values) expect((await rows()).map((row) => row[1])).toEqual(values);
  });

  it('reads a share as so many of a hundred, and says so', async () => {
    const receipt = await load('key,share\na,12.5%\nb,3%\nc,0\n');
    expect(receipt.columns[1]).toEqual({ name: 'share', type: 'number', unit: '%' });
    expect((await rows()).map((row) => row[1])).toEqual([12.5, 3, 0]);
  });

  it('never mixes shares and plain numbers', async () => {
    const receipt = await load('key,share\na,12.5%\nb,0.125\n');
    expect(receipt.columns[1]).toEqual({ name: 'share', type: 'text' });
  });

  it('takes the unit from the name, and from the person', async () => {
    const receipt = await load('客户,余额（万元）,笔数(笔),备注(元)\na,1.5,2,x\n', { units: { '笔数(笔)': '次' } });
    expect(receipt.columns).toEqual([
      { name: '客户', type: 'text' },
      { name: '余额（万元）', type: 'number', unit: '万元' },
      { name: '笔数(笔)', type: 'integer', unit: '次' },
      { name: '备注(元)', type: 'text' },
    ]);
  });

  it('takes five digits for a spreadsheet’s days only where the name says day', async () => {
    const receipt = await load('开户日期,点数\n45688,45688\n45689,45689\n');
    expect(receipt.columns.map(({ type }) => type)).toEqual(['date', 'integer']);
    expect(await rows()).toEqual([
      ['2025-01-31', 45688],
      ['2025-02-01', 45689],
    ]);
  });

  it('reads yes and no as truth values when asked to', async () => {
    await load('key,flag\na,是\nb,N\nc,\nd,Yes\n', { types: { flag: 'boolean' } });
    expect((await rows()).map((row) => row[1])).toEqual([true, false, null, true]);
  });

  it('never rounds to a whole number', async () => {
    const receipt = await load('key,n\na,1\nb,1.5\nc,2\n', { types: { n: 'integer' }, rejectShare: 1 });
    expect(receipt).toMatchObject({ rows: 2, rejected: 1 });
  });

  it('keeps the format of days that the file has where a token stands for unknown', async () => {
    await load('key,day\na,31/01/2025\nb,01/01/1900\nc,15/02/2025\n', { nulls: ['01/01/1900'] });
    expect((await rows()).map((row) => row[1])).toEqual(['2025-01-31', null, '2025-02-15']);
  });

  it('reads groups of digits that first come behind the sample', async () => {
    const receipt = await load(`key,n\n${'a,12\n'.repeat(25_000)}b,"1,234"\n`);
    expect(receipt).toMatchObject({ rows: 25_001, rejected: 0, columns: [{}, { type: 'integer' }] });
    expect((await rows(25_000))[0]?.[1]).toBe(1234);
  });

  it('keeps decimals that first come behind the sample', async () => {
    const receipt = await load(`key,n\n${'a,12\n'.repeat(25_000)}b,1.5\n`);
    expect(receipt).toMatchObject({ rows: 25_001, rejected: 0, columns: [{}, { type: 'number' }] });
    expect(await rows(25_000)).toEqual([['b', 1.5]]);
  });

  it('keeps leading zeros and long digits that first come behind the sample', async () => {
    const receipt = await load(`branch_no,card,n\n${'12,12,1\n'.repeat(25_000)}007,6222021234567890123,2\n`);
    expect(receipt.columns.map(({ type }) => type)).toEqual(['text', 'text', 'integer']);
    expect(await rows(25_000)).toEqual([['007', '6222021234567890123', 2]]);
  });

  it('says why, and which tokens stand for unknown, before anything is imported', async () => {
    const preview = await test.call('imports.preview', { file: write('key,n,p,d\n1,"1,2",-,2025/1/3\n001,-,3%,2025/1/4\n') });
    expect(preview.columns).toEqual([
      { name: 'key', type: 'text', reason: 'leadingZeros' },
      { name: 'n', type: 'text' },
      { name: 'p', type: 'number', unit: '%', reason: 'percent', nulls: ['-'] },
      { name: 'd', type: 'date' },
    ]);
  });

  it('gives the tags of its columns the unit', async () => {
    await load('key,share\na,12.5%\nb,3%\n');
    const customers = { table: 'written', key: 'key' };
    await test.call('entities.apply', { map: { customers, attributes: [], events: [], balances: [], exposures: [] } });
    expect(await test.call('tags.list', {})).toMatchObject([{ id: 'key' }, { id: 'share', type: 'number', unit: '%' }]);
    expect((await test.call('tags.list', {}))[0]).not.toHaveProperty('unit');
  });

  async function load(text: string, options: ImportOptions = {}): Promise<ImportReceipt> {
    return await test.call('imports.run', { file: write(text), table: 'written', options });
  }

  function write(text: string): string {
    const path = join(engine.folder, 'written.csv');
    writeFileSync(path, text);
    return test.grant(path);
  }

  async function rows(offset = 0): Promise<unknown[][]> {
    return tableRows((await test.call('tables.page', { table: 'written', offset, limit: 100 })).arrow);
  }
});
