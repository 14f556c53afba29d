import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEngines } from '../../support/engines';
import { startTagKernel, type TagKernel } from '../../support/tagKernel';

const CUSTOMERS = `id,name,mobile,age,city,vip,balance
C001,张伟,13800001234,30,上海,true,100
C002,王芳,13900005678,40,北京,false,500
C003,李娜,13700001111,50,上海,true,
C004,刘洋,13600002222,30,上海,false,300
C005,陈伟,13500003333,60,,true,900
C006,杨静,13400004444,,北京,,100
C007,赵磊,13300005555,25,广州,true,700
C008,黄敏,13200001234,70,上海,false,100
`;
const EVENTS = `id,at,what,amount,payee
C001,2025-01-10 09:00:00,pay,10.1,13911112222
C001,2025-01-20 09:00:00,pay,20.2,13911113333
C001,2025-02-05 09:00:00,deposit,500,13911114444
C001,2025-02-05 10:00:00,login,,
C002,2025-02-06 09:00:00,pay,7,13911115555
`;
const CONTACTS = `id,campaign,variant,shown
C001,spring,A,2025-01-15 08:00:00
C001,summer,B,
C002,spring,B,2025-01-15 08:00:00
`;
const BALANCES = `id,day,deposit
C001,2025-01-31,50
C001,2025-02-28,80
C002,2025-02-28,90
`;
const MAP = {
  customers: { table: 'customers', key: 'id' },
  events: [{ table: 'events', customer: 'id', time: 'at', name: { column: 'what' }, props: ['amount', 'payee'] }],
  exposures: [{ table: 'contacts', customer: 'id', campaign: 'campaign', variant: 'variant', time: 'shown' }],
  balances: [{ table: 'balances', customer: 'id', day: 'day', props: ['deposit'] }],
  asOf: '2025-02-28',
};
const column = (name: string) => ({ kind: 'column', table: 'customers', column: name }) as const;

describeEngines('one customer', (engine) => {
  let test: TagKernel;
  const field = async (customer: string, tag: string) =>
    (await test.call('customers.describe', { customer })).fields.find((each) => each.tag === tag);
  const keysFound = async (text: string) => (await test.call('customers.find', { text })).customers.map(({ key }) => key);

  beforeAll(async () => {
    test = startTagKernel(engine);
    await test.call('workspace.create', { file: null });
    await test.load('customers', CUSTOMERS);
    await test.load('events', EVENTS);
    await test.load('contacts', CONTACTS);
    await test.load('balances', BALANCES);
    await test.call('entities.apply', { map: MAP });
    await test.save('city', column('city'), { sensitivity: 'C1', labels: [{ value: '上海', label: 'Shanghai' }] });
    await test.save('age', column('age'), { sensitivity: 'C1', unit: '岁' });
    await test.save('vip', column('vip'), { sensitivity: 'C3' });
  }, 60_000);
  afterAll(() => test.kernel.close());

  it('is found by the key or its beginning, by the end of a name or a number, by the value of a tag, and by a rule', async () => {
    expect(await keysFound('C003')).toEqual(['C003']);
    expect(await keysFound('C00')).toHaveLength(8);
    expect(await keysFound('138 0000 1234')).toEqual(['C001']);
    expect(await keysFound('伟')).toEqual(['C001', 'C005']);
    expect(await keysFound('nobody')).toEqual([]);
    const tagged = await test.call('customers.find', { tag: { tag: 'city', value: '北京' } });
    expect(tagged.customers.map(({ key }) => key)).toEqual(['C002', 'C006']);
    const rule = { kind: 'tag', tag: 'city', op: 'is', values: ['北京'] } as const;
    const ruled = await test.call('customers.find', { rule });
    expect(ruled.customers.map(({ key }) => key)).toEqual(['C002', 'C006']);
    expect(ruled.customers[0]?.cells).toEqual(tagged.customers[0]?.cells.filter(({ tag }) => tag !== 'city'));
    const { customers, more } = await test.call('customers.find', { text: '1234' });
    expect(more).toBe(false);
    expect(customers.map(({ key, cells }) => [key, ...cells.map(({ value }) => value)])).toEqual([
      ['C001', '张*', '138****1234'],
      ['C008', '黄*', '132****1234'],
    ]);
    expect(await test.failure('customers.find', { tag: { tag: 'none', value: 1 } })).toMatchObject({ code: 'UNKNOWN_TAG' });
  });

  it('is masked by what its tags are and hold', async () => {
    expect(await field('C001', 'name')).toMatchObject({ value: '张*', mask: 'part', known: true });
    expect(await field('C001', 'mobile')).toMatchObject({ value: '138****1234', mask: 'part' });
    expect(await field('C001', 'city')).toMatchObject({ value: '上海', label: 'Shanghai', sensitivity: 'C1' });
    expect(await field('C001', 'age')).toMatchObject({ value: 30, unit: '岁' });
    expect(await field('C001', 'balance')).toMatchObject({ value: null, known: true, mask: 'whole', sensitivity: 'C2' });
    expect(await field('C003', 'balance')).toMatchObject({ value: null, known: false });
    expect((await field('C001', 'city'))?.mask).toBeUndefined();
    const { fields, shownKey } = await test.call('customers.describe', { customer: 'C001' });
    expect([shownKey, ...fields.map(({ tag }) => tag)].slice(0, 3)).toEqual(['C001', 'name', 'mobile']);
    expect(await test.failure('customers.describe', { customer: 'C999' })).toMatchObject({ code: 'UNKNOWN_CUSTOMER' });
  });

  it('stands where the others say; a masked category tells nothing', async () => {
    const { fields } = await test.call('customers.standing', { customer: 'C001' });
    // scipy.stats.percentileofscore([30, 40, 50, 30, 60, 25, 70], 30, kind='mean') = 28.571…
    expect(fields.find(({ tag }) => tag === 'age')?.percentile).toBeCloseTo(2 / 7, 12);
    // percentileofscore([100, 500, 300, 900, 100, 700, 100], 100, kind='mean') = 21.428…
    expect(fields.find(({ tag }) => tag === 'balance')?.percentile).toBeCloseTo(1.5 / 7, 12);
    expect(fields.find(({ tag }) => tag === 'city')?.same).toEqual({ n: 4, share: 4 / 7 });
    expect(fields.filter(({ tag }) => tag === 'vip' || tag === 'name')).toEqual([]);
  });

  it('has the events, contacts, months and balances of a span', async () => {
    const all = await test.call('customers.timeline', { customer: 'C001' });
    expect(all.events.map(({ time, event }) => [time, event])).toEqual([
      ['2025-02-05 10:00:00', 'login'],
      ['2025-02-05 09:00:00', 'deposit'],
      ['2025-01-20 09:00:00', 'pay'],
      ['2025-01-10 09:00:00', 'pay'],
    ]);
    expect(all.events[3]?.props).toMatchObject([
      { prop: 'amount', value: 10.1 },
      { prop: 'payee', value: '139****2222', mask: 'part' },
    ]);
    expect(all.kinds).toEqual([
      { event: 'pay', n: 2 },
      { event: 'deposit', n: 1 },
      { event: 'login', n: 1 },
    ]);
    expect(all.months).toEqual([
      { month: '2025-01', event: 'pay', n: 2, sum: 30.3 },
      { month: '2025-02', event: 'deposit', n: 1, sum: 500 },
      { month: '2025-02', event: 'login', n: 1, sum: null },
    ]);
    expect(all.contacts.map(({ time, campaign, variant }) => [time, campaign, variant])).toEqual([
      ['2025-01-15 08:00:00', 'spring', 'A'],
      [null, 'summer', 'B'],
    ]);
    const days = (first: number, last: number) => [
      { day: '2025-01-31', value: first },
      { day: '2025-02-28', value: last },
    ];
    expect(all.holdings).toEqual([{ name: 'balances.deposit', isShare: true, days: days(0.63, 1) }]);
    await test.save('balances.deposit', { kind: 'column', table: 'balances', column: 'deposit' }, { sensitivity: 'C1' });
    const { holdings } = await test.call('customers.timeline', { customer: 'C001' });
    expect(holdings).toEqual([{ name: 'balances.deposit', isShare: false, days: days(50, 80) }]);
    const span = { from: '2025-01-11', to: '2025-02-05', events: ['pay', 'deposit'], limit: 1 };
    const some = await test.call('customers.timeline', { customer: 'C001', ...span });
    expect([some.total, some.events.map(({ event }) => event)]).toEqual([2, ['deposit']]);
    expect(await test.failure('customers.timeline', { customer: 'C001', sum: 'nope' })).toMatchObject({ at: { field: 'nope' } });
  });

  it('is near to others as Gower measures it, worked by hand', async () => {
    const question = { customer: 'C001', tags: ['age', 'city', 'vip', 'balance'] };
    const { customers, compared } = await test.call('customers.similar', { ...question, k: 5 });
    expect(compared).toBe(7);
    expect(customers.map(({ key }) => key)).toEqual(['C003', 'C004', 'C007', 'C008', 'C006']);
    const worked = [20 / 45 / 3, (1 + 0.25) / 4, (5 / 45 + 1 + 0.75) / 4, (40 / 45 + 1) / 4, 1 / 2];
    for (const [index, { distance }] of customers.entries()) expect(distance).toBeCloseTo(worked[index] ?? Number.NaN, 12);
    expect(customers[2]?.tags.map(({ tag }) => tag)).toEqual(['city', 'balance', 'age', 'vip']);
    expect(await test.failure('customers.similar', question, AbortSignal.abort())).toMatchObject({ code: 'CANCELLED' });
  });

  it('is unmasked only into the audit chain, which notices every change', async () => {
    const ask = { customer: 'C001', field: 'mobile', reason: '  客户来电核实  ' };
    expect(await test.call('customers.unmask', ask)).toMatchObject({ value: '13800001234', standing: { same: { n: 1 } } });
    expect(await test.call('customers.unmask', { ...ask, field: 'balance' })).toMatchObject({ value: 100 });
    await expect(test.call('customers.unmask', { ...ask, reason: ' 看 ' })).rejects.toThrow();
    const filter = { actions: ['customer.unmask' as const] };
    const { total, entries } = await test.call('audit.list', { offset: 0, limit: 10, filter });
    expect(total).toBe(2);
    const { seq = 0, hash } = entries[0] ?? {};
    expect(JSON.parse(entries[1]?.detail ?? '')).toMatchObject({ customer: 'C001', field: 'mobile', reason: '客户来电核实' });
    expect(entries[0]?.previous).toBe(entries[1]?.hash);
    expect(JSON.stringify(entries)).not.toContain('13800001234');
    expect(await test.call('audit.verify', {})).toEqual({ entries: seq, head: hash, broken: null });
    const broken = async (change: string, back: string) => {
      await test.countBySql(change, []);
      const verdict = (await test.call('audit.verify', {})).broken;
      await test.countBySql(back, []);
      return verdict;
    };
    const reason = (from: string, to: string) =>
      `UPDATE meta.audit SET detail = replace(detail, '${from}', '${to}') WHERE seq = ${seq - 1}`;
    expect(await broken(reason('核实', '闲聊'), reason('闲聊', '核实'))).toEqual({ seq: seq - 1, why: 'hash' });
    const number = (from: number, to: number) => `UPDATE meta.audit SET seq = ${to} WHERE seq = ${from}`;
    expect(await broken(number(seq, seq + 1), number(seq + 1, seq))).toEqual({ seq: seq + 1, why: 'number' });
    expect((await test.call('audit.verify', {})).broken).toBeNull();
    await test.countBySql(`DELETE FROM meta.audit WHERE seq = ${seq}`, []);
    expect((await test.call('audit.verify', {})).broken).toEqual({ seq, why: 'end' });
  });

  it('is in segments for reasons, and has left others when its data changed', async () => {
    const rich = {
      kind: 'all',
      rules: [
        { kind: 'tag', tag: 'age', op: 'lt', values: [35] },
        { kind: 'tag', tag: 'balance', op: 'lte', values: [100] },
      ],
    } as const;
    await test.call('segments.save', { segment: { id: 'young', name: 'Young', who: structuredClone(rich) as never } });
    await test.call('audiences.freeze', { segment: 'young', name: 'February' });
    const before = await test.call('customers.segments', { customer: 'C001' });
    expect(before.left).toEqual([]);
    expect(before.now.map(({ id, version }) => [id, version])).toEqual([['young', 1]]);
    expect(before.now[0]?.reasons.map(({ passes, read }) => [passes, read?.value ?? null, read?.mask ?? null])).toEqual([
      [true, 30, null],
      [true, null, 'whole'],
    ]);
    await test.load('customers', CUSTOMERS.replace('30,上海,true,100', '36,北京,true,100'));
    const after = await test.call('customers.segments', { customer: 'C001' });
    expect(after.now).toEqual([]);
    expect(after.left).toMatchObject([
      { id: 'young', audience: 'February', reasons: [{ path: '0', passes: false, read: { value: 36 } }] },
    ]);
    expect((await field('C001', 'city'))?.changed).toMatchObject({ value: '上海', label: 'Shanghai' });
    expect((await field('C001', 'balance'))?.changed).toBeUndefined();
  });
});
