import { afterAll, beforeAll, expect, it } from 'vitest';
import type { KernelMethods } from '../../../shared/rpc/contract';
import type { Input } from '../../../shared/rpc/method';
import { expectNear, expectNearP } from '../../shared/stats/reference';
import { CDNOW_MAP, cdnow } from '../../support/cdnow';
import { describeEngines } from '../../support/engines';
import { EXPOSED_MAP, openExposedFew } from '../../support/exposedFew';
import { startTagKernel, type TagKernel } from '../../support/tagKernel';

type Spec = Input<KernelMethods, 'experiments.compute'>['spec'];

const design = { kind: 'differenceInDifferences' as const };

describeEngines('how the first customers of CDNOW changed in a quarter, compared with the later ones', (engine) => {
  let test: TagKernel;
  const paid = { event: 'purchase', prop: 'paid' };
  const SPEC: Spec = {
    segments: [
      { variant: 'later', who: { kind: 'sql', predicate: 'id > 800' } },
      { variant: 'first', who: { kind: 'sql', predicate: 'id <= 800' } },
    ],
    control: 'later',
    metrics: [
      { kind: 'conversion', label: 'buys', of: { event: 'purchase' } },
      { kind: 'mean', label: 'paid', of: paid },
      { kind: 'mean', label: 'capped', of: paid, cap: true },
    ],
    range: { from: '1997-10-01', to: '1997-12-31' },
    design,
  };

  beforeAll(async () => {
    test = startTagKernel(engine);
    await test.call('workspace.create', { file: null });
    const { customers, purchases } = cdnow();
    await test.load('customers', customers.split('\n').slice(0, 2001).join('\n'));
    await test.load(
      'purchases',
      purchases
        .split('\n')
        .filter((line, at) => at === 0 || (line !== '' && Number.parseInt(line, 10) <= 2000))
        .join('\n'),
    );
    await test.call('entities.apply', { map: CDNOW_MAP });
  });

  afterAll(() => test.kernel.close());

  /**
   * R 4.2.2 on the 2000 first customers of CDNOW_master.txt: sums by tapply() over the days of each quarter, `t.test(change ~ arm)`, whose
   * error is that of `lm(change ~ arm)` with HC2 of sandwich 3.0.2; the cap is quantile(type = 7) of both quarters' values above 0; the lift
   * by the delta method with the covariance of before and after.
   */
  it.each([
    {
      ...{ metric: 'buys', before: 0.18625, after: 0.2025, controlBefore: 0.17666666666666667, controlAfter: 0.175 },
      ...{ estimate: 0.017916666666666411, error: 0.019163810175021053, df: 1733.5670079221679, p: 0.34995873561368396 },
      ...{ low: -0.01966995349127857, lift: 0.09706546275395045, liftLow: -0.12040678826823051 },
      ...{ placebo: -0.0054166666666666669, placeboP: 0.7804774434452182, plain: 0.0275, balance: 0.024855016506201567 },
    },
    {
      ...{
        metric: 'paid',
        before: 14.1257,
        after: 19.8466125,
        controlBefore: 12.236441666666666,
        controlAfter: 12.657358333333333,
      },
      ...{ estimate: 5.299995833333241, error: 3.3668470731241658, df: 1170.845693450116, p: 0.11571788399315067 },
      ...{ low: -1.305731737379616, lift: 0.364345603846026, liftLow: -0.1362762581777973 },
      ...{ placebo: 2.089075, placeboP: 0.2840177807873237, plain: 7.189254166666666, balance: 0.038894831684738042 },
    },
    {
      ...{ metric: 'capped', before: 14.1257, after: 18.713503950000046, controlBefore: 12.236441666666666 },
      ...{ controlAfter: 12.657358333333333, estimate: 4.166887283333422, error: 2.7128669956846188 },
      ...{ df: 1426.7081011612456, p: 0.12476701475851805, low: -1.154748930264497, lift: 0.28645061451861409 },
      ...{ liftLow: -0.12733161410203603, placebo: 2.089075, placeboP: 0.2840177807873237, plain: 6.056145616666714 },
      balance: 0.038894831684738042,
    },
  ])('is in $metric what R says of the changes', async ({ metric, ...expected }) => {
    const { rows, changes = [], srm, verdict } = await test.call('experiments.compute', { spec: SPEC });
    const row = rows.find((each) => each.metric === metric) ?? expect.fail('no row');
    const { difference, relative, test: tested } = row;
    if ('state' in difference || 'state' in relative || !('df' in tested)) return expect.fail('no difference');
    if ('state' in difference.interval || 'state' in relative.interval) return expect.fail('no interval');
    expectNear(difference.estimate, expected.estimate, 1e-8);
    expectNear(tested.statistic, expected.estimate / expected.error, 1e-8);
    expectNear(tested.df, expected.df);
    expectNearP(tested.p, expected.p);
    expectNear(difference.interval[0], expected.low, 1e-8);
    expectNear(relative.estimate, expected.lift, 1e-8);
    expectNear(relative.interval[0], expected.liftLow, 1e-8);
    expectNear(row.value, expected.after);
    expectNear(row.controlValue, expected.before + expected.controlAfter - expected.controlBefore);
    expect([row.n, row.controlN]).toEqual([800, 1200]);
    const change = changes.find((each) => each.metric === metric) ?? expect.fail('no change');
    for (const name of ['before', 'after', 'controlBefore', 'controlAfter', 'balance'] as const)
      expectNear(change[name], expected[name], 1e-8, name);
    const { plain, placebo } = change;
    if (!placebo || 'state' in placebo.difference || 'state' in plain.difference) return expect.fail('no placebo');
    expectNear(placebo.difference.estimate, expected.placebo, 1e-8);
    expectNear(placebo.p, expected.placeboP, 1e-8);
    expectNear(plain.difference.estimate, expected.plain, 1e-8);
    expect(srm).toBeNull();
    expect(verdict.reasons.map(({ kind }) => kind)).toContain('notRandomised');
    expect(verdict.decision).toBe('keepGoing');
  });

  it('has no placebo where the events do not reach back so far, and no comparison without a window before', async () => {
    const metrics = SPEC.metrics.slice(0, 1);
    const summer: Spec = { ...SPEC, metrics, range: { from: '1997-05-01', to: '1997-07-31' } };
    const { changes } = await test.call('experiments.compute', { spec: summer });
    expect(changes).toMatchObject([{ metric: 'buys', placebo: null, before: expect.any(Number) }]);
    const spring = await test.failure('experiments.compute', {
      spec: { ...summer, range: { from: '1997-02-01', to: '1997-04-30' } },
    });
    expect(spring.at).toMatchObject({ path: 'metrics.0' });
    expect(spring.message).toContain('1996-11-04');
    expect(spring.message).toContain('1997-01-01');
  });

  it('says of a change before the start that was unlike already, and has no curve', async () => {
    // Customers come in with their first purchase, the first ones in the first days of January.
    const { verdict, changes } = await test.call('experiments.compute', {
      spec: { ...SPEC, metrics: SPEC.metrics.slice(0, 1), range: { from: '1997-01-11', to: '1997-01-15' } },
    });
    // t.test() of the changes from 1–5 to 6–10 January by arm: p = 4.3e-214.
    const p = changes?.[0]?.placebo?.p;
    expect(p).toBeLessThan(1e-200);
    expect(verdict).toMatchObject({ decision: 'adopt', variant: 'first' });
    expect(verdict.reasons).toContainEqual({ kind: 'changedBefore', metric: 'buys', variant: 'first', p });
    expect(await test.call('experiments.curves', { spec: SPEC })).toMatchObject({
      absent: 'differenceInDifferences',
      curves: [],
    });
  });

  it.each<[string, Partial<Spec>]>([
    ['design', { randomised: true }],
    ['covariate', { covariate: 'id' }],
    ['methods', { methods: ['rank'] }],
    ['metrics.0.kind', { metrics: [{ kind: 'ratio', label: 'each', of: paid, per: { event: 'purchase' } }] }],
    ['metrics.0.kind', { metrics: [{ kind: 'quantile', label: 'median', of: paid, q: 0.5 }] }],
    ['metrics.0.tau', { metrics: [{ kind: 'mean', label: 'paid', of: paid, tau: 1 }] }],
    ['metrics.0.of.tag', { metrics: [{ kind: 'mean', label: 'number', of: { tag: 'id' } }] }],
  ])('refuses what it cannot tell at %s', async (path, change) => {
    expect((await test.failure('experiments.compute', { spec: { ...SPEC, ...change } })).at).toMatchObject({ path });
  });
});

describeEngines('changes around the exposure of each customer', (engine) => {
  let test: TagKernel;

  beforeAll(async () => {
    test = await openExposedFew(engine);
    await test.load('past', 'who,act,at,amount\n6,look,2025-12-01 00:00:00,');
    const [acts] = EXPOSED_MAP.events ?? [];
    await test.call('entities.apply', {
      map: { ...EXPOSED_MAP, events: [...(EXPOSED_MAP.events ?? []), { ...acts, table: 'past' } as NonNullable<typeof acts>] },
    });
  });

  afterAll(() => test.kernel.close());

  it('are between windows as long as the customer was observed, the last second before the exposure in the one before', async () => {
    const within = { n: 3, unit: 'day' as const };
    const metrics: Spec['metrics'] = [{ kind: 'mean', label: 'spent', of: { event: 'buy', prop: 'amount' }, within }];
    const { rows, changes } = await test.call('experiments.compute', {
      spec: { campaign: 'C', control: 'old', metrics, randomised: false, design },
    });
    // Customer 1: 15 after 100; 3: −4 after 0. In the control 2: 0 and 0; 4: 8 after 0.
    expect(changes).toMatchObject([{ n: 2, before: 50, after: 5.5, controlN: 2, controlBefore: 0, controlAfter: 4 }]);
    expect(rows[0]).toMatchObject({ value: 5.5, controlValue: 54, difference: { estimate: -48.5 } });
    const [change] = changes ?? [];
    expect(change?.placebo?.difference).toMatchObject({ estimate: 50 });
  });
});
