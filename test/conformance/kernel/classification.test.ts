import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ColumnKind, DataClass } from '../../../shared/model/classification';
import { Fault } from '../../../shared/model/result';
import { describeEngines } from '../../support/engines';
import { startTagKernel, type TagKernel } from '../../support/tagKernel';

/** By hand: of every column of the demo bank that is not plain data, what it holds. */
const BANK: Readonly<Record<string, ColumnKind>> = {
  'customers.姓名': 'name',
  'customers.出生日期': 'birthDate',
  'customers.手机号': 'mobile',
  'customers.证件号码': 'residentId',
};
/** Likewise, what is of money. */
const AMOUNTS = [
  ...['存款余额', '基金余额', '理财余额', '贷款余额'].map((column) => `balances.${column}`),
  ...['月收入', '管理资产', '存款余额', '基金余额', '理财余额', '贷款余额', '信用额度'].map((column) => `customers.${column}`),
  'events.金额',
  'holdings.金额',
];

/** Likewise of the real and the odd files: all columns that are not plain data. Files that are not here have none. */
const FILES: Readonly<Record<string, Readonly<Record<string, ColumnKind>>>> = {
  'bank/bank-full.csv': { balance: 'amount' },
  'cdnow/CDNOW_master.txt': { dollar_value: 'amount' },
  // Numbers of dollars without a name: nothing in the file says what they are.
  'cdnow/CDNOW_sample.txt': {},
  'cdnow/cdnow_customers_summary.csv': {},
  'events/prepaid_travel_cost.csv': { requested_amount: 'amount' },
  'hillstrom/hillstrom.csv': { history_segment: 'amount', history: 'amount', spend: 'amount' },
  'messy/ddb__csv__double_quoted_header.csv': { name: 'name' },
  'messy/ddb__csv__encodings__latin1.csv': { name: 'name' },
  'messy/ddb__csv__encodings__shift_jis.csv': { 名前: 'name' },
  'messy/ddb__csv__encodings__utf16.csv': { name: 'name' },
  'messy/ddb__csv__thousands_separator__multi_column_quote.csv': { name: 'name', money: 'amount' },
  'messy/derived__ascii_then_gbk_tail.csv': { balance: 'amount' },
  'messy/derived__gb18030_rare_names.csv': { 姓名: 'name', 金额: 'amount' },
  'messy/derived__gbk_中文表头.csv': { 余额: 'amount' },
  'messy/derived__header_invisible.csv': { 余额: 'amount' },
  'messy/derived__merged_title_two_headers.xlsx': { 余额: 'amount' },
  'messy/derived__multi_sheet_cn.xlsx': { 余额: 'amount' },
  'messy/derived__null_tokens_cn.csv': { 余额: 'amount' },
  'messy/derived__really_xlsx.csv': { 余额: 'amount' },
  'messy/derived__sci_card_numbers.csv': { 卡号: 'bankCard', 余额: 'amount' },
  'messy/derived__semicolon_decimal_comma.csv': { Saldo: 'amount' },
  'messy/derived__text_numbers.xlsx': { 金额文本: 'amount' },
  'messy/derived__utf16be_nobom_cn.csv': { 余额: 'amount' },
  'messy/derived__utf8_bom_cn.csv': { 余额: 'amount' },
  // Its first row was taken for a header. Rare family names alone are like any other word.
  'messy/dt__quoted_no_header.csv': { John: 'name', '120 jefferson st.': 'address' },
  'messy/spec__comma_in_quotes.csv': { first: 'name', last: 'name', address: 'address' },
};
const DATA = '../shared/data';
const ODD = readdirSync(`${DATA}/messy`).filter((file) => file !== 'manifest.json');
/** The others are refused by the import, for reasons that its own tests say. */
const FEWEST_LOADED = 85;

const PEOPLE = `id,姓名,手机,证件号码,交易密码,备注,订单号,余额
1,张伟,13800001234,11010519491231002X,8f3a,客户 13912345678 来电,202401150000010001,100.5
2,王芳,13911115678,110101199003070038,9b1c,无,202401150000010002,200
3,李娜,13722223456,34052419800101001X,77aa,已核实,202401150000010003,
4,刘洋,13633334567,810000199001010019,c0de,邮箱 a@b.cn,202401150000010004,400
`;
const VISITS = `id,at,what,amount,payee
1,2025-01-10 09:00:00,pay,10.1,13911112222
2,2025-01-20 09:00:00,pay,20.2,13922223333
3,2025-02-05 09:00:00,pay,500,13533334444
`;

/** What is no table fails with a code; anything else is a fault of the test. */
function isRefused(error: unknown): false {
  if (error instanceof Fault) return false;
  throw error;
}

describeEngines('classification', (engine) => {
  let test: TagKernel;
  const classes = async (table?: string) => {
    const { columns } = await test.call('classification.read', table === undefined ? {} : { table });
    return Object.fromEntries(columns.map(({ column, dataClass, kind }) => [column, [dataClass, kind]]));
  };
  const tagClass = async (id: string) => (await test.call('tags.list', {})).find((tag) => tag.id === id)?.dataClass;

  beforeAll(async () => {
    test = startTagKernel(engine);
    await test.call('workspace.create', { file: null });
    const path = join(engine.folder, 'people.csv');
    writeFileSync(path, PEOPLE);
    const kept = [{ column: '交易密码', reason: '测试需要保留' }];
    await test.call('imports.run', { file: test.grant(path), table: 'people', options: { kept } });
    await test.load('visits', VISITS);
    const events = [{ table: 'visits', customer: 'id', time: 'at', name: { column: 'what' }, props: ['amount', 'payee'] }];
    await test.call('entities.apply', { map: { customers: { table: 'people', key: 'id' }, events, asOf: '2025-02-28' } });
  }, 60_000);
  afterAll(() => test.kernel.close());

  it('says what columns hold, with evidence that has no values', async () => {
    const found: Record<string, [DataClass, ColumnKind | null]> = {
      id: ['C1', null],
      姓名: ['C2', 'name'],
      手机: ['C2', 'mobile'],
      证件号码: ['C2', 'residentId'],
      交易密码: ['C3', 'credential'],
      备注: ['C2', 'freeText'],
      订单号: ['C1', null],
      余额: ['C2', 'amount'],
    };
    expect(await classes('people')).toEqual(found);
    const answer = await test.call('classification.read', { table: 'people' });
    expect(await test.call('classification.read', { table: 'people', everyCell: true })).toEqual(answer);
    const id = answer.columns.find(({ column }) => column === '证件号码');
    expect(id).toMatchObject({ label: 3, evidence: { rule: 'checksum', share: 1, cells: 4, named: true } });
    expect(JSON.stringify(answer)).not.toMatch(/13800001234|张伟|8f3a/);
  });

  it('is overruled with a reason, which masks, tags and queries follow, and taken back', async () => {
    const masks = async () => (await test.call('tables.masks', { table: 'people' })).map(({ column, kind }) => [column, kind]);
    expect(await masks()).toEqual([
      ['姓名', 'name'],
      ['手机', 'mobile'],
      ['证件号码', 'residentId'],
      ['交易密码', 'credential'],
      ['备注', 'freeText'],
    ]);
    const save = (column: string, overrule: object | null) =>
      test.call('classification.save', { change: { columns: [{ table: 'people', column, overrule: overrule as never }] } });
    await save('手机', { kind: null, dataClass: 'C1', reason: '测试号码，不属于个人' });
    await save('订单号', { kind: 'account', dataClass: 'C2', reason: '订单号即账号' });
    expect(await classes('people')).toMatchObject({ 手机: ['C1', null], 订单号: ['C2', 'account'] });
    expect((await masks()).map(([column]) => column)).toEqual(['姓名', '证件号码', '交易密码', '备注', '订单号']);
    expect(await tagClass('手机')).toBe('C1');
    const sql = 'SELECT "手机", "姓名" AS who, "订单号" FROM data.people';
    const { columns, query } = await test.call('queries.run', { sql });
    expect(columns.map(({ dataClass, kind }) => [dataClass, kind])).toEqual([
      ['C1', null],
      ['C2', 'name'],
      ['C2', 'account'],
    ]);
    const copied = await test.call('queries.copy', { query, rows: [0, 0], columns: [0, 2] });
    expect(copied.text).toBe('13800001234\t张*\t**************0001');
    await save('手机', null);
    await save('订单号', null);
    expect(await classes('people')).toMatchObject({ 手机: ['C2', 'mobile'], 订单号: ['C1', null] });
    const filter = { actions: ['classification.save' as const] };
    const { entries } = await test.call('audit.list', { offset: 0, limit: 10, filter });
    const written = entries.map(({ action, detail }) => [action, JSON.parse(detail).columns[0]]);
    expect(written.filter(([action]) => action === 'classification.save').at(-1)).toEqual([
      'classification.save',
      { table: 'people', column: '手机', kind: null, dataClass: 'C1', reason: '测试号码，不属于个人', isTakenBack: false },
    ]);
    expect(written[0]?.[1]).toMatchObject({ column: '订单号', isTakenBack: true });
  });

  it('refuses a column that is not there, and a reason that says nothing', async () => {
    const overrule = { kind: null, dataClass: 'C1', reason: '不属于个人' } as const;
    const change = (column: string, reason = overrule.reason as string) => ({
      change: { columns: [{ table: 'people', column, overrule: { ...overrule, reason } }] },
    });
    expect(await test.failure('classification.save', change('none'))).toMatchObject({ code: 'UNKNOWN_COLUMN' });
    await expect(test.call('classification.save', change('手机', ' 看 '))).rejects.toThrow();
    expect(await test.failure('classification.read', { table: 'none' })).toMatchObject({ code: 'UNKNOWN_TABLE' });
  });

  it('looks at long texts from their first letter to their last where every cell is asked for', async () => {
    const filler = '客户来电咨询理财产品。'.repeat(200);
    await test.load('calls', `id,记录\n1,${filler}证件 11010519491231002X 已核\n2,${filler}\n3,${filler}电话 13800001234。\n`);
    const read = async (everyCell: boolean) => {
      const { columns } = await test.call('classification.read', { table: 'calls', everyCell });
      return columns.find(({ column }) => column === '记录')?.kind ?? null;
    };
    expect([await read(false), await read(true)]).toEqual([null, 'freeText']);
  });

  it('leaves columns of passwords out of a file, unless they are kept for a reason, which the chain notes', async () => {
    const people = await test.call('tables.list', {});
    expect(people.find(({ name }) => name === 'people')?.columns.map(({ name }) => name)).toContain('交易密码');
    const path = join(engine.folder, 'cards.csv');
    writeFileSync(path, 'id,卡号,cvv2\n1,6222020000000000000,123\n2,4111111111111111,456\n');
    const file = test.grant(path);
    const preview = await test.call('imports.preview', { file, options: {} });
    expect([preview.credentials, preview.columns.length]).toEqual([['cvv2'], 3]);
    const receipt = await test.call('imports.run', { file, table: 'cards' });
    expect([receipt.leftOut, receipt.columns.map(({ name }) => name)]).toEqual([['cvv2'], ['id', '卡号']]);
    expect(await test.textCells('FROM data.cards')).toEqual([
      ['1', '6222020000000000000'],
      ['2', '4111111111111111'],
    ]);
    const again = await test.call('imports.compare', { file, table: 'cards', key: 'id', options: {} });
    expect(JSON.stringify(again)).not.toContain('cvv2');
    const kept = [{ column: 'cvv2', reason: '监管检查要求留存' }];
    const whole = await test.call('imports.run', { file, table: 'cards', options: { kept } });
    expect([whole.leftOut, whole.columns.length]).toEqual([undefined, 3]);
    const filter = { actions: ['import.keepCredentials' as const], object: 'cards' };
    const { total, entries } = await test.call('audit.list', { offset: 0, limit: 1, filter });
    expect(total).toBe(1);
    expect(JSON.parse(entries[0]?.detail ?? '')).toEqual({ table: 'cards', receipt: whole.id, columns: kept });
    const overrule = { kind: 'credential', dataClass: 'C3', reason: '卡号在此即口令' } as const;
    await test.call('classification.save', { change: { columns: [{ table: 'cards', column: '卡号', overrule }] } });
    const classesInto = async (table?: string) => {
      const shown = await test.call('imports.preview', { file, ...(table ? { table } : {}) });
      return [shown.classes, shown.credentials];
    };
    expect(await classesInto()).toEqual([['C1', 'C2', 'C3'], ['cvv2']]);
    expect(await classesInto('cards')).toEqual([
      ['C1', 'C3', 'C3'],
      ['卡号', 'cvv2'],
    ]);
    expect((await test.call('imports.run', { file, table: 'cards' })).leftOut).toEqual(['卡号', 'cvv2']);
    writeFileSync(path, 'pin\n1234\n');
    expect(await test.failure('imports.run', { file: test.grant(path), table: 'pins' })).toMatchObject({
      code: 'INVALID_REQUEST',
      message: expect.stringContaining('nothing would be left'),
    });
  });

  it('makes a kind of another class in the whole workspace', async () => {
    const reason = '测试数据不含真实金额';
    await test.call('classification.save', { change: { kinds: { amount: { dataClass: 'C1', label: 2 } }, reason } });
    expect(await classes('people')).toMatchObject({ 余额: ['C1', 'amount'] });
    const { entries } = await test.call('audit.list', { offset: 0, limit: 1 });
    expect(JSON.parse(entries[0]?.detail ?? '')).toMatchObject({
      kinds: [{ kind: 'amount', dataClass: 'C1', label: 2 }],
      reason,
    });
    await test.call('classification.save', { change: { kinds: {} } });
    expect(await classes('people')).toMatchObject({ 余额: ['C2', 'amount'] });
  });

  it('gives a tag the highest class of what it reads; sums over events are C2 at most, and a person may say otherwise', async () => {
    const behaviour = { kind: 'behaviour', event: 'pay' } as const;
    await test.save('paid', { ...behaviour, measure: 'sum', prop: 'amount' });
    await test.save('times', { ...behaviour, measure: 'count' });
    await test.save('payees', { ...behaviour, measure: 'distinct', prop: 'payee' });
    await test.save('last payee', { ...behaviour, measure: 'topValue', prop: 'payee' });
    await test.save('rich', { kind: 'bucket', tag: '余额', edges: [150], labels: ['low', 'high'], method: 'typed' });
    await test.save('said', { ...behaviour, measure: 'sum', prop: 'amount' }, { sensitivity: 'C3' });
    const ids = ['手机', '余额', 'paid', 'times', 'payees', 'last payee', 'rich', 'said', '交易密码'];
    const found = await Promise.all(ids.map(tagClass));
    expect(found).toEqual(['C2', 'C2', 'C2', 'C1', 'C2', 'C2', 'C2', 'C3', 'C3']);
    const table = 'visits';
    const overrule = { kind: 'credential', dataClass: 'C3', reason: '按鉴别信息管理' } as const;
    await test.call('classification.save', { change: { columns: [{ table, column: 'payee', overrule }] } });
    expect([await tagClass('payees'), await tagClass('last payee')]).toEqual(['C2', 'C3']);
  });

  it('gives a segment the highest class of what it reads, and a list and an audience at least that of their key', async () => {
    const save = (id: string, who: object, more: object = {}) =>
      test.call('segments.save', { segment: { id, name: id, who, ...more } as never });
    const tag = (id: string) => ({ kind: 'tag', tag: id, op: 'isNotNull', values: [] });
    await test.save('times', { kind: 'behaviour', event: 'pay', measure: 'count' });
    await save('plain', tag('times'));
    await save('money', tag('余额'));
    await save('secret', { kind: 'all', rules: [tag('times'), tag('交易密码')] });
    await save('nested', { kind: 'all', rules: [tag('times'), { kind: 'segment', segment: 'secret', member: true }] });
    await save('drawn', tag('times'), { limit: { n: 1, by: { expression: '"余额"' } } });
    await test.call('lists.save', { list: { id: 'ids', name: 'ids', table: 'people', key: 'id' } });
    await test.call('lists.save', { list: { id: 'phones', name: 'phones', table: 'people', key: '手机' } });
    await test.call('audiences.freeze', { segment: 'plain', name: 'before', reason: '测试' });
    const found = async () => {
      const results = await test.call('classification.results', {});
      return Object.fromEntries(results.map(({ kind, name, dataClass }) => [`${kind} ${name}`, dataClass]));
    };
    const expected = {
      'segment plain': 'C1',
      'segment money': 'C2',
      'segment secret': 'C3',
      'segment nested': 'C3',
      'segment drawn': 'C2',
      'list ids': 'C1',
      'list phones': 'C2',
      'audience before': 'C1',
    };
    expect(await found()).toEqual(expected);
    const overrule = { kind: 'account', dataClass: 'C2', reason: '客户号即账号' } as const;
    await test.call('classification.save', { change: { columns: [{ table: 'people', column: 'id', overrule }] } });
    expect(await found()).toMatchObject({ ...expected, 'list ids': 'C2', 'audience before': 'C2' });
    await test.call('classification.save', { change: { columns: [{ table: 'people', column: 'id', overrule: null }] } });
  });

  const native = it.runIf(engine.name === 'native');
  native('finds what a person found in every file, and nothing else', { timeout: 120_000 }, async () => {
    const real = Object.keys(FILES).filter((file) => !file.startsWith('messy/'));
    let loaded = 0;
    for (const file of [...real, ...ODD.map((name) => `messy/${name}`)]) {
      const path = test.grant(`${DATA}/${file}`);
      const isLoaded = await test.call('imports.run', { file: path, table: 'odd', options: {} }).then(() => true, isRefused);
      if (!isLoaded) continue;
      loaded += 1;
      const { columns } = await test.call('classification.read', { table: 'odd' });
      const held = Object.fromEntries(columns.flatMap(({ column, kind }) => (kind === null ? [] : [[column, kind]])));
      expect({ file, held }).toEqual({ file, held: FILES[file] ?? {} });
    }
    expect(loaded).toBeGreaterThanOrEqual(real.length + FEWEST_LOADED);
  });

  native('finds all that is of persons in the demo bank, and nothing else, in either language', async () => {
    const zh = await demoKinds('zh');
    const en = await demoKinds('en');
    const ofPersons = zh.filter(([, kind]) => kind !== null && kind !== 'amount');
    expect(Object.fromEntries(ofPersons)).toEqual(BANK);
    expect(zh.flatMap(([column, kind]) => (kind === 'amount' ? [column] : []))).toEqual(AMOUNTS);
    expect(en.map(([, kind]) => kind)).toEqual(zh.map(([, kind]) => kind));
    expect(en).toContainEqual(['customers.income_band', 'amount']);
  });

  async function demoKinds(language: 'zh' | 'en') {
    const demo = startTagKernel(engine);
    await demo.call('demo.create', { folder: demo.grant(engine.folder), customers: 300, events: 3000, language });
    const { columns } = await demo.call('classification.read', {});
    await demo.kernel.close();
    return columns.map(({ table, column, kind }) => [`${table}.${column}`, kind] as const);
  }
});
