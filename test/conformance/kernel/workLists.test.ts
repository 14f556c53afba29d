import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import JSZip from 'jszip';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WorkOrder } from '../../../shared/model/workList';
import { RESULT_HEADERS } from '../../../shared/model/workList';
import type { KernelMethods } from '../../../shared/rpc/contract';
import type { Input } from '../../../shared/rpc/method';
import { describeEngines } from '../../support/engines';
import { startTagKernel, type TagKernel } from '../../support/tagKernel';

type Plan = Input<KernelMethods, 'workLists.open'>['plan'];

const CUSTOMERS = 60;
const OWNERS = ['Li', 'Wang', 'Zhao', null];
const BRANCHES = ['North', '=South'];

const ownerOf = (id: number) => OWNERS[id % 4] ?? null;
const branchOf = (id: number) => BRANCHES[id % 2] ?? '';

interface Dealt {
  readonly id: number;
  readonly manager: string | null;
}

/** Whether customers, the richest first, went to their owner, else to who had the fewest of the branch or of all, none beyond their room. */
function expectHandedOut(
  customers: readonly Dealt[],
  managers: readonly { readonly name: string; readonly branch: string }[],
  room: number,
): void {
  const homes = new Map(managers.map(({ name, branch }) => [name, branch]));
  const loads = new Map([...homes.keys()].map((name) => [name, 0]));
  for (const { id, manager } of customers) {
    const free = [...loads].filter(([, load]) => load < room);
    const owner = free.filter(([name]) => name === ownerOf(id));
    const near = free.filter(([name]) => homes.get(name) === branchOf(id));
    const pool = [owner, near, free].find((each) => each.length > 0);
    const fewest = Math.min(...(pool ?? []).map(([, load]) => load));
    const expected = pool?.find(([, load]) => load === fewest)?.[0] ?? null;
    if (expected === null) expect(manager).toBeNull();
    else expect(pool?.filter(([, load]) => load === fewest).map(([name]) => name)).toContain(manager);
    if (manager !== null) loads.set(manager, (loads.get(manager) ?? 0) + 1);
  }
}

describeEngines('work lists', (engine) => {
  let test: TagKernel;

  const PLAN: Plan = {
    campaign: 'spring',
    owner: 'owner',
    branch: 'branch',
    priority: 'aum',
    capacity: 12,
    reason: 'holds {{aum}}, called {{name}}',
    due: '2026-03-20',
  };

  beforeAll(async () => {
    test = startTagKernel(engine);
    await test.call('workspace.create', { file: null });
    const people = Array.from({ length: CUSTOMERS }, (_, at) => {
      const name = ['王小明', '李华', '张伟'][at % 3];
      return `K${at},${ownerOf(at) ?? ''},${branchOf(at)},${at * 10},${name}`;
    });
    await test.load('people', `id,owner,branch,aum,name\n${people.join('\n')}`);
    await test.call('entities.apply', { map: { customers: { table: 'people', key: 'id' }, asOf: '2026-03-25' } });
    const campaign = {
      id: 'spring',
      name: 'Spring',
      purpose: 'deposits',
      holdout: 0.2,
      arms: [{ variant: 'call', script: 'Dear {{name}} of {{branch}}', unitCost: 2 }],
      from: '2026-03-01',
      to: '2026-03-31',
      metrics: [{ kind: 'conversion' as const, label: 'rich', of: { tag: 'aum' } }],
    };
    await test.call('campaigns.save', { campaign });
    expect((await test.failure('workLists.open', { plan: PLAN })).message).toMatch(/Spring/);
    await test.call('campaigns.release', { id: 'spring' });
  });

  afterAll(() => test.kernel.close());

  const orders = async (more: Partial<Input<KernelMethods, 'workLists.orders'>> = {}) =>
    await test.call('workLists.orders', { campaign: 'spring', offset: 0, limit: 1000, ...more });
  const idOf = ({ customer }: WorkOrder) => Number(customer.slice(1));

  it('hands out every treated customer once, the richest first, to the owner, the branch, or anybody with room', async () => {
    const preview = await test.call('workLists.preview', { plan: PLAN });
    expect(await test.call('workLists.list', {})).toEqual([]);
    const opened = await test.call('workLists.open', { plan: PLAN });
    const { total, orders: all } = await orders();
    expect(total).toBe(CUSTOMERS * 0.8);
    expect(opened).toMatchObject({ orders: total, unassigned: total - 36, open: total, overdue: total });
    expect(preview).toMatchObject({ orders: total, unassigned: total - 36 });
    expect(new Set(all.map(({ id }) => id)).size).toBe(total);
    const byPriority = all.toSorted((a, b) => (b.priority ?? 0) - (a.priority ?? 0));
    expect(all.map(({ id }) => id).toSorted()).toEqual(byPriority.map(({ id }) => id));
    expectHandedOut(
      byPriority.map((order) => ({ id: idOf(order), manager: order.manager })),
      preview.managers,
      12,
    );
  });

  it('compares the customers of a manager with those of the control who would have been theirs, dealt out by the same rules', async () => {
    const spec = (work: 'manager' | 'branch') => ({
      release: 'spring',
      control: 'control',
      metrics: [{ kind: 'mean' as const, label: 'rich', of: { tag: 'aum' } }],
      by: { work },
    });
    const { rows, breakdowns } = await test.call('experiments.compute', { spec: spec('manager') });
    const levels = rows.filter(({ level }) => level !== undefined);
    const all = (await orders()).orders;
    const kept = async (variant: string, level: string | null) => {
      const arm = { spec: spec('manager'), variant, level };
      const { list, members } = await test.call('experiments.freeze', { arm, name: `${variant} of ${level}` });
      const ids = (await test.textCells(`FROM (SELECT id FROM data."${list.table}")`)).map(([key]) => Number(key?.slice(1)));
      expect(ids.length).toBe(members);
      return ids.map((id) => ({ id, manager: level }));
    };
    const dealt: Dealt[] = [];
    for (const { level, n, value, controlN } of levels) {
      const manager = level?.value === null ? null : String(level?.value);
      const own = all.filter((order) => order.manager === manager).map(idOf);
      expect((await kept('call', manager)).map(({ id }) => id)).toEqual(own.toSorted((a, b) => a - b));
      expect([n, value]).toEqual([own.length, expect.closeTo(own.reduce((sum, id) => sum + id * 10, 0) / own.length)]);
      const control = await kept('control', manager);
      expect(control.length).toBe(controlN);
      dealt.push(...control);
    }
    expect(dealt.length).toBe(12);
    const { managers } = await test.call('workLists.list', {}).then(([list]) => list?.plan ?? { managers: [] });
    expectHandedOut(
      dealt.toSorted((a, b) => b.id - a.id),
      managers,
      3,
    );
    expect(breakdowns?.[0]?.pooled).toHaveProperty('shrunk');

    const byBranch = await test.call('experiments.compute', { spec: spec('branch') });
    for (const { level, n, controlN } of byBranch.rows.filter((row) => row.level !== undefined)) {
      const own = all.filter(({ branch }) => branch === level?.value);
      expect([n, n + controlN]).toEqual([own.length, CUSTOMERS / 2]);
    }
    const ofTag = { ...spec('branch'), release: undefined, tag: 'owner', control: 'Li' };
    expect((await test.failure('experiments.compute', { spec: ofTag })).at).toMatchObject({ path: 'by' });
  });

  it('keeps those of an arm of a release who did what a metric counts, or did not, as a list', async () => {
    const spec = {
      release: 'spring',
      control: 'control',
      metrics: [{ kind: 'conversion' as const, label: 'rich', of: { tag: 'aum' } }],
    };
    const keep = async (did: boolean) => {
      const arm = { spec, variant: 'call', outcome: { metric: 'rich', did } };
      return await test.call('experiments.freeze', { arm, name: `did ${did}` });
    };
    const [did, didNot] = [await keep(true), await keep(false)];
    expect([did.members + didNot.members, didNot.members]).toEqual([48, expect.any(Number)]);
    const poor = (await orders()).orders.filter(({ priority }) => priority === 0);
    expect(didNot.members).toBe(poor.length);
    const rule = { kind: 'list' as const, list: did.list.id, member: true };
    expect(await test.call('rules.count', { rule })).toMatchObject({ count: did.members });
    const arm = { spec, variant: 'call' };
    expect((await test.failure('experiments.rule', { arm })).hint).toMatch(/list/);
    const unknown = { ...arm, outcome: { metric: 'x', did: true } };
    expect((await test.failure('experiments.freeze', { arm: unknown, name: 'x' })).hint).toMatch(/rich/);
    expect((await test.failure('experiments.freeze', { arm: { spec, variant: 'x' }, name: 'x' })).at).toMatchObject({
      path: 'arm.variant',
    });
  });

  it('says why and what to say, names of persons masked', async () => {
    const [first] = (await orders()).orders;
    if (!first) throw new Error('no order');
    const at = idOf(first);
    expect(first.reason).toBe(`holds ${at * 10}, called ${['王**', '李*', '张*'][at % 3]}`);
    expect(first.script).toBe(`Dear ${['王**', '李*', '张*'][at % 3]} of ${branchOf(at)}`);
  });

  it('refuses a second time, a campaign that is none, and managers that are none or named twice', async () => {
    expect((await test.failure('workLists.open', { plan: PLAN })).code).toBe('INVALID_WORK_LIST');
    expect((await test.failure('workLists.preview', { plan: { ...PLAN, campaign: 'none' } })).code).toBe('UNKNOWN_CAMPAIGN');
    expect((await test.failure('workLists.preview', { plan: { ...PLAN, owner: undefined } })).at).toMatchObject({
      path: 'managers',
    });
    const twice = [1, 2].map((capacity) => ({ name: 'Li', capacity }));
    expect((await test.failure('workLists.preview', { plan: { ...PLAN, managers: twice } })).at).toMatchObject({ field: 'Li' });
    expect((await test.failure('workLists.preview', { plan: { ...PLAN, priority: 'owner' } })).at).toMatchObject({
      path: 'priority',
    });
    expect((await test.failure('workLists.orders', { campaign: 'x', offset: 0, limit: 1 })).code).toBe('UNKNOWN_WORK_LIST');
  });

  it('gives orders of nobody or of one manager to others, as far as there is room', async () => {
    const all = await test.call('workLists.transfer', { campaign: 'spring', manager: 'Li', to: 'Zhao' });
    expect(all).toEqual({ moved: 12, left: 0 });
    const progress = await test.call('workLists.progress', { campaign: 'spring' });
    expect(progress.map(({ manager, orders: n }) => [manager, n])).toEqual([
      [null, 12],
      ['Wang', 12],
      ['Zhao', 24],
      ['Li', 0],
    ]);
    expect(await test.call('workLists.transfer', { campaign: 'spring', manager: null, to: null })).toEqual({
      moved: 12,
      left: 0,
    });
    expect((await orders({ manager: 'Li' })).total).toBe(12);
    const moved = await test.call('audit.list', { offset: 0, limit: 10, filter: { actions: ['workList.transfer'] } });
    expect(JSON.parse(moved.entries.at(-1)?.detail ?? '')).toEqual({ campaign: 'spring', ...all });
    expect((await test.failure('workLists.transfer', { campaign: 'spring', to: 'Nobody' })).at).toMatchObject({
      field: 'Nobody',
    });
  });

  it('writes a workbook for each branch, down in the audit first, and no cell is a formula', async () => {
    const file = join(engine.folder, 'orders.zip');
    const asked = { campaign: 'spring', language: 'zh', file: test.grant(file) } as const;
    const { branches: written, withheld } = await test.call('workLists.write', asked);
    expect(withheld).toEqual([]);
    expect(written.map(({ branch }) => branch).toSorted()).toEqual(['=South', 'North'].toSorted());
    expect(written.reduce((sum, { orders: n }) => sum + n, 0)).toBe(48);
    const { entries } = await test.call('audit.list', { offset: 0, limit: 1 });
    expect(entries[0]).toMatchObject({ action: 'workList.write' });
    expect(entries[0]?.detail).not.toMatch(/K\d/);
    const archive = await JSZip.loadAsync(readFileSync(file));
    expect(Object.keys(archive.files).toSorted()).toEqual(['001 North.xlsx', '002 South.xlsx'].toSorted());
    const path = join(engine.folder, 'south.xlsx');
    writeFileSync(path, (await archive.file('002 South.xlsx')?.async('uint8array')) ?? new Uint8Array());
    await test.call('imports.run', { file: test.grant(path), table: 'south' });
    const [cells] = await test.textCells('FROM (SELECT count(*), min("工单号"), min("话术") FROM data.south)');
    expect(cells?.[0]).toBe(String(written.find(({ branch }) => branch === '=South')?.orders));
    expect(cells?.[2]).toMatch(/^Dear .+ of =South$/);
  });

  it('leaves out whom the contact policy withholds by now, and says how many by which rule', async () => {
    const all = (await orders()).orders.filter(({ manager }) => manager !== null);
    const rule = (id: string, mandatory: boolean, op: 'lt' | 'gte', value: number) =>
      ({ id, label: `${id}!`, mandatory, who: { kind: 'tag', tag: 'aum', op, values: [value] } }) as const;
    const rules = [rule('poor', false, 'lt', 200), rule('staff', true, 'gte', 450), rule('nobody', true, 'gte', 1e6)];
    await test.call('contactPolicy.save', { policy: { rules } });
    const file = test.grant(join(engine.folder, 'fewer.zip'));
    const { branches, withheld } = await test.call('workLists.write', { campaign: 'spring', file });
    const richer = (least: number, below: number) => all.filter((each) => idOf(each) * 10 >= least && idOf(each) * 10 < below);
    expect(withheld).toEqual([
      { label: 'poor!', n: richer(0, 200).length },
      { label: 'staff!', n: richer(450, 1e6).length },
    ]);
    expect(branches.reduce((sum, { orders: n }) => sum + n, 0)).toBe(richer(200, 450).length);
    expect((await test.call('audit.list', { offset: 0, limit: 1 })).entries[0]?.detail).toContain(
      `"withheld":${richer(0, 200).length + richer(450, 1e6).length}`,
    );
    await test.call('contactPolicy.save', { policy: {} });
  });

  it('takes results by the numbers of the orders, the last row of each, and tells every row that it did not take', async () => {
    const [a, b, c, d] = (await orders()).orders;
    if (!a || !b || !c || !d) throw new Error('no orders');
    const heads = Object.values(RESULT_HEADERS).map(([, zh]) => zh);
    const lines = [
      [a.id, '已联系', '2026-03-10', ''],
      [a.id, '已办理', '2026-03-11', '500.5'],
      [b.id.toLowerCase(), 'No Answer', '2026-03-21', ''],
      [c.id, 'perhaps', '2026-03-11', ''],
      [d.id, '', '', ''],
      ['W99999990', '拒绝', '2026-03-11', ''],
      [d.id, '拒绝', '2026-03-99', ''],
    ];
    await test.load('results', [heads, ...lines].map((cells) => cells.join(',')).join('\n'));
    const received = await test.call('workLists.receive', { campaign: 'spring', table: 'results' });
    expect(received).toMatchObject({ rows: 7, taken: 2, empty: 1 });
    expect(received.unmatched).toMatchObject({ n: 1, examples: [{ line: 7, order: 'W99999990' }] });
    expect(received.duplicates).toMatchObject({ n: 1, examples: [{ line: 2, order: a.id }] });
    expect(received.late).toMatchObject({ n: 1, examples: [{ line: 4, order: b.id }] });
    expect(received.unreadable.examples.map(({ line }) => line)).toEqual([5, 8]);
    const found = new Map((await orders()).orders.map((order) => [order.id, order]));
    expect(found.get(a.id)).toMatchObject({ state: 'converted', day: '2026-03-11', amount: 500.5 });
    expect(found.get(b.id)).toMatchObject({ state: 'notReached', amount: null });
    expect(found.get(c.id)).toMatchObject({ state: 'open', day: null });
    const [list] = await test.call('workLists.list', {});
    expect(list).toMatchObject({ orders: 48, open: 46, overdue: 46 });
    const progress = await test.call('workLists.progress', { campaign: 'spring' });
    expect(progress.reduce((sum, { results }) => sum + results.converted, 0)).toBe(1);
    expect(progress.reduce((sum, { amount }) => sum + amount, 0)).toBe(500.5);
    expect((await orders({ state: 'converted' })).orders.map(({ id }) => id)).toEqual([a.id]);
  });

  it('a later file of an order replaces what an earlier one said, and headers that are not known are asked for', async () => {
    const [a] = (await orders()).orders;
    await test.load('again', `no,said,when\n${a?.id},reached,2026-03-12`);
    const missing = await test.failure('workLists.receive', { campaign: 'spring', table: 'again' });
    expect(missing.at).toMatchObject({ path: 'columns.order' });
    const columns = { order: 'no', result: 'said', day: 'when' };
    expect(await test.call('workLists.receive', { campaign: 'spring', table: 'again', columns })).toMatchObject({ taken: 1 });
    expect((await orders()).orders[0]).toMatchObject({ state: 'reached', day: '2026-03-12', amount: null });
  });

  it('results are events of the customers, which rules, tags and experiments ask for; a file that comes again counts once', async () => {
    const reached = {
      kind: 'event' as const,
      event: 'work.reached',
      where: [],
      measure: 'count' as const,
      op: 'gte' as const,
      values: [1],
    };
    expect(await test.call('rules.count', { rule: reached })).toMatchObject({ count: 1 });
    await test.call('workLists.receive', {
      campaign: 'spring',
      table: 'again',
      columns: { order: 'no', result: 'said', day: 'when' },
    });
    expect(await test.textCells('FROM (SELECT event, CAST(day AS VARCHAR) FROM data.work_results ORDER BY event)')).toEqual([
      ['work.notReached', '2026-03-21'],
      ['work.reached', '2026-03-12'],
    ]);
    const { entities, imports } = await test.call('workspace.recipe', {});
    expect(entities.events).toEqual([]);
    expect(imports.map(({ table }) => table)).not.toContain('work_results');
    const answer = await test.call('experiments.compute', {
      spec: {
        release: 'spring',
        control: 'control',
        metrics: [{ kind: 'conversion', label: 'reached', of: { event: 'work.reached' } }],
        contacted: reached,
      },
    });
    expect(answer.rows[0]).toMatchObject({ n: 48, controlN: 12, compliers: { contacted: 1 / 48, controlContacted: 0 } });
  });

  it('results are offered as tags, which follow what comes back', async () => {
    const pack = async () => (await test.call('tags.packs', { language: 'en' })).find(({ id }) => id === 'contacts');
    expect((await pack())?.definitions.map(({ id }) => id)).not.toContain('contactResponses');
    const [x, y] = (await orders()).orders.filter(({ state }) => state === 'open');
    if (!x || !y) throw new Error('no orders');
    const columns = { order: 'no', result: 'said', day: 'when' };
    await test.load('first', `no,said,when\n${x.id},converted,2026-03-13\n${y.id},refused,2025-11-01\n`);
    await test.call('workLists.receive', { campaign: 'spring', table: 'first', columns });
    const definitions = (await pack())?.definitions ?? [];
    const library = { format: 'huaxiang.tags' as const, version: 1 as const, tags: [...definitions] };
    await test.call('tags.importLibrary', { library, apply: true });
    const said = async (key: string) => {
      const numbers = ['contacts90d', 'contactResponses', 'contactFatigue'].map((id) => `CAST("${id}" AS INTEGER)`);
      const cells = ['CAST("lastContactOn" AS VARCHAR)', ...numbers].join(', ');
      return (await test.textCells(`FROM (SELECT ${cells} FROM tags.customers WHERE id = '${key}')`))[0];
    };
    expect(await said(x.customer)).toEqual(['2026-03-13', '1', '1', '0']);
    expect(await said(y.customer)).toEqual(['2025-11-01', '0', '0', '1']);

    const { campaign } = await test.call('campaigns.released', { id: 'spring' });
    await test.call('campaigns.save', {
      campaign: { ...campaign, id: 'summer', name: 'Summer', holdout: 0, noControlReason: 'Everybody is asked.' },
    });
    await test.call('campaigns.release', { id: 'summer' });
    await test.call('workLists.open', { plan: { ...PLAN, campaign: 'summer', managers: [{ name: 'Li', capacity: CUSTOMERS }] } });
    const summer = (await orders({ campaign: 'summer' })).orders;
    const again = [x, y].map(({ customer }) => summer.find((order) => order.customer === customer)?.id);
    await test.load('second', `no,said,when\n${again[0]},reached,2026-03-14\n${again[1]},reached,2026-03-15\n`);
    await test.call('workLists.receive', { campaign: 'summer', table: 'second', columns });
    // Of the one who had responded the day before, only what came after counts.
    expect(await said(x.customer)).toEqual(['2026-03-14', '2', '1', '1']);
    expect(await said(y.customer)).toEqual(['2026-03-15', '1', '0', '2']);
    const { tags } = await test.call('workspace.recipe', {});
    expect(tags?.filter(({ id }) => definitions.some((each) => each.id === id))).toEqual([]);
  });
});
