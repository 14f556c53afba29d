import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Truths } from '../../../shared/demo/truths';
import type { ExperimentAnswer, ExperimentRow } from '../../../shared/model/experiment';
import type { KernelMethods } from '../../../shared/rpc/contract';
import type { Input } from '../../../shared/rpc/method';
import { golden } from '../../shared/stats/experiment/hillstrom';
import { expectNear, expectNearP } from '../../shared/stats/reference';
import { describeEngines } from '../../support/engines';
import { openExposedFew } from '../../support/exposedFew';
import { startKernel, type TestKernel } from '../../support/kernel';
import type { TagKernel } from '../../support/tagKernel';

type Spec = Input<KernelMethods, 'experiments.compute'>['spec'];

const tag = (id: string) => ({ tag: id });

const WITHOUT = ['sequential', 'cuped', 'others'];
const QUANTILES = [
  [563.6280000000002, 561.0550000000001],
  [558.162, 561.0550000000001],
].map((pair) => pair.map((each) => expect.closeTo(each, 9)));
/** What the engines said. */
const bootstraps = new Set<string>();

describeEngines('the e-mail experiment of Hillstrom', (engine) => {
  let test: TestKernel;
  let answer: ExperimentAnswer;

  const SPEC: Spec = {
    tag: 'segment',
    control: 'No E-Mail',
    metrics: [
      { kind: 'conversion', label: 'visit', of: tag('visit'), tau: 0.01 },
      { kind: 'conversion', label: 'conversion', of: tag('conversion'), tau: 0.01 },
      { kind: 'mean', label: 'spend', of: tag('spend'), tau: 2 },
    ],
    methods: ['bayes', 'rank', 'others'],
    looks: 10,
    covariate: 'history',
    by: 'channel',
    splitBy: ['zip_code'],
    money: { revenue: 'spend', cost: 0.1, conversion: 'conversion' },
  };

  beforeAll(async () => {
    test = startKernel(engine);
    const file = join(engine.folder, 'hillstrom.csv');
    copyFileSync('../shared/data/hillstrom/hillstrom.csv', file);
    await test.call('workspace.create', { file: null });
    await test.call('imports.run', { file: test.grant(file), table: 'hillstrom' });
    await test.call('entities.apply', { map: { customers: { table: 'hillstrom', key: { line: true } } } });
    answer = await test.call('experiments.compute', { spec: SPEC });
  });

  afterAll(() => test.kernel.close());

  it('has the arms of the file and their fair split, whole and by place', () => {
    expect(answer.arms.map(({ variant, n }) => [variant, n])).toEqual(
      Object.entries(golden.arms).map(([arm, { n }]) => [arm, n]),
    );
    expectNear(answer.srm && 'p' in answer.srm && answer.srm.p, golden.srm.p);
    expect(answer.splits.map(({ level }) => level?.value).sort()).toEqual(['Rural', 'Surburban', 'Urban']);
    expect(answer.splits.flatMap(({ sizes }) => sizes).reduce((sum, n) => sum + n, 0)).toBe(64_000);
  });

  it('has the numbers of the reference against the control: tests, Holm, CUPED, looks, posteriors and levels', () => {
    const row = (metric: string, variant: string, level?: string): ExperimentRow =>
      answer.rows.find((each) => each.metric === metric && each.variant === variant && each.level?.value === level) ??
      expect.fail(`${metric} ${variant}`);
    for (const { treatment, control, proportions, means } of golden.comparisons.filter((each) => each.control === SPEC.control)) {
      for (const metric of ['visit', 'conversion'] as const) {
        const found = row(metric, treatment);
        const { pooled_z, cuped, msprt, bayes_beta_binomial: bayes } = proportions[metric];
        expectNearP('p' in found.test && found.test.p, pooled_z.p);
        expectNearP(found.pAdjusted, golden.multiplicity.family_vs_control[`${treatment} vs ${control} | ${metric}`]?.holm ?? 0);
        expectNear(found.cuped && 'theta' in found.cuped && found.cuped.theta, cuped.theta);
        const looks = msprt.find(({ tau }) => tau === found.sequential?.tau)?.looks;
        expectNearP(found.sequential?.p, looks?.at(-1)?.p_always_valid ?? Number.NaN);
        expectNear(
          found.bayes && 'expectedLoss' in found.bayes && found.bayes.expectedLoss.control,
          Number(bayes.expected_loss_choose_control),
        );
      }
      const spend = row('spend', treatment);
      expectNearP('p' in spend.test && spend.test.p, means.spend.welch.p);
      expectNear(spend.rank && 'z' in spend.rank && spend.rank.z, means.spend.mann_whitney.z);
      expectNear('estimate' in spend.relative && spend.relative.estimate, means.spend.relative_lift.lift);
    }
    for (const { treatment, by, metric, levels, cmh } of golden.breakdowns.filter((each) => each.by === 'channel')) {
      for (const [level, { pooled_z }] of Object.entries(levels)) {
        const { test } = row(metric, treatment, level);
        expectNearP('p' in test && test.p, pooled_z.p, `${by} ${level}`);
      }
      const found = answer.breakdowns?.find((each) => each.metric === metric && each.variant === treatment)?.commonOdds;
      expectNear(found && 'ratio' in found && found.ratio, cmh.common_odds_ratio);
    }
  });

  // metafor 3.8.1 of R 4.2.2, rma(yi, vi, method = "DL") and blup() of the counts by channel in the reference.
  it.each([
    ['Mens E-Mail', 0.0763578695088421, 0.0697647919666409, 0.0829509470510432],
    ['Womens E-Mail', 0.045302383653581, 0.0390160414966417, 0.0515887258105204],
  ])('pools the channels of %s: where chance explains how they differ, each is the mean', (variant, mean, low, high) => {
    const pooled = answer.breakdowns?.find((each) => each.metric === 'visit' && each.variant === variant)?.pooled;
    if (!pooled || 'state' in pooled) return expect.fail('nothing pooled');
    expect([pooled.tauSquared, pooled.inconsistency]).toEqual([0, 0]);
    expect(pooled.shrunk).toHaveLength(3);
    for (const each of [pooled.mean, ...pooled.shrunk]) {
      if ('state' in each || 'state' in each.interval) return expect.fail('no interval');
      for (const [at, bound] of [mean, low, high].entries()) expectNear([each.estimate, ...each.interval][at], bound);
    }
  });

  it('has the numbers of the reference by other tests, of all arms together, and by every correction', async () => {
    const row = (metric: string) =>
      answer.rows.find((each) => each.metric === metric && each.variant === 'Mens E-Mail' && !each.level) ?? expect.fail(metric);
    const other = (metric: string, method: string) =>
      row(metric).others?.find((each) => each.method === method) ?? expect.fail(method);
    const { proportions, means } = golden.comparisons[0] ?? expect.fail('no comparison');
    expectNearP(other('visit', 'unpooledZ').p, proportions.visit.unpooled_wald.p);
    expectNearP(other('visit', 'yates').p, proportions.visit.chisq_yates.p);
    expectNearP(other('visit', 'hypergeometric').p, proportions.visit.fisher_exact.p);
    expectNearP(other('visit', 'ancova').p, proportions.visit.cuped.ancova.p);
    expectNearP(other('spend', 'student').p, means.spend.student.p);
    expectNearP(other('spend', 'ancova').p, means.spend.cuped.ancova.p);
    // R 4.2.2: lm() over arm and centred channels, all crossed, with sandwich's vcovHC of type "HC0" and "HC2".
    expectNear(other('visit', 'postStratified').difference?.estimate, 0.076477912385061825);
    expectNear(other('visit', 'postStratified').statistic, 0.076477912385061825 / 0.003381699485268144);
    expectNear(other('spend', 'postStratified').statistic, 0.769298105027617 / 0.145187352579048);
    const all = (metric: string) => answer.omnibus?.find((each) => each.metric === metric)?.tests ?? [];
    expectNear(all('visit')[0]?.statistic, golden.omnibus.visit.chisq);
    expectNear(all('spend').find(({ method }) => method === 'welchAnova')?.statistic, golden.omnibus.spend.welch_F);
    expectNear(all('spend').find(({ method }) => method === 'kruskalWallis')?.statistic, golden.omnibus.spend.kruskal_H);
    const names = { hochberg: 'hochberg', bonferroni: 'bonferroni', benjaminiHochberg: 'bh', benjaminiYekutieli: 'by' } as const;
    for (const [correction, name] of Object.entries(names)) {
      const { rows } = await test.call('experiments.compute', {
        spec: { ...SPEC, methods: [], covariate: undefined, by: undefined, correction: correction as 'hochberg' },
      });
      for (const { metric, variant, pAdjusted } of rows) {
        const expected = golden.multiplicity.family_vs_control[`${variant} vs ${SPEC.control} | ${metric}`];
        expectNearP(pAdjusted, expected?.[name] ?? Number.NaN);
      }
    }
  });

  it('says to adopt the better e-mail, what it earned, and what it rests on', () => {
    expect(answer.verdict).toMatchObject({ decision: 'adopt', variant: 'Mens E-Mail' });
    expect(answer.crossovers).toBe(0);
    const [mens] = answer.money ?? [];
    expectNear(mens?.cost, 2130.7);
    expectNear(mens?.grossRoi, (30_311.69 - 2130.7) / 2130.7);
    const gain = ((30_311.69 / 21_307 - 13_908.33 / 21_306) * 21_307 - 2130.7) / 2130.7;
    expectNear(mens && 'estimate' in mens.incrementalRoi && mens.incrementalRoi.estimate, gain);
    expect(answer.restsOn).toMatchObject({ base: { name: 'segment', n: 64_000 }, engine: engine.factory.name });
  });

  it('finds no more than chance between halves of one arm, and calls no effect what nobody drew', async () => {
    const half = (rest: 0 | 1) => ({
      kind: 'sql' as const,
      predicate: `segment = 'No E-Mail' AND CAST(floor(history * 100) AS INTEGER) % 2 = ${rest}`,
    });
    const segments = [
      { variant: 'a', who: half(0) },
      { variant: 'b', who: half(1) },
    ];
    const { verdict, rows, srm } = await test.call('experiments.compute', {
      spec: { segments, control: 'a', metrics: SPEC.metrics.slice(0, 1), minimumEffect: 0.2 },
    });
    expect(verdict.decision).toBe('noDifference');
    expect(verdict.reasons.map(({ kind }) => kind)).toEqual(['withinSmallest', 'notRandomised']);
    expect(rows).toHaveLength(1);
    expect(srm).toBeNull();
  });

  it('says of a guardrail with a margin whether it is worse by no more', async () => {
    const { money: _, ...withoutMoney } = SPEC;
    const guardrail = { kind: 'mean' as const, label: 'spend', of: tag('spend'), role: 'guardrail' as const, margin: 0.05 };
    const { rows, verdict } = await test.call('experiments.compute', {
      spec: { ...withoutMoney, metrics: [...SPEC.metrics.slice(0, 1), guardrail] },
    });
    const told = rows.filter(({ metric, level }) => metric === 'spend' && level === undefined);
    expect(told.map(({ nonInferiority }) => nonInferiority)).toEqual(
      told.map(({ relative }) => ({
        margin: 0.05,
        worst: 'interval' in relative && 'length' in relative.interval ? relative.interval[0] : expect.fail('no interval'),
        shown: true,
      })),
    );
    expect(told).toHaveLength(2);
    expect(verdict.decision).toBe('adopt');
  });

  it('compares arms that nobody drew with comparable customers, as MatchIt does, and calls it no effect', async () => {
    const design = { kind: 'matched' as const, by: ['channel', 'recency'] };
    const metrics = SPEC.metrics.slice(0, 1).map(({ tau: _, ...metric }) => metric);
    const spec = { tag: 'segment', control: 'No E-Mail', variants: ['Mens E-Mail'], metrics, design };
    const { rows, matching, srm, verdict } = await test.call('experiments.compute', { spec });
    const [{ difference, test: z, unmatched } = expect.fail('no row')] = rows;
    if ('state' in difference || 'state' in z) return expect.fail('no difference');
    // MatchIt 4.5.1, matchit(t ~ channel + recency, method = "cem", cutpoints = list(recency = "q5")), and lm() with HC1 of sandwich.
    expectNear(difference.estimate, 0.076368590946674919);
    expectNear(z.statistic, 0.076368590946674919 / 0.003389292271433335);
    expect(unmatched && 'estimate' in unmatched.difference && unmatched.difference.estimate).toBeCloseTo(0.0766, 3);
    expect(matching).toMatchObject([{ n: 21_307, matched: 21_307, controlN: 21_306, controlMatched: 21_306 }]);
    const recency = matching?.[0]?.balance.find((each) => each.tag === 'recency');
    expectNear(recency?.before, 0.006831532454259954);
    expectNear(recency?.after, 0.002632355426795628, 1e-7);
    expect(srm).toBeNull();
    expect(verdict).toMatchObject({ decision: 'adopt', reasons: [{ kind: 'better' }, { kind: 'notRandomised' }] });
    for (const [path, change] of [
      ['design', { randomised: true }],
      ['covariate', { covariate: 'history' }],
      ['design.by.0', { design: { ...design, by: ['nothing'] } }],
    ] as [string, Partial<Spec>][])
      expect((await test.failure('experiments.compute', { spec: { ...spec, ...change } })).at).toMatchObject({ path });
  });

  it('tells how what was spent is spread in each arm, zeros apart, in bins that hold enough customers', async () => {
    const { distributions, without } = await test.call('experiments.distributions', { spec: SPEC });
    expect(without).toEqual(['visit', 'conversion']);
    expect(distributions).toHaveLength(1);
    const [{ bins, arms, whole } = expect.fail('nothing')] = distributions;
    expect(whole).toBe(false);
    expect(bins.map(({ from, to }) => [from, to])).toEqual([...[0, 50, 100, 150].map((from) => [from, from + 50]), [200, null]]);
    // R 4.2.2, table(cut(spend, c(0, 50, 100, 150, 200, Inf), right = FALSE)) and quantile(type = 7) of spend > 0 by arm.
    expect(arms.map(({ variant, n, zeros, counts }) => [variant, n, zeros, ...counts])).toEqual([
      ['No E-Mail', 21_306, 21_184, 37, 37, 20, 11, 17],
      ['Mens E-Mail', 21_307, 21_040, 108, 65, 25, 23, 46],
      ['Womens E-Mail', 21_387, 21_198, 65, 32, 38, 24, 30],
    ]);
    const few = { state: 'insufficient', found: 1, needed: 10 };
    const near = (values: readonly number[]) => values.map((each) => expect.closeTo(each, 9));
    expect(arms.map(({ quantiles }) => quantiles)).toEqual([
      [...near([35.04, 88.365, 146.17, 226.882]), few],
      [...near([29.99, 66.98, 152.72, 262.79]), { ...few, found: 2 }],
      [...near([35.2, 94.71, 163.79, 268.038]), few],
    ]);
  });

  it('compares quantiles with the same interval on every engine, and says what they have not', async () => {
    const { rows, breakdowns } = await test.call('experiments.compute', {
      spec: { ...SPEC, metrics: [{ kind: 'quantile', label: 'history', of: tag('history'), q: 0.9, tau: 5 }], money: undefined },
    });
    const whole = rows.filter(({ level }) => level === undefined);
    // quantile(history, 0.9, type = 7) of R 4.2.2 by arm.
    expect(whole.map(({ value, controlValue }) => [value, controlValue])).toEqual(QUANTILES);
    expect(whole.map(({ without }) => without)).toEqual([WITHOUT, WITHOUT]);
    expect(whole.map(({ sequential, cuped, others }) => [sequential, cuped, others])).toEqual(
      Array(2).fill(Array(3).fill(undefined)),
    );
    expect(rows.filter(({ level, difference }) => level && 'interval' in difference)).toHaveLength(6);
    expect(breakdowns?.every(({ interaction }) => 'p' in interaction)).toBe(true);
    const told = JSON.stringify(rows);
    expect(told).not.toContain('null');
    bootstraps.add(told);
    expect(bootstraps.size).toBe(1);
  });

  it('tells what a metric is like before, of a segment, and the customers of an arm at a level as a rule', async () => {
    const nobodyMailed = { kind: 'tag' as const, tag: 'segment', op: 'is' as const, values: ['No E-Mail'] };
    const arm = golden.arms[SPEC.control] ?? expect.fail();
    const [visits, spend] = await Promise.all(
      SPEC.metrics
        .filter(({ label }) => label !== 'conversion')
        .map((metric) => test.call('experiments.baseline', { spec: { who: nobodyMailed, metric } })),
    );
    expect(visits).toMatchObject({ n: arm.n, unknown: 0 });
    expectNear(visits?.value, arm.visit.rate);
    expectNear(spend?.value, arm.spend.mean);
    expectNear(spend?.sd, arm.spend.sd);

    const { rule } = await test.call('experiments.rule', { arm: { spec: SPEC, variant: 'No E-Mail', level: 'Web' } });
    const web = answer.rows.find(({ level, metric }) => level?.value === 'Web' && metric === 'visit');
    expect((await test.call('rules.count', { rule })).count).toBe(web?.controlN);
  });

  it.each<[string, Partial<Spec>, string]>([
    ['control', { control: 'nobody' }, 'control'],
    ['metric', { metrics: [{ kind: 'mean', label: 'x', of: tag('channel') }] }, 'metrics.0.of.tag'],
    ['covariate', { covariate: 'nothing' }, 'covariate'],
    ['money', { money: { revenue: 'visit' } }, 'money.revenue'],
    ['margin', { metrics: [{ kind: 'mean', label: 'spend', of: tag('spend'), margin: 0.1 }] }, 'metrics.0.margin'],
  ])('refuses a %s that does not fit by its place', async (_, change, path) => {
    expect((await test.failure('experiments.compute', { spec: { ...SPEC, ...change } })).at).toMatchObject({ path });
  });

  it('tells sizes, effects and chances without any data', async () => {
    const n = await test.call('experiments.power', { spec: { kind: 'proportion', control: 0.1, effect: 0.02, power: 0.8 } });
    expect(n).toMatchObject({ n: 3841, treatmentN: 3841 });
    const effect = await test.call('experiments.power', { spec: { kind: 'mean', sd: 10, n: 100, power: 0.8, ratio: 2 } });
    const power = await test.call('experiments.power', {
      spec: { kind: 'mean', sd: 10, n: 100, effect: Number(effect.effect), ratio: 2 },
    });
    expectNear(power.power, 0.8);
  });
});

describeEngines('an experiment of events', (engine) => {
  let test: TagKernel;

  beforeAll(async () => {
    test = await openExposedFew(engine);
  });

  afterAll(() => test.kernel.close());

  const BUY = { event: 'buy' };
  const within = { n: 3, unit: 'day' as const };

  it('counts from the first exposure, to the second, and leaves out who was in both arms', async () => {
    const answer = await test.call('experiments.compute', {
      spec: {
        campaign: 'C',
        control: 'old',
        metrics: [
          { kind: 'conversion', label: 'bought', of: BUY, within },
          { kind: 'mean', label: 'spent', of: { ...BUY, prop: 'amount' }, within },
          { kind: 'ratio', label: 'each', of: { ...BUY, prop: 'amount' }, per: BUY, within },
          { kind: 'conversion', label: 'later', of: BUY, within, after: { n: 25, unit: 'hour' } },
        ],
        money: { revenue: 'spent' },
        by: 'city',
        splitBy: ['city'],
      },
    });
    expect(answer).toMatchObject({
      crossovers: 1,
      otherArms: 0,
      timed: true,
      unfinished: 2,
      verdict: { decision: 'insufficient' },
    });
    expect(answer.arms).toMatchObject([
      { variant: 'old', n: 2 },
      { variant: 'new', n: 2 },
    ]);
    const values = answer.rows.filter(({ level }) => !level).map(({ value, controlValue }) => [value, controlValue]);
    expect(values).toEqual([
      [1, 0.5],
      [(15 - 4) / 2, 4],
      [11 / 3, 8],
      [1, 0],
    ]);
    expect(answer.money).toMatchObject([{ variant: 'new', cost: 6, revenue: 11 }]);
    expect(JSON.stringify(answer)).not.toMatch(/[:,[]null/);
  });

  it('lists the campaigns, the customers of an arm as a rule, and what a metric is over days that are past', async () => {
    expect(await test.call('experiments.campaigns', {})).toEqual([
      {
        campaign: 'C',
        arms: [
          { variant: 'new', n: 2 },
          { variant: 'old', n: 2 },
        ],
        crossovers: 1,
        first: '2026-01-05',
        last: '2026-01-07',
        timed: true,
        cost: 8,
      },
      {
        campaign: 'D',
        arms: [{ variant: 'old', n: 1 }],
        crossovers: 0,
        first: '2026-01-06',
        last: '2026-01-06',
        timed: true,
        cost: 0,
      },
    ]);
    const metrics: Spec['metrics'] = [{ kind: 'mean', label: 'spent', of: { ...BUY, prop: 'amount' } }];
    const spec: Spec = { campaign: 'C', control: 'old', metrics, who: { kind: 'tag', tag: 'city', op: 'is', values: ['A'] } };
    const { rule } = await test.call('experiments.rule', { arm: { spec, variant: 'new' } });
    expect((await test.call('rules.count', { rule })).count).toBe(2);
    const { rule: nobody } = await test.call('experiments.rule', { arm: { spec, variant: "it's" } });
    expect((await test.call('rules.count', { rule: nobody })).count).toBe(0);

    const [metric] = metrics;
    if (!metric) throw new Error('a metric is asked for');
    const range = { from: '2026-01-06', to: '2026-01-08' };
    const past = await test.call('experiments.baseline', { spec: { metric, range } });
    expect(past).toMatchObject({ n: 6, unknown: 0, value: (1005 - 4 + 8 + 8) / 6, restsOn: { base: { n: 6 } } });
    const within = await test.failure('experiments.baseline', { spec: { metric: { ...metric, within: { n: 1, unit: 'day' } } } });
    expect(within).toMatchObject({ at: { path: 'metrics.0' } });
  });

  it('makes rules of arms that are segments: those of one that are in no other', async () => {
    const city = (value: string) => ({ kind: 'tag' as const, tag: 'city', op: 'is' as const, values: [value] });
    const segments = [
      { variant: 'a', who: city('A') },
      { variant: 'all', who: { kind: 'any' as const, rules: [city('A'), city('B')] } },
    ];
    const spec: Spec = { segments, control: 'a', metrics: [{ kind: 'conversion', label: 'bought', of: BUY }] };
    const { rule } = await test.call('experiments.rule', { arm: { spec, variant: 'all' } });
    expect((await test.call('rules.count', { rule })).count).toBe(3);
    expect(await test.failure('experiments.rule', { arm: { spec, variant: 'x' } })).toMatchObject({ at: { path: 'variant' } });
  });

  it('asks for days where no exposure has a time, and names unknown campaigns', async () => {
    const metrics: Spec['metrics'] = [{ kind: 'conversion', label: 'bought', of: BUY }];
    const byCity = { tag: 'city', control: 'A', metrics };
    const days = { from: '2026-01-06', to: '2026-01-07' };
    const { rows } = await test.call('experiments.compute', { spec: { ...byCity, range: days } });
    expect(rows[0]).toMatchObject({ variant: 'B', value: 1 / 3, controlValue: 2 / 3 });
    expect(await test.failure('experiments.compute', { spec: byCity })).toMatchObject({ at: { path: 'metrics.0' } });
    const unknown = await test.failure('experiments.compute', { spec: { campaign: 'X', control: 'old', metrics } });
    expect(unknown).toMatchObject({ at: { path: 'campaign' }, hint: expect.stringContaining('C, D') });
  });
});

/** Enough that an alarm is raised by the leak of one branch. */
const CUSTOMERS = 35_000;

describeEngines('the campaigns of the demo bank', (engine) => {
  let test: TestKernel;
  let truths: Truths;

  beforeAll(async () => {
    test = startKernel(engine);
    const folder = join(engine.folder, 'campaigns');
    mkdirSync(folder);
    await test.call('demo.create', { folder: test.grant(folder), customers: CUSTOMERS, events: 20_000, language: 'en' });
    truths = JSON.parse(readFileSync(join(folder, 'truths.json'), 'utf8'));
  }, 240_000);

  afterAll(() => test.kernel.close());

  it('are judged as they were planted, with the sizes and conversions that they were made with', async () => {
    const decisions: Record<string, string> = {};
    for (const { id, treatmentShare, conversion, arms, crossovers, leak, worksIn } of truths.campaigns) {
      const { event, product, withinDays } = conversion;
      const answer = await test.call('experiments.compute', {
        spec: {
          campaign: id,
          control: 'control',
          allocation: { control: 1 - treatmentShare, treatment: treatmentShare },
          metrics: [
            {
              kind: 'conversion',
              label: 'bought',
              of: { event, where: [{ prop: 'product_id', op: 'is', values: [product] }] },
              within: { n: withinDays, unit: 'day' },
            },
          ],
          minimumEffect: 0.5,
          by: 'age_band',
          splitBy: ['branch_id'],
        },
      });
      decisions[id] = answer.verdict.decision;
      expect(answer.crossovers, id).toBe(crossovers);
      const [row] = answer.rows;
      expect([row?.controlN, row?.n], id).toEqual([arms.control.n, arms.treatment.n]);
      expect(Math.round(Number(row?.value) * arms.treatment.n), id).toBe(arms.treatment.conversions);
      expect(Math.round(Number(row?.controlValue) * arms.control.n), id).toBe(arms.control.conversions);
      const named = answer.verdict.reasons.flatMap(({ levels = [] }) => levels.map(({ value }) => value));
      if (leak) expect(named).toEqual([leak.branch]);
      // The strongest; of the other bands one may come out by luck: 35 to 44 has p = 0.012 in this draw.
      if (worksIn) expect(named.slice(0, worksIn.values.length).sort()).toEqual([...worksIn.values].sort());
    }
    expect(decisions).toEqual(Object.fromEntries(truths.campaigns.map(({ id, verdict }) => [id, verdict])));
  });
});
