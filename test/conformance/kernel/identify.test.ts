import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Cleaning, CleaningStep, ReviewRow, StepOf } from '../../../shared/model/cleaning';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

const HEAD = 'cust_no,id_no,name,mobile,card\n';
const C4 = 'C4,330102199001010011,王六,13800000004,104\n';
/** C1 stands twice, C3 and C4 share an identity number, C5 and C6 a name and a mobile; a row without a key is nobody. */
const CORE = `${HEAD}C1,11010519491231002X,张三,13800000001,101
C1,11010519491231002x,张三,13900000001,107
C2,440524188001010014,李四,13800000002,102
C3,330102199001010011,王五,13800000003,103
${C4}C5,,赵七,13800000005,105
C6,510100198001010016,赵七,13800000005,106
,999,无名,13900000009,109
`;

interface Row {
  readonly says: string;
  /** id, phone, name, card. */
  readonly cells: string;
  readonly line: number;
  /** The customer and the key (from 1) that decided, or what it is instead. */
  readonly outcome: readonly [string, number] | 'conflict' | 'ambiguous' | 'unmatched';
}

/** Line 4 is blank, so that lines and rows come apart. `card` is a column of fractions here, of whole numbers there. */
const ROWS: readonly Row[] = [
  { says: 'a small letter', cells: '11010519491231002x,,,', line: 2, outcome: ['C1', 1] },
  { says: 'full width and blanks', cells: '\u3000１１０１０５１９４９１２３１００２Ｘ ,,,', line: 3, outcome: ['C1', 1] },
  { says: 'found by the second key alone', cells: ',13800000002, 李四 ,', line: 5, outcome: ['C2', 2] },
  { says: 'half of the second key is no key', cells: ',13800000002,,7.5', line: 6, outcome: 'unmatched' },
  { says: 'two keys name two customers', cells: '11010519491231002X,13800000002,李四,', line: 7, outcome: 'conflict' },
  { says: 'several, of whom a later key names one', cells: '330102199001010011,13800000004,王六,', line: 8, outcome: ['C4', 2] },
  { says: 'several, and nothing else', cells: '330102199001010011,,,', line: 9, outcome: 'ambiguous' },
  {
    says: 'several, and a later key names another',
    cells: '330102199001010011,13800000002,李四,',
    line: 10,
    outcome: 'conflict',
  },
  {
    says: 'one, and a later key finds several others',
    cells: '440524188001010014,13800000005,赵七,',
    line: 11,
    outcome: 'conflict',
  },
  { says: 'several by the second, one by the third', cells: ',13800000005,赵七,105', line: 12, outcome: ['C5', 3] },
  { says: 'several by two keys', cells: '330102199001010011,13800000005,赵七,', line: 13, outcome: 'ambiguous' },
  { says: 'one who has no key of their own', cells: '999,,,', line: 14, outcome: 'unmatched' },
  { says: 'all keys agree', cells: '440524188001010014,13800000002,李四,102', line: 15, outcome: ['C2', 1] },
  { says: 'the first key finds nobody, the third one', cells: '000,,,106', line: 16, outcome: ['C6', 3] },
];
const CRM = `id,phone,full_name,card\n${ROWS.map(({ cells }, index) => (index === 2 ? `\n${cells}\n` : `${cells}\n`)).join('')}`;

const STEP: StepOf<'identify'> = {
  kind: 'identify',
  customers: { table: 'core', key: 'cust_no' },
  keys: [
    { columns: ['id'], theirs: ['id_no'] },
    { columns: ['phone', 'full_name'], theirs: ['mobile', 'name'] },
    { columns: ['card'], theirs: ['card'] },
  ],
  into: 'customer_id',
};
const PAGE = { table: 'crm', offset: 0, limit: 10 };

describeEngines('identify', (engine) => {
  let test: TestKernel;
  const load = async (text: string, table: string) => {
    const path = join(engine.folder, `${table}.csv`);
    writeFileSync(path, text);
    return await test.call('imports.run', { file: test.grant(path), table, options: {} });
  };
  const cleaning = (steps: CleaningStep[], table = 'crm'): Cleaning => ({ table, result: `${table}_clean`, steps });
  const apply = async (steps: CleaningStep[], table = 'crm') => {
    await test.call('cleanings.save', { cleaning: cleaning(steps, table) });
    return (await test.call('cleanings.apply', { table })).run;
  };
  const customers = async () => {
    const cells = await test.textCells('FROM (SELECT customer_id FROM data.crm_clean ORDER BY rowid)');
    return cells.map(([customer]) => customer);
  };
  const runOf = async (table: string) =>
    (await test.call('cleanings.list', {})).find((state) => state.cleaning.table === table)?.run;
  const identified = async () => (await runOf('crm'))?.steps.at(-1)?.identified;
  let firstLoad: number;
  let first: { customers: readonly unknown[]; review: readonly ReviewRow[] };

  beforeAll(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: null });
    firstLoad = (await load(CORE, 'core')).id;
    await load(CRM, 'crm');
    await apply([STEP]);
    first = { customers: await customers(), review: (await test.call('cleanings.review', PAGE)).rows };
  });
  afterAll(() => test.kernel.close());

  it.each(ROWS)('line $line: $says', ({ line, outcome }) => {
    const customer = first.customers[ROWS.findIndex((row) => row.line === line)];
    const why = first.review.find((row) => row.line === line)?.why;
    if (typeof outcome !== 'string') expect([customer, why]).toEqual([outcome[0], undefined]);
    else expect([customer, why]).toEqual([null, outcome === 'unmatched' ? undefined : outcome]);
  });

  it('counts each row once, in the preview as in what is applied', async () => {
    const by = (key: number) => ROWS.filter(({ outcome }) => typeof outcome !== 'string' && outcome[1] === key).length;
    const counts = { matched: [3, 2, 2], conflicts: 3, ambiguous: 2, unmatched: 2 };
    expect([by(1), by(2), by(3)]).toEqual(counts.matched);
    const { steps, columns } = await test.call('cleanings.preview', { cleaning: cleaning([STEP]) });
    expect(steps[0]).toMatchObject({ identified: counts, changed: [{ column: 'customer_id', cells: 7 }], rowsAfter: 14 });
    expect(steps[0]?.examples[0]).toEqual({ line: 2, column: 'customer_id', before: null, after: 'C1' });
    expect(columns.at(-1)).toEqual({ name: 'customer_id', type: 'text' });
    expect(await identified()).toEqual(counts);
  });

  it('lists what is left to a person page by page, with what each key found', async () => {
    const all = await test.call('cleanings.review', PAGE);
    expect(all.total).toBe(5);
    expect(all.rows.map(({ line }) => line)).toEqual([7, 9, 10, 11, 13]);
    expect(all.rows[3]).toEqual({
      step: 0,
      line: 11,
      why: 'conflict',
      keys: [
        { columns: ['id'], values: ['440524188001010014'], found: 1, customers: ['C2'] },
        { columns: ['phone', 'full_name'], values: ['13800000005', '赵七'], found: 2, customers: ['C5', 'C6'] },
        { columns: ['card'], values: [null], found: 0, customers: [] },
      ],
    });
    const second = await test.call('cleanings.review', { ...PAGE, offset: 3, limit: 1 });
    expect(second).toEqual({ total: 5, rows: [all.rows[3]] });
  });

  it('runs again with a new load of the customers, and with the former one', async () => {
    await load(CORE.replace(C4, ''), 'core');
    // Without C4, lines 8 and 9 find C3 by their first key, and line 13 finds C3, whom the second key does not.
    expect(await customers()).toEqual(['C1', 'C1', 'C2', null, null, 'C3', 'C3', null, null, 'C5', null, null, 'C2', 'C6']);
    expect(await identified()).toEqual({ matched: [5, 1, 2], conflicts: 4, ambiguous: 0, unmatched: 2 });
    expect((await test.call('cleanings.review', PAGE)).rows.map(({ why }) => why)).toEqual(Array(4).fill('conflict'));
    await test.call('tables.rollBack', { table: 'core', receipt: firstLoad });
    expect(await identified()).toMatchObject({ matched: [3, 2, 2], conflicts: 3, ambiguous: 2 });
  });

  it('says why it could not run again, and keeps the customers from being deleted', async () => {
    await load('cust_no,id_no\nC1,1\n', 'core');
    const error = { code: 'UNKNOWN_COLUMN', message: 'Step 1: the table "core" has no column "mobile".' };
    expect(await runOf('crm')).toMatchObject({ error, rows: 14 });
    expect((await customers())[0]).toBe('C1');
    await test.call('tables.rollBack', { table: 'core', receipt: firstLoad });
    expect((await runOf('crm'))?.error).toBeUndefined();
    expect(await test.failure('tables.drop', { table: 'core' })).toMatchObject({
      code: 'INVALID_CLEANING',
      message: 'The cleaning of "crm" finds customers in the table "core".',
    });
  });

  it('finds customers in a cleaned table, which is made first', async () => {
    const drop: CleaningStep = { kind: 'dropRows', column: 'cust_no', when: { kind: 'oneOf', values: ['C4'] } };
    await apply([drop], 'core');
    await apply([{ ...STEP, customers: { table: 'core_clean', key: 'cust_no' } }]);
    expect(await identified()).toMatchObject({ matched: [5, 1, 2] });
    await load(CORE.replace('C1,11010519491231002X', 'C9,11010519491231002X'), 'core');
    // C1 and C9 share an identity number now.
    expect((await customers()).slice(0, 3)).toEqual([null, null, 'C2']);
    expect(await identified()).toEqual({ matched: [3, 1, 2], conflicts: 4, ambiguous: 2, unmatched: 2 });
    await apply([], 'core');
    expect(await identified()).toMatchObject({ matched: [1, 2, 2] });
    expect(await test.failure('cleanings.drop', { table: 'core' })).toMatchObject({ code: 'INVALID_CLEANING' });
  });

  it.each<[string, Partial<StepOf<'identify'>>, string, string]>([
    ['a table that is not there', { customers: { table: 'none', key: 'x' } }, 'UNKNOWN_TABLE', 'customers.table'],
    ['its own result', { customers: { table: 'crm_clean', key: 'id' } }, 'INVALID_CLEANING', 'customers.table'],
    ['a key that is not there', { customers: { table: 'core', key: 'x' } }, 'UNKNOWN_COLUMN', 'customers.key'],
    ['an own column that is not there', { keys: [{ columns: ['x'], theirs: ['name'] }] }, 'UNKNOWN_COLUMN', 'keys.0.columns.0'],
    ['a column that is not theirs', { keys: [{ columns: ['id'], theirs: ['id'] }] }, 'UNKNOWN_COLUMN', 'keys.0.theirs.0'],
    ['columns without a pair', { keys: [{ columns: ['id', 'card'], theirs: ['card'] }] }, 'INVALID_CLEANING', 'keys.0'],
    ['a name that is taken', { into: 'CARD' }, 'INVALID_CLEANING', 'into'],
  ])('refuses %s, by the step and its field', async (_, change, code, field) => {
    const steps: CleaningStep[] = [
      { kind: 'trim', columns: ['full_name'] },
      { ...STEP, ...change },
    ];
    const error = await test.failure('cleanings.save', { cleaning: cleaning(steps) });
    expect(error).toMatchObject({ code, at: { field, path: `steps.1.${field}` } });
    expect(error.message).toMatch(/^Step 2: /);
  });

  it('leaves nothing behind', async () => {
    await test.call('cleanings.drop', { table: 'crm' });
    await test.call('cleanings.drop', { table: 'core' });
    expect(await test.countBySql('SELECT count(*) FROM meta.review_keys', [])).toBe(0);
  });
});
