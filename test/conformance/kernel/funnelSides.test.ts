import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isInsufficient } from '../../../shared/model/findings';
import { funnelSpecSchema } from '../../../shared/model/funnel';
import type { Rule } from '../../../shared/model/rule';
import type { KernelMethods } from '../../../shared/rpc/contract';
import type { Input } from '../../../shared/rpc/method';
import { describeEngines } from '../../support/engines';
import { startKernel, type TestKernel } from '../../support/kernel';

type Spec = Input<KernelMethods, 'funnels.compute'>['spec'];

/** Of 70 in the east 56 apply and 28 buy, of 80 in the west 48 and 16. */
const REGIONS = [
  { region: 'east', customers: 70, apply: 56, buy: 28 },
  { region: 'west', customers: 80, apply: 48, buy: 16 },
];
const STEPS = [{ event: 'view' }, { event: 'apply' }, { event: 'buy' }];
const IN = (region: string): Rule => ({ kind: 'tag', tag: 'region', op: 'is', values: [region] });
const YOUNG: Rule = { kind: 'tag', tag: 'age', op: 'lt', values: [40] };
const MARCH = { from: '2026-03-01', to: '2026-03-31' };
const APRIL = { from: '2026-04-01', to: '2026-04-30' };

/** SciPy 1.17.1, chi2_contingency without correction: 56/70 and 48/80, 28/56 and 16/48, 28/70 and 16/80. */
const [APPLY_P, BUY_P, ALL_P] = [0.008045081368196585, 0.08633511751073955, 0.0072736542083146095];
const SAME = 'Sides 1 and 3 of the comparison are of the same customers and days.';

describeEngines('sides of a funnel', (engine) => {
  let test: TestKernel;
  const ask = (spec: Spec) => test.call('funnels.compute', { spec });
  const sidesOf = async (compare: Spec['compare'], more: Partial<Spec> = {}) =>
    (await ask({ steps: STEPS, ...more, compare })).sides ?? [];

  beforeAll(async () => {
    test = startKernel(engine);
    await test.call('workspace.create', { file: null });
    const people = ['id,region,age'];
    const log = ['who,what,at'];
    for (const { region, customers, apply, buy } of REGIONS) {
      for (let place = 0; place < customers; place++) {
        const id = `${region}${place}`;
        people.push(`${id},${region},${20 + (place % 50)}`);
        log.push(`${id},view,2026-03-02 09:00:00`);
        if (place < apply) log.push(`${id},apply,2026-03-03 09:${String(place % 60).padStart(2, '0')}:00`);
        if (place < buy) log.push(`${id},buy,2026-03-05 10:00:00`);
        if (place % 3 === 0) log.push(`${id},view,2026-04-20 09:00:00`);
        if (place % 6 === 0) log.push(`${id},apply,2026-04-28 09:00:00`);
      }
    }
    for (const [table, lines] of Object.entries({ people, log })) {
      const file = join(engine.folder, `${table}.csv`);
      writeFileSync(file, `${lines.join('\n')}\n`);
      await test.call('imports.run', { file: test.grant(file), table });
    }
    const events = [{ table: 'log', customer: 'who', time: 'at', name: { column: 'what' }, props: [] }];
    await test.call('entities.apply', { map: { customers: { table: 'people', key: 'id' }, events, asOf: '2026-04-30' } });
    await test.call('segments.save', { segment: { id: 'east', name: 'East', description: '', who: IN('east') } });
  });

  afterAll(() => test.kernel.close());

  it('are what each would be alone, whatever else is asked', async () => {
    const bare = { steps: STEPS, order: 'ordered', within: { n: 10, unit: 'day' } } as const satisfies Spec;
    const whole = { ...bare, who: YOUNG, by: 'region', trend: 'month' } as const satisfies Spec;
    const compare = [{ who: 'east' }, { who: IN('west'), range: MARCH }, { range: APRIL }, {}];
    const answer = await ask({ ...whole, compare });
    for (const [place, side] of compare.entries()) {
      const { steps, dropped, times, restsOn } = await ask({ ...bare, who: YOUNG, ...side });
      expect(answer.sides?.[place]).toMatchObject({ steps, dropped, times, base: restsOn.base });
    }
    const { sides: _, restsOn: __, ...without } = answer;
    const { restsOn: ___, ...alone } = await ask(whole);
    expect(without).toEqual(alone);
  });

  it('differ by the published interval, and by the p-value of the pooled test', async () => {
    const [first, second] = await sidesOf([{ who: IN('west') }, { who: 'east' }], { range: MARCH });
    expect(first).toMatchObject({ base: { name: '', n: 80 }, differences: [], shared: 0 });
    expect(second).toMatchObject({ base: { name: 'East', n: 70 }, shared: 0 });
    const [apply, buy, all] = second?.differences ?? [];
    if (!apply || isInsufficient(apply.difference)) throw new Error('nothing is told of the second step');
    // Newcombe, Statist. Med. 17 (1998), table II, method 10: 56/70 − 48/80.
    expect(apply.difference.estimate).toBeCloseTo(0.2, 12);
    expect(apply.difference.interval[0]).toBeCloseTo(0.0524, 4);
    expect(apply.difference.interval[1]).toBeCloseTo(0.3339, 4);
    const ps = [APPLY_P, BUY_P, ALL_P];
    expect([apply, buy, all].map((each) => [each?.step, each?.from])).toEqual([
      [1, 0],
      [2, 1],
      [2, 0],
    ]);
    for (const [at, p] of ps.entries()) expect([apply, buy, all][at]?.p).toBeCloseTo(p, 12);
    // Holm over the three: the least thrice, the next twice but not below it, the last once.
    expect(all?.pHolm).toBeCloseTo(3 * ALL_P, 12);
    expect(apply.pHolm).toBeCloseTo(3 * ALL_P, 12);
    expect(buy?.pHolm).toBeCloseTo(BUY_P, 12);
  });

  it('of a part and its whole are tested without the part, and say how many they share', async () => {
    const [, east] = await sidesOf([{}, { who: 'east' }], { range: MARCH });
    expect(east?.shared).toBe(70);
    // The part against the rest is east against west.
    expect(east?.differences[0]?.p).toBeCloseTo(APPLY_P, 12);
    expect(east?.differences[0]?.difference).toMatchObject({ estimate: 56 / 70 - 104 / 150 });
  });

  it('leave on a board with the whole way, and with how many customers they share', async () => {
    const spec = funnelSpecSchema.parse({ steps: STEPS, range: MARCH, compare: [{}, { who: 'east' }, { who: IN('west') }] });
    const items = [{ kind: 'funnel' as const, id: 'f', spec }];
    await test.call('boards.save', { board: { id: 'b', name: 'Board', items } });
    const file = join(engine.folder, 'sides.html');
    await test.call('reports.board', { board: 'b', language: 'en', file: test.grant(file) });
    const html = readFileSync(file, 'utf8');
    expect(html).toContain('Customers in common with A: B 70, C 80.</caption>');
    const whole = html.match(/<tr><th scope="row">The whole way<.*?<\/tr>/g) ?? [];
    // 28 and 16 of 150 bought.
    expect(
      whole.map((row) =>
        row
          .match(/<td>[^<]*/g)
          ?.slice(0, 4)
          .join(''),
      ),
    ).toEqual([
      '<td>A all customers 2026-03-01 – 2026-03-31<td>44<td>–<td>29.3%',
      '<td>B East 2026-03-01 – 2026-03-31<td>28<td>–<td>40.0%',
      '<td>C segment without a name 2026-03-01 – 2026-03-31<td>16<td>–<td>20.0%',
    ]);
    expect(whole[1]).toContain('<td>10.7 [');
  });

  it('of the same customers cannot be told apart', async () => {
    const everybody: Rule = { kind: 'any', rules: [IN('east'), IN('west')] };
    const [, same] = await sidesOf([{}, { who: everybody }]);
    expect(same?.differences.every(({ difference, p }) => isInsufficient(difference) && isInsufficient(p))).toBe(true);
  });

  it('of two ranges say who is in both, and who has time left', async () => {
    const [march, april] = await sidesOf([{ range: MARCH }, { range: APRIL }], { within: { n: 30, unit: 'day' } });
    expect(march).toMatchObject({ range: MARCH, open: 0 });
    // Every third viewed on 20 April, and nobody has bought by the end of the month.
    const began = Math.ceil(70 / 3) + Math.ceil(80 / 3);
    expect(april).toMatchObject({ range: APRIL, open: began, shared: began });
  });

  it('are compared of attempts too', async () => {
    const spec = { count: 'attempts', within: { n: 10, unit: 'day' } } as const;
    const [east, both] = await sidesOf([{ who: 'east' }, {}], spec);
    expect(east?.steps[0]?.count).toBe(70 + Math.ceil(70 / 3));
    expect(both?.differences.every(({ p }) => !isInsufficient(p))).toBe(true);
  });

  it('have no conversion of a single step', async () => {
    const { sides } = await ask({ steps: [{ event: 'view' }], compare: [{ who: 'east' }, { who: IN('west') }] });
    expect(sides?.map(({ differences }) => differences)).toEqual([[], []]);
  });

  describe('refuse in one sentence', () => {
    const refusals: readonly [string, Spec['compare'], object][] = [
      ['a segment twice', [{ who: 'east' }, {}, { who: 'east' }], { message: SAME, at: { path: 'compare.2' } }],
      [
        'a range that ends before it starts',
        [{}, { range: { from: APRIL.to, to: APRIL.from } }],
        { at: { path: 'compare.1.range' } },
      ],
      ['an unknown segment', [{}, { who: 'nobody' }], { code: 'UNKNOWN_SEGMENT' }],
    ];
    it.each(refusals)('%s', async (_, compare, error) => {
      await expect(ask({ steps: STEPS, compare })).rejects.toMatchObject({ error });
    });

    it.each([
      ['one side', [{}]],
      ['six sides', Array.from({ length: 6 }, () => ({}))],
    ])('%s', (_, compare) => {
      const [issue] = funnelSpecSchema.safeParse({ steps: STEPS, compare }).error?.issues ?? [];
      expect(issue).toMatchObject({ path: ['compare'], message: 'two to five sides' });
    });
  });
});
