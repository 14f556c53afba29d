import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ColumnFilter, RowView } from '../../../shared/model/rowView';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';
import { tableRows } from '../../support/tableRows';

type View = Partial<Omit<RowView, 'sort'>> & { readonly sort?: readonly { column: string; descending?: boolean }[] };

const ROWS = 5000;

/** Ties, unknown cells, upper and lower case, halves, days and moments: `n` repeats after 7, `city` after 4 with one unknown. */
function fileText(rows: number, shift = 0): string {
  const cities = ['北京', '', 'Paris', 'paris%'];
  const lines = Array.from({ length: rows }, (_, at) => {
    const i = at + shift;
    const n = i % 11 === 0 ? '' : String((i * 3) % 7);
    const amount = (i % 400) / 2 - 20;
    const day = `2024-0${1 + (i % 9)}-15`;
    return [i, cities[i % 4], n, amount, day, `${day} 10:${10 + (i % 50)}:00`, i % 3 === 0 ? 'true' : 'false'].join(',');
  });
  return ['id,city,n,amount,day,moment,vip', ...lines].join('\n');
}

describeEngines('rows of a table in a view', (engine) => {
  let test: TestKernel;
  beforeAll(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: null });
    await load(fileText(ROWS));
  });
  afterAll(() => test.kernel.close());

  async function load(text: string, table = 't') {
    const path = join(engine.folder, `${table}.csv`);
    writeFileSync(path, text);
    return await test.call('imports.run', { file: test.grant(path), table });
  }

  async function page(view: View, offset = 0, limit = 1000) {
    const answer = await test.call('tables.page', { table: 't', view: view as RowView, offset, limit });
    return { ...answer, ids: tableRows(answer.arrow).map(([id]) => Number(id)) };
  }

  /** Ids by a statement written by hand. */
  async function byHand(rest: string): Promise<number[]> {
    return (await test.textCells(`FROM (SELECT id FROM data.t ${rest})`)).map(([id]) => Number(id));
  }

  it('is sorted with unknown cells last, ties in source order, also deep inside', async () => {
    const sorts: [View['sort'], string][] = [
      [[{ column: 'n' }], 'n NULLS LAST'],
      [[{ column: 'city', descending: true }], 'city DESC NULLS LAST'],
      [[{ column: 'city' }, { column: 'amount', descending: true }], 'city NULLS LAST, amount DESC'],
      [[{ column: 'moment', descending: true }], 'moment DESC'],
    ];
    for (const [sort, order] of sorts) {
      for (const offset of [0, 4200, 4990]) {
        const { ids, total, rows } = await page({ sort: sort ?? [] }, offset, 300);
        const expected = await byHand(`ORDER BY ${order}, rowid LIMIT 300 OFFSET ${offset}`);
        expect(ids, order).toEqual(expected);
        expect(rows).toEqual(expected.map((id) => id + 1));
        expect(total).toBe(ROWS);
      }
    }
  });

  const filters: [ColumnFilter, string][] = [
    [{ column: 'city', op: 'is', values: ['Paris'] }, `city = 'Paris'`],
    [{ column: 'city', op: 'isNot', values: ['Paris'] }, `city <> 'Paris'`],
    [{ column: 'city', op: 'in', values: ['Paris', '北京'] }, `city IN ('Paris', '北京')`],
    [{ column: 'city', op: 'notIn', values: ['Paris'] }, `city <> 'Paris'`],
    [{ column: 'city', op: 'contains', values: ['aris%'] }, `city = 'paris%'`],
    [{ column: 'city', op: 'startsWith', values: ['P'] }, `city = 'Paris'`],
    [{ column: 'city', op: 'isNull', values: [] }, 'city IS NULL'],
    [{ column: 'n', op: 'isNotNull', values: [] }, 'n IS NOT NULL'],
    [{ column: 'n', op: 'between', values: [2, 4] }, 'n >= 2 AND n <= 4'],
    [{ column: 'n', op: 'in', values: [1, 5, 6] }, 'n = 1 OR n = 5 OR n = 6'],
    [{ column: 'amount', op: 'lt', values: [-3.5] }, 'amount < -3.5'],
    [{ column: 'amount', op: 'gte', values: [100] }, 'amount >= 100'],
    [{ column: 'day', op: 'between', values: ['2024-03-01', '2024-04-15'] }, `day >= '2024-03-01' AND day <= '2024-04-15'`],
    [{ column: 'moment', op: 'is', values: ['2024-02-15'] }, `CAST(moment AS DATE) = DATE '2024-02-15'`],
    [{ column: 'moment', op: 'lte', values: ['2024-02-15'] }, `moment < '2024-02-16'`],
    [{ column: 'vip', op: 'is', values: [true] }, 'vip'],
    [{ column: 'vip', op: 'isNot', values: [true] }, 'NOT vip'],
  ];
  it('keeps the rows that pass a filter of each kind, all of several, and no other', async () => {
    for (const [filter, condition] of filters) {
      const { ids, total } = await page({ filters: [filter] });
      const expected = await byHand(`WHERE ${condition} ORDER BY rowid`);
      expect(expected.length, condition).toBeGreaterThan(0);
      expect(total, condition).toBe(expected.length);
      expect(ids, condition).toEqual(expected.slice(0, 1000));
    }
    const both = await page({
      filters: filters
        .slice(0, 1)
        .concat(filters.slice(8, 9))
        .map(([filter]) => filter),
    });
    expect(both.ids).toEqual(await byHand(`WHERE city = 'Paris' AND n BETWEEN 2 AND 4 ORDER BY rowid`));
    expect(await page({ filters: [{ column: 'n', op: 'is', values: [99] }] })).toMatchObject({ total: 0, ids: [] });
  });

  it('searches every column for a text as it stands, in either case', async () => {
    expect((await page({ search: 'PARIS%' })).ids).toEqual((await byHand(`WHERE city = 'paris%' ORDER BY rowid`)).slice(0, 1000));
    expect((await page({ search: '2024-02-15 10:21' })).ids).toEqual(
      await byHand(`WHERE moment::VARCHAR LIKE '2024-02-15 10:21%'`),
    );
    expect((await page({ search: '5.0' })).total).toBe(0);
    expect((await page({ search: '98.5' })).ids).toEqual(await byHand('WHERE amount = 98.5 ORDER BY rowid'));
  });

  it('sums up a range, of source order, of part of a view and of all of it', async () => {
    const summary = (view: View, rows: [number, number], columns: string[]) =>
      test.call('tables.summary', { table: 't', view: view as RowView, range: { rows, columns } });
    const figures = async (from: string, column: string) => {
      const sql = `FROM (SELECT count(*), count(${column}), count(DISTINCT ${column}), sum(${column}), min(${column}), max(${column}) FROM (${from}))`;
      const [rows, known, distinct, sum, min, max] = ((await test.textCells(sql))[0] ?? []).map(Number);
      return { rows, columns: [{ name: column, known, distinct, sum, min, max }] };
    };
    expect(await summary({}, [10, 1234], ['n'])).toEqual(await figures('FROM data.t WHERE id BETWEEN 10 AND 1234', 'n'));
    const sort = [{ column: 'city', descending: true }];
    const some = 'FROM data.t ORDER BY city DESC NULLS LAST, rowid LIMIT 2001 OFFSET 1000';
    expect(await summary({ sort }, [1000, 3000], ['amount'])).toEqual(await figures(some, 'amount'));
    expect(await summary({ sort }, [0, ROWS - 1], ['n'])).toEqual(await figures('FROM data.t', 'n'));
    const two = await summary({ filters: [{ column: 'vip', op: 'is', values: [true] }] }, [0, 99], ['city', 'day']);
    expect(two).toEqual({
      rows: 100,
      columns: [
        { name: 'city', known: 75 },
        { name: 'day', known: 100, min: '2024-01-15', max: '2024-07-15' },
      ],
    });
  });

  it('refuses columns that are not there, values that do not fit, and more cells than can be copied', async () => {
    const failure = (view: View) => test.failure('tables.page', { table: 't', view: view as RowView, offset: 0, limit: 1 });
    expect(await failure({ sort: [{ column: 'nowhere' }] })).toMatchObject({ code: 'UNKNOWN_COLUMN', at: { field: 'nowhere' } });
    expect(await failure({ filters: [{ column: 'n', op: 'contains', values: ['x'] }] })).toMatchObject({
      code: 'INVALID_RULE',
      at: { path: 'filters.0' },
    });
    const columns = ['id', 'city', 'n', 'amount', 'day', 'moment', 'vip'];
    await load(fileText(15_000), 'long');
    expect(await test.failure('tables.copy', { table: 'long', range: { rows: [0, 14_999], columns } })).toMatchObject({
      code: 'INVALID_REQUEST',
      message: 'The selection has 105000 cells; at most 100000 can be copied at once.',
    });
    const most = await test.call('tables.copy', { table: 'long', range: { rows: [0, 13_999], columns } });
    expect(most.text.split('\n')).toHaveLength(14_000);
  });

  it('is cancelled', async () => {
    const view: View = { search: 'cancelled' };
    const stopped = AbortSignal.abort();
    expect(await test.failure('tables.page', { table: 't', view: view as RowView, offset: 0, limit: 1 }, stopped)).toMatchObject({
      code: 'CANCELLED',
    });
    expect(await page(view)).toMatchObject({ total: 0 });
  });

  it('is found anew when the table is replaced; the former load still has its own', async () => {
    const view: View = { sort: [{ column: 'id', descending: true }] };
    expect((await page(view, 0, 2)).ids).toEqual([ROWS - 1, ROWS - 2]);
    const [before] = await test.call('tables.versions', { table: 't' });
    await load(fileText(30, 100));
    expect(await page(view, 0, 2)).toMatchObject({ ids: [129, 128], total: 30, rows: [30, 29] });
    const receipt = before?.receipt ?? 0;
    const former = await test.call('tables.page', { table: 't', receipt, view: view as RowView, offset: 0, limit: 1 });
    expect(former).toMatchObject({ total: ROWS, rows: [ROWS] });
  });

  it('is copied as cells for a spreadsheet, with what is of persons masked', async () => {
    const rows = [
      '姓名,身份证号,手机,卡号,城市,公式,long',
      '张三,11010519491231002X,13800138000,4111111111111111,北京,=1+1,9007199254740993',
      '欧阳娜娜,110105194912310011,+86 139-1234-5678,5500005555555559,上海,-x,1',
      '李四,440524188001010014,13912345679,,广州,,2',
      '王小明,,13700000000,,杭州,a"b,3',
    ];
    await load(rows.join('\n'), 'persons');
    expect(await test.call('tables.masks', { table: 'persons' })).toEqual([
      { column: '姓名', kind: 'name' },
      { column: '身份证号', kind: 'residentId' },
      { column: '手机', kind: 'mobile' },
      { column: '卡号', kind: 'bankCard' },
    ]);
    const columns = ['姓名', '身份证号', '手机', '卡号', '城市', '公式', 'long'];
    const copied = await test.call('tables.copy', { table: 'persons', range: { rows: [0, 3], columns }, names: true });
    expect(copied.cells).toBe(28);
    expect(copied.text.split('\n')).toEqual([
      columns.join('\t'),
      `张*\t110105********002X\t138****8000\t411111******1111\t北京\t'=1+1\t9007199254740993`,
      `欧阳**\t110105********0011\t139****5678\t550000******5559\t上海\t'-x\t1`,
      '李*\t440524********0014\t139****5679\t\t广州\t\t2',
      '王**\t\t137****0000\t\t杭州\ta"b\t3',
    ]);
    const view = { sort: [{ column: '姓名', descending: false }], filters: [], search: '' };
    const sorted = await test.call('tables.copy', { table: 'persons', view, range: { rows: [1, 2], columns: ['姓名', '城市'] } });
    expect(sorted.text).toBe('李*\t广州\n欧阳**\t上海');
  });

  it('names of persons in Latin letters are masked, names of other things are not', async () => {
    await load(
      'name,product name\nZhao Chunlan,Steady Growth Fund\nXiaoming Wang,Gold Savings\n"Li, Hua",Long Term Bond',
      'spelled',
    );
    expect(await test.call('tables.masks', { table: 'spelled' })).toEqual([{ column: 'name', kind: 'name' }]);
    const copied = await test.call('tables.copy', {
      table: 'spelled',
      range: { rows: [0, 2], columns: ['name', 'product name'] },
    });
    expect(copied.text).toBe('Z***\tSteady Growth Fund\nX***\tGold Savings\nL***\tLong Term Bond');
  });
});
