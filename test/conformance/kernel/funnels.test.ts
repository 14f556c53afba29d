import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { funnelSpecSchema } from '../../../shared/model/funnel';
import { funnelRule, levelRule } from '../../../shared/model/funnelRule';
import type { Rule } from '../../../shared/model/rule';
import type { KernelMethods } from '../../../shared/rpc/contract';
import type { Input } from '../../../shared/rpc/method';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

type Spec = Input<KernelMethods, 'funnels.compute'>['spec'];

const PEOPLE = ['id,city,age', 'a,Wuhan,31', 'b,Wuhan,42', 'c,Xian,53', 'd,Xian,64', 'e,,'];
const LOG = [
  'who,what,at,product,amount',
  'a,open,2026-03-02 09:00:00,fund,1',
  'a,buy,2026-03-03 09:00:00,fund,2',
  'b,open,2026-03-06 15:00:00,card,1',
  'b,buy,2026-03-10 18:00:00,card,5',
  'c,open,2026-03-30 10:00:00,fund,1',
  'd,open,,fund,1',
  'd,open,1970-01-01 00:00:00,fund,1',
  'd,buy,9999-12-31 23:59:59,fund,1',
  'e,close,2026-03-05 00:00:00,card,1',
];

describeEngines('funnels', (engine) => {
  let test: TestKernel;

  const load = async (table: string, lines: readonly string[]) => {
    const file = join(engine.folder, `${table}.csv`);
    writeFileSync(file, `${lines.join('\n')}\n`);
    await test.call('imports.run', { file: test.grant(file), table });
  };
  const map = (asOf: string) => ({
    customers: { table: 'people', key: 'id' },
    events: [{ table: 'log', customer: 'who', time: 'at', name: { column: 'what' }, props: ['product', 'amount'] }],
    asOf,
  });
  const ask = (spec: Spec) => test.call('funnels.compute', { spec });
  const counts = async (spec: Spec) => (await ask(spec)).steps.map(({ count }) => count);
  const BUYS: Spec = { steps: [{ event: 'open' }, { event: 'buy' }] };

  beforeAll(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: null });
    await load('people', PEOPLE);
    await load('log', LOG);
    await load('holidays', ['day,name', '2026-03-09,moved']);
    await test.call('entities.apply', { map: map('2026-03-31') });
  });

  afterAll(() => test.kernel.close());

  it('counts nothing without a time or after the as-of day, and everything since 1970', async () => {
    expect(await counts({ ...BUYS, within: null })).toEqual([4, 2]);
    expect(await counts({ steps: [{ event: 'open' }], range: { from: '1970-01-01', to: '1970-01-01' } })).toEqual([1]);
  });

  it('has no shares and no times of nobody', async () => {
    const answer = await ask({ ...BUYS, range: { from: '2026-01-01', to: '2026-01-31' }, trend: 'day', by: 'city' });
    expect(answer.steps).toEqual([
      { label: 'open', count: 0, fromPrevious: null, fromStart: null, medianSeconds: null, p90Seconds: null },
      { label: 'buy', count: 0, fromPrevious: null, fromStart: null, medianSeconds: null, p90Seconds: null },
    ]);
    expect(answer).toMatchObject({ times: null, trend: [], levels: [], dropped: 0 });
  });

  it('counts business days to the end of the day, with the holidays of a table', async () => {
    const within = { n: 1, unit: 'businessDay' as const };
    expect(await counts({ ...BUYS, range: { from: '2026-03-06', to: '2026-03-06' }, within })).toEqual([1, 0]);
    const holidays = { table: 'holidays', column: 'day' };
    expect(await counts({ ...BUYS, range: { from: '2026-03-06', to: '2026-03-06' }, within, holidays })).toEqual([1, 1]);
  });

  it('tells levels apart as funnels of their customers do, unknown ones among them', async () => {
    const { levels = [], steps } = await ask({ ...BUYS, by: 'city' });
    const own = await Promise.all(
      ['Wuhan', 'Xian'].map((city) => counts({ ...BUYS, who: { kind: 'tag', tag: 'city', op: 'is', values: [city] } })),
    );
    const found = new Map(levels.map(({ value, steps: counted }) => [value, counted.map(({ count }) => count)]));
    expect([found.get('Wuhan'), found.get('Xian')]).toEqual(own);
    expect(levels.reduce((sum, level) => sum + (level.steps[0]?.count ?? 0), 0)).toBe(steps[0]?.count);
  });

  it('cuts numbers where portraits do, and each level is a segment', async () => {
    const { levels = [] } = await ask({ ...BUYS, by: 'age' });
    const portrait = await test.call('portraits.compute', { spec: { segment: { kind: 'all', rules: [] }, tags: ['age'] } });
    const edges = (values: readonly { from?: unknown; to?: unknown }[] = []) => values.map(({ from, to }) => [from, to]);
    expect(edges(levels)).toEqual(edges(portrait.tags[0]?.values.filter(({ baseN, value }) => value !== null && baseN > 0)));
    for (const level of levels) {
      const rule = funnelRule(
        funnelSpecSchema.parse(BUYS),
        { kind: 'reached', step: 1, level: levelRule('age', level, levels) },
        '2026-03-31',
      );
      expect((await test.call('rules.count', { rule: rule as Rule })).count).toBe(level.steps[1]?.count);
    }
    expect(levels.reduce((sum, { steps: [first] }) => sum + (first?.count ?? 0), 0)).toBe(4);
  });

  it('reads a property at the first event, at the last, or at a step, which not all got to', async () => {
    const levelled = async (at: 'first' | 'last' | { step: number }) => {
      const { levels = [], withoutLevel } = await ask({ ...BUYS, by: { prop: 'amount', at } });
      return [levels.map(({ from, to, steps: [first, last] }) => [from, to, first?.count, last?.count]), withoutLevel];
    };
    // a: 1 then 2; b: 1 then 5; c and d: 1 alone.
    expect(await levelled('first')).toEqual([[[null, null, 4, 2]], 0]);
    expect(await levelled('last')).toEqual([
      [
        [null, 2, 2, 0],
        [2, 3, 1, 1],
        [5, null, 1, 1],
      ],
      0,
    ]);
    expect(await levelled({ step: 2 })).toEqual([
      [
        [null, 3, 1, 1],
        [5, null, 1, 1],
      ],
      2,
    ]);
  });

  it('keeps the customers of a mark as a list, which a rule may ask for', async () => {
    const mark = { kind: 'finished' as const, step: 1, took: { moreThan: 86_400 } };
    const spec = { ...BUYS, within: null };
    // a took a day to the second, b more than four.
    expect(await test.call('funnels.members', { spec, mark })).toEqual({ n: 1 });
    const kept = await test.call('funnels.freeze', { spec, mark, name: 'slow buyers' });
    expect(kept).toMatchObject({
      list: { name: 'slow buyers', table: 'slow buyers', key: 'id' },
      rows: 1,
      members: 1,
      unknownKeys: 0,
    });
    const rule = { kind: 'all' as const, rules: [{ kind: 'list' as const, list: kept.list.id, member: true }] };
    const explained = await test.call('rules.explain', { rule, customer: 'b' });
    expect([(await test.call('rules.count', { rule })).count, explained.member]).toEqual([1, true]);

    expect((await test.call('workspace.recipe', {})).lists).toEqual([]);
    const again = await test.call('funnels.freeze', { spec, mark: { kind: 'reached', step: 0 }, name: 'Slow buyers' });
    expect(again).toMatchObject({ list: { table: 'Slow buyers 2' }, members: 4 });
    const file = join(engine.folder, 'slow buyers.csv');
    writeFileSync(file, 'id\na\n');
    await expect(test.call('imports.run', { file: test.grant(file), table: 'slow buyers' })).rejects.toMatchObject({
      error: { code: 'INVALID_REQUEST', message: 'The table "slow buyers" keeps the customers of a list.' },
    });
    for (const { id, table } of [kept.list, again.list]) {
      await test.call('lists.remove', { id });
      await test.call('tables.drop', { table });
    }
    expect((await test.call('tables.list', {})).map(({ name }) => name)).toEqual(['holidays', 'log', 'people']);
    await test.call('imports.run', { file: test.grant(file), table: 'slow buyers' });
    await test.call('tables.drop', { table: 'slow buyers' });
  });

  it('finds the customers of a level of a property, and refuses what no attempt can be', async () => {
    const spec = { ...BUYS, by: { prop: 'amount', at: 'last' as const } };
    const { levels = [] } = await ask(spec);
    const found: number[] = [];
    for (const place of levels.keys())
      found.push((await test.call('funnels.members', { spec, mark: { kind: 'reached', step: 0, place } })).n);
    expect(found).toEqual(levels.map(({ steps: [first] }) => first?.count));
    for (const [mark, message] of [
      [{ kind: 'reached', step: 0, place: 9 }, 'There is no such level of the property any more.'],
      [{ kind: 'took', step: 0 }, 'Nobody can be found at step 1 in this way; the funnel has 2 steps.'],
      [{ kind: 'reached', step: 2 }, 'Nobody can be found at step 3 in this way; the funnel has 2 steps.'],
    ] as const)
      await expect(test.call('funnels.members', { spec, mark })).rejects.toMatchObject({ error: { message } });
  });

  it('puts the rarer of many values together', async () => {
    const many = Array.from({ length: 300 }, (_, at) => `p${at},${at < 290 ? `c${at}` : 'common'},`);
    await load('people', ['id,city,age', ...many]);
    await load('log', [
      'who,what,at,product,amount',
      ...many.map((_, at) => `p${at},open,2026-03-02 09:00:00,x${at % 250},1`),
      'p0,buy,2026-03-02 09:00:01,x,1',
    ]);
    const { levels = [] } = await ask({ ...BUYS, by: 'city' });
    expect(levels).toHaveLength(199);
    expect(levels[0]).toMatchObject({ value: 'common', steps: [{ count: 10 }, {}] });
    expect(levels.at(-1)).toMatchObject({ value: null, others: 93, steps: [{ count: 93 }, {}] });
    const rule = levelRule('city', levels.at(-1), levels) as Rule;
    expect((await test.call('rules.count', { rule })).count).toBe(93);
    const property = await ask({ ...BUYS, by: { prop: 'product' } });
    expect(property.levels?.at(-1)).toMatchObject({ others: 52 });
    await load('people', PEOPLE);
    await load('log', LOG);
  });

  it('refuses a property of more texts than can be told apart', async () => {
    const wide = Array.from({ length: 65_537 }, (_, at) => `a,open,2026-03-02 09:00:00,x${at},1`);
    await load('log', ['who,what,at,product,amount', ...wide, 'a,buy,2026-03-02 09:00:01,x,1']);
    await expect(ask({ ...BUYS, by: { prop: 'product' } })).rejects.toMatchObject({
      error: {
        code: 'INVALID_REQUEST',
        message: 'by: "product" has too many different values.',
        at: { path: 'by', field: 'product' },
      },
    });
    await load('log', LOG);
  });

  it('shades the periods whose time is not over', async () => {
    const range = { from: '2026-03-01', to: '2026-03-31' };
    const { trend = [] } = await ask({ ...BUYS, range, within: { n: 7, unit: 'day' }, trend: 'week' });
    expect(trend.map(({ start, complete, counts: [first] }) => [start, complete, first])).toEqual([
      ['2026-03-02', true, 2],
      ['2026-03-09', true, 0],
      ['2026-03-16', true, 0],
      ['2026-03-23', false, 0],
      ['2026-03-30', false, 1],
    ]);
  });

  it('censors those whose time is not over: of three, two converted and one may yet', async () => {
    const { times } = await ask({ ...BUYS, range: { from: '2026-03-01', to: '2026-03-31' }, within: { n: 30, unit: 'day' } });
    expect(times?.counts.reduce((sum, n) => sum + n, 0)).toBe(2);
    // a after 1 day of 3 at risk; c is lost after 1.6 days; b after 4.1 days, alone at risk.
    expect(times?.incidence.find((share) => share > 0)).toBeCloseTo(1 / 3, 12);
    expect(times?.incidence.at(-1)).toBe(1);
  });

  describe('refuse in one sentence', () => {
    const refusals: readonly [string, Spec, object][] = [
      ['an unknown event', { steps: [{ event: 'opens' }] }, { code: 'UNKNOWN_EVENT', at: { path: 'steps.0', field: 'opens' } }],
      [
        'a range that ends before it starts',
        { ...BUYS, range: { from: '2026-02-02', to: '2026-02-01' } },
        { at: { path: 'range' } },
      ],
      [
        'an excluded step',
        { ...BUYS, exclude: [{ event: 'buy' }] },
        { message: 'exclude.0: "buy" is step 2 and excluded at once.' },
      ],
      [
        'a first step that may be left out',
        { steps: [{ event: 'open', optional: true }, { event: 'buy' }] },
        { at: { path: 'steps.0' } },
      ],
      [
        'a time of its own where there is no order',
        { steps: [{ event: 'open' }, { event: 'buy', within: { n: 1, unit: 'day' } }], order: 'any' },
        { at: { path: 'steps.1' } },
      ],
      ['an unknown property', { ...BUYS, hold: 'branch' }, { at: { path: 'hold', field: 'branch' } }],
      ['levels of an unknown tag', { ...BUYS, by: 'branch' }, { code: 'UNKNOWN_TAG' }],
      ['levels of an unknown property', { ...BUYS, by: { prop: 'branch' } }, { at: { path: 'by', field: 'branch' } }],
      [
        'levels of a step that is not there',
        { ...BUYS, by: { prop: 'product', at: { step: 3 } } },
        { message: 'by.at: there is no step 3; the funnel has 2.', at: { path: 'by.at' } },
      ],
      ['levels of a step before the first', { ...BUYS, by: { prop: 'product', at: { step: 0 } } }, { at: { path: 'by.at' } }],
      ['holidays that are not there', { ...BUYS, holidays: { table: 'holidays', column: 'date' } }, { at: { path: 'holidays' } }],
      ['an unknown segment', { ...BUYS, who: 'nobody' }, { code: 'UNKNOWN_SEGMENT' }],
      ['more periods than can be shown', { ...BUYS, trend: 'day' }, { message: 'The events begin in more than 5000 periods.' }],
    ];
    it.each(refusals)('%s', async (_, spec, error) => {
      await expect(ask(spec)).rejects.toMatchObject({ error });
    });
  });

  it.each([
    ['a window of nothing', { ...BUYS, within: { n: 0, unit: 'day' } }, ['within', 'n']],
    ['31 steps', { steps: Array.from({ length: 31 }, () => ({ event: 'open' })) }, ['steps']],
    ['no step', { steps: [] }, ['steps']],
  ] as const)('are no funnels with %s: the part is named', (_, spec, path) => {
    expect(funnelSpecSchema.safeParse(spec).error?.issues[0]?.path).toEqual(path);
  });

  it('takes 30 steps, and a single one', async () => {
    const steps = Array.from({ length: 30 }, () => ({ event: 'open' }));
    expect(await counts({ steps })).toEqual([4, ...steps.slice(1).map(() => 0)]);
    expect(await counts({ steps: [{ event: 'close' }] })).toEqual([1]);
  });

  it('reach the end of the year 9999, where months and ISO days end', async () => {
    await test.call('entities.apply', { map: map('9999-12-31') });
    const range = { from: '9999-12-01', to: '9999-12-31' };
    const spec: Spec = { steps: [{ event: 'buy' }], range, within: { n: 1, unit: 'month' }, trend: 'month' };
    expect(await ask(spec)).toMatchObject({
      steps: [{ count: 1 }],
      trend: [{ start: '9999-12-01', complete: false, counts: [1] }],
    });
    const who = { kind: 'sequence', steps: [{ event: 'open' }, { event: 'buy' }], within: { n: 9999, unit: 'year' } } as const;
    expect((await test.call('rules.count', { rule: { ...who, steps: [...who.steps], exclude: [] } as never })).count).toBe(3);
    await test.call('entities.apply', { map: map('2026-03-31') });
  });

  it('say what is gone once a file came without it', async () => {
    await load(
      'log',
      LOG.filter((line) => !line.includes('buy')),
    );
    await expect(ask(BUYS)).rejects.toMatchObject({ error: { code: 'UNKNOWN_EVENT', at: { field: 'buy' } } });
  });
});
