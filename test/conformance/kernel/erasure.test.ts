import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Rule } from '../../../shared/model/rule';
import { describeEngines } from '../../support/engines';
import { startTagKernel, type TagKernel } from '../../support/tagKernel';

const KEY = 'ZQ-ERASED-4711';
/** The customer's, in no other row. */
const PLANTED = [KEY, '欧阳绝无仅有', '13912345678', 'only.one@erased.example', 'ACC-ERASED-1', '绝无仅有的备注', 'LEAD-ERASED'];

const PEOPLE = `id,name,phone,mail,note,age
c1,张三,13800000001,a@example.com,普通备注,31
${KEY},欧阳绝无仅有,13912345678,only.one@erased.example,绝无仅有的备注,44
c3,李四,13800000003,c@example.com,普通备注,52
c4,王五,13800000004,d@example.com,普通备注,67
`;
const ACCOUNTS = `account,owner\nACC-1,c1\nACC-ERASED-1,${KEY}\nACC-3,c3\nACC-4,c4\n`;
const TRADES = `account,day,what,amount\nACC-1,2026-03-01,buy,10\nACC-ERASED-1,2026-03-09,buy,77\nACC-3,2026-03-02,buy,30\nACC-3,2026-03-03,sell,5\n`;
const LEADS = `lead,mobile\nLEAD-1,13800000001\nLEAD-ERASED,13912345678\nLEAD-3,13800000003\n`;
const FRIENDS = `one,other\nc1,c3\nc3,${KEY}\n`;

const VIA = { column: 'account', via: [{ table: 'accounts', from: 'account', to: 'owner' }] };
const MAP = {
  customers: { table: 'people', key: 'id' },
  events: [{ table: 'trades', customer: VIA, time: 'day', name: { column: 'what' }, props: ['amount'] }],
  relations: [{ table: 'friends', from: 'one', to: 'other' }],
};
const BUYERS: Rule = {
  kind: 'event',
  event: 'buy',
  where: [],
  measure: 'count',
  op: 'gte',
  values: [1],
  window: { last: { n: 30, unit: 'day' } },
};
const REASON = '本人要求删除个人信息';

describeEngines('erasing a customer', (engine) => {
  const folder = () => readdirSync(engine.folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  /** The files that the workspace keeps, not those that were imported. */
  const kept = () =>
    folder()
      .filter(({ name }) => !name.endsWith('.csv'))
      .map(({ parentPath, name }) => readFileSync(join(parentPath, name)));
  const hits = () => PLANTED.filter((word) => kept().some((bytes) => bytes.includes(word)));

  async function plant(name: string): Promise<TagKernel> {
    const kernel = startTagKernel(engine);
    await kernel.call('workspace.create', { file: kernel.grant(join(engine.folder, name)) });
    for (const [table, text] of Object.entries({
      people: PEOPLE,
      accounts: ACCOUNTS,
      trades: TRADES,
      leads: LEADS,
      friends: FRIENDS,
    }))
      await kernel.load(table, text);
    // A former load, a cleaned table, a rejected row, a profile, a list, an audience, a query and a tag hold the customer too.
    const second = join(engine.folder, 'people2.csv');
    writeFileSync(
      second,
      `${PEOPLE}c5,赵六,13800000005,e@example.com,普通备注,20\nc6,欧阳绝无仅有,13912345678,x,普通备注,欧阳绝无仅有\n`,
    );
    const options = { types: { age: 'integer' as const }, rejectShare: 0.5 };
    await kernel.call('imports.run', { file: kernel.grant(second), table: 'people', options });
    await kernel.call('cleanings.save', {
      cleaning: { table: 'leads', result: 'leads_clean', steps: [{ kind: 'rename', column: 'mobile', to: 'contact' }] },
    });
    await kernel.call('cleanings.apply', { table: 'leads' });
    await kernel.call('entities.apply', { map: MAP });
    await kernel.call('tables.profile', { table: 'people' });
    await kernel.load('vip', `key\n${KEY}\nc4\n`);
    await kernel.call('lists.save', { list: { id: 'vip', name: 'vip', table: 'vip', key: 'key' } });
    await kernel.save('old', { kind: 'expression', sql: 'age > 40' });
    await kernel.call('segments.save', { segment: { id: 'buyers', name: 'buyers', who: BUYERS } });
    await kernel.call('audiences.freeze', { segment: 'buyers', name: 'spring' });
    await kernel.call('queries.run', { sql: `SELECT * FROM people WHERE id = '${KEY}'` });
    return kernel;
  }

  test('leaves no byte of the customer in the file, and what others come to as it was', async () => {
    const kernel = await plant('w.huaxiang');
    const traces = await kernel.call('customers.traces', { customer: KEY });
    const places = traces.found.map(({ kind, table, rows }) => `${kind} ${table} ${rows}`);
    expect(places).toEqual(
      expect.arrayContaining([
        'table people 1',
        'formerLoad people 1',
        'rejected null 1',
        'table accounts 1',
        'table trades 1',
        'table leads 1',
        'table leads_clean 1',
        'table friends 1',
        'table vip 1',
        'audience null 1',
        'query null 1',
      ]),
    );
    expect(traces.left).toEqual([]);
    const others = () => kernel.textCells(`FROM (SELECT * EXCLUDE (row) FROM tags.customers WHERE id <> '${KEY}' ORDER BY id)`);
    const [before, asOf] = [await others(), (await kernel.call('entities.get', {})).asOf];
    expect((await kernel.call('rules.count', { rule: BUYERS })).count).toBe(3);

    const erased = await kernel.call('customers.erase', { customer: KEY, reason: REASON });
    expect(await others()).toEqual(before);
    expect((await kernel.call('entities.get', {})).asOf).toBe(asOf);
    expect((await kernel.call('rules.count', { rule: BUYERS })).count).toBe(2);
    expect((await kernel.failure('customers.describe', { customer: KEY })).code).toBe('UNKNOWN_CUSTOMER');
    const [entry] = (await kernel.call('audit.list', { offset: 0, limit: 1 })).entries;
    expect(JSON.parse(entry?.detail ?? '')).toMatchObject({ customer: erased.pseudonym, reason: REASON });
    expect((await kernel.call('audit.verify', {})).broken).toBeNull();
    // Row ids stay dense: the last row of a table is on its last page.
    const { total } = await kernel.call('tables.page', { table: 'trades', offset: 0, limit: 10 });
    expect(total).toBe(3);
    await kernel.kernel.close();
    expect(hits()).toEqual([]);
  });

  test('finds the customer in the file without it, so that the search above could fail', async () => {
    const kernel = await plant('plain.huaxiang');
    await kernel.kernel.close();
    expect(hits().length).toBeGreaterThan(3);
  });

  test('is refused where nobody could say whose rows are whose, and where the reason names the customer', async () => {
    const kernel = startTagKernel(engine);
    await kernel.call('workspace.create', { file: null });
    await kernel.load('people', PEOPLE);
    await kernel.call('entities.apply', { map: { customers: { table: 'people', key: { line: true } } } });
    expect((await kernel.failure('customers.erase', { customer: '2', reason: REASON })).say?.key).toBe('erasure.noKey');
    await kernel.call('entities.apply', { map: { customers: { table: 'people', key: 'id' } } });
    const telling = await kernel.failure('customers.erase', { customer: KEY, reason: `${KEY} 要求删除` });
    expect(telling.say?.key).toBe('erasure.tellingReason');
    expect((await kernel.call('entities.get', {})).customers).toBe(4);
    await kernel.kernel.close();
  });
});
