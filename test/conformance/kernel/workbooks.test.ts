import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeEach, expect, it } from 'vitest';
import type { ImportOptions } from '../../../shared/model/import';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

const MESSY = '../shared/data/messy';

describeEngines('an Excel workbook', (engine) => {
  let test: TestKernel;

  beforeEach(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: null });
  });
  afterAll(() => test.kernel.close());

  it('comes in by its first sheet that is not hidden, with the types of its cells', async () => {
    const receipt = await load('derived__multi_sheet_cn.xlsx');
    expect(receipt).toMatchObject({ format: 'xlsx', part: '客户', rows: 50, rejected: 0 });
    expect(receipt.columns).toEqual([
      { name: '年龄', type: 'integer' },
      { name: '职业', type: 'text' },
      { name: '婚姻', type: 'text' },
      { name: '教育', type: 'text' },
      { name: '违约', type: 'text' },
      { name: '余额', type: 'integer' },
    ]);
  });

  it('shows its sheets, and comes in by the one that is named', async () => {
    const file = test.grant(`${MESSY}/csvkit__sheets.xlsx`);
    const preview = await test.call('imports.preview', { file, options: { part: 'data' } });
    expect(preview.parts?.map(({ name }) => name)).toEqual(['not this one', 'data', 'ʤ']);
    expect(await load('csvkit__sheets.xlsx', { part: 'data' })).toMatchObject({ rows: 5, rejected: 0, part: 'data' });
    expect(await load('csvkit__sheets.xlsx', { part: 'ʤ' })).toMatchObject({ rows: 1, rejected: 0 });
    expect(await refused('csvkit__sheets.xlsx', { part: 'absent' })).toMatchObject({ code: 'INVALID_REQUEST' });
  });

  it('is read from its header on, with days, times and truth values', async () => {
    const { columns, rows, rejected } = await load('csvkit__test_skip_lines.xlsx');
    expect({ rows, rejected }).toEqual({ rows: 5, rejected: 0 });
    expect(columns.map(({ name, type }) => [name, type])).toEqual([
      ['text', 'text'],
      ['date', 'date'],
      ['integer', 'integer'],
      ['boolean', 'boolean'],
      ['float', 'number'],
      ['datetime', 'timestamp'],
      ['empty_column', 'text'],
      ['column7', 'text'],
    ]);
  });

  it('leaves out a title above the header', async () => {
    const receipt = await load('derived__merged_title_two_headers.xlsx');
    expect(receipt.columns.slice(0, 2).map(({ name }) => name)).toEqual(['客户号', '余额']);
    expect(receipt.skipped).toEqual(['2024年客户统计']);
  });

  it('keeps numbers that were stored as text, and says where a spreadsheet has lost digits', async () => {
    const file = test.grant(`${MESSY}/derived__text_numbers.xlsx`);
    const { columns } = await test.call('imports.preview', { file, options: {} });
    expect(columns[0]).toEqual({ name: '编号', type: 'text', reason: 'leadingZeros' });
    expect((await load('derived__text_numbers.xlsx')).rows).toBe(21);
    const cards = await writeXlsx({
      sheets: [{ name: 'cards', rows: [['卡号'], [6.22203e18], [6.2220300001e18]] }],
    });
    const preview = await test.call('imports.preview', { file: made('cards.xlsx', cards), options: {} });
    expect(preview.columns).toEqual([{ name: '卡号', type: 'text', reason: 'ruinedDigits' }]);
  });

  it('keeps quotes, commas and line breaks in its cells, and the lines of rejected rows', async () => {
    const cells = ['"quoted"', 'a,b', 'two\nlines', '汉字', ''];
    const rows = [['id', 'note', 'amount'], ...cells.map((cell, index) => [index, cell, index === 3 ? 'oops' : index * 2.5])];
    const workbook = await writeXlsx({ sheets: [{ name: 'notes', rows }] });
    const receipt = await test.call('imports.run', {
      file: made('notes.xlsx', workbook),
      options: { types: { amount: 'number' }, rejectShare: 1 },
    });
    expect(receipt).toMatchObject({ rows: 4, rejected: 1 });
    for (const [id, cell] of cells.slice(0, 3).entries())
      expect(await test.countBySql('SELECT count(*) FROM data.notes WHERE note = $1 AND id = $2', [cell, id])).toBe(1);
    const rejects = await test.call('imports.rejects', { receipt: receipt.id, offset: 0, limit: 10 });
    expect(rejects.rows).toMatchObject([{ column: 'amount' }]);
  });

  it('that is named .csv is a workbook all the same, and half of one is refused', async () => {
    expect(await load('derived__really_xlsx.csv')).toMatchObject({ format: 'xlsx', rows: 50 });
    expect(await refused('derived__truncated.xlsx')).toMatchObject({
      code: 'FILE_UNREADABLE',
      at: { file: 'derived__truncated.xlsx' },
    });
  });

  it('with an empty sheet says so', async () => {
    expect(await refused('derived__multi_sheet_cn.xlsx', { part: '空表' })).toMatchObject({ code: 'FILE_EMPTY' });
  });

  function made(name: string, content: Uint8Array): string {
    const path = join(engine.folder, name);
    writeFileSync(path, content);
    return test.grant(path);
  }

  async function load(file: string, options: ImportOptions = {}) {
    return await test.call('imports.run', { file: test.grant(`${MESSY}/${file}`), table: 'book', options });
  }

  async function refused(file: string, options: ImportOptions = {}) {
    return await test.failure('imports.run', { file: test.grant(`${MESSY}/${file}`), table: 'book', options });
  }
});
