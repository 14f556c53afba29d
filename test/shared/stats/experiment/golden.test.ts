import { beforeAll, describe, expect, test } from 'vitest';
import { benjaminiHochberg, benjaminiYekutieli, bonferroni, hochberg, holm } from '#shared/stats/adjust';
import { statsReady } from '#shared/stats/distributions';
import { measuredArm } from '#shared/stats/experiment/arm';
import { comparePosteriors } from '#shared/stats/experiment/bayes';
import { compareArms } from '#shared/stats/experiment/compareArms';
import { cuped } from '#shared/stats/experiment/cuped';
import { commonOdds } from '#shared/stats/experiment/heterogeneity';
import { kruskalWallis, omnibusTests } from '#shared/stats/experiment/omnibus';
import { ancova, otherTestsOfMeans, otherTestsOfShares } from '#shared/stats/experiment/otherTests';
import { rankTest } from '#shared/stats/experiment/rankTest';
import { sampleRatio } from '#shared/stats/experiment/sampleRatio';
import { type Look, sequentialTest } from '#shared/stats/experiment/sequential';
import { hypergeometricTwoSidedP } from '#shared/stats/hypergeometric';
import { expectNear, expectNearP } from '../reference';
import { golden, hillstromArm } from './hillstrom';

beforeAll(statsReady);

const ASKED = { confidence: 0.95, relative: 'log' } as const;
const BINARY = ['visit', 'conversion'] as const;

/** The reference took these as 1 less the rest, with 37 digits; here the closed sum in mpmath with 160. */
const BEYOND_THE_REFERENCE: Readonly<Record<string, number>> = {
  'Mens E-Mail No E-Mail visit': 2.148197764648088e-113,
  'Womens E-Mail No E-Mail visit': 1.020079097588063e-44,
};

/** The value, where it is one. */
function given<T extends object>(value: T): Exclude<T, { readonly state: 'insufficient' }> {
  if ('state' in value) throw new Error(JSON.stringify(value));
  return value as Exclude<T, { readonly state: 'insufficient' }>;
}

function expectInterval(of: { readonly interval: unknown }, low: number, high: number, what = ''): void {
  const [from, to] = of.interval as [number, number];
  expectNear(from, low, 1e-9, `${what} low`);
  expectNear(to, high, 1e-9, `${what} high`);
}

test('arm sizes are tested against their plan as in the reference', () => {
  const all = given(
    sampleRatio(
      Object.values(golden.arms).map(({ n }) => n),
      [1, 1, 1],
    ),
  );
  expect(all).toMatchObject({ df: golden.srm.df, alarm: false, method: 'pearson' });
  expectNear(all.chiSquare, golden.srm.chisq);
  expectNear(all.p, golden.srm.p);
  for (const { treatment, control, srm_pair_1to1 } of golden.comparisons) {
    const pair = given(sampleRatio([golden.arms[treatment]?.n ?? 0, golden.arms[control]?.n ?? 0], [1, 1]));
    expectNear(pair.chiSquare, srm_pair_1to1.chisq);
    expectNear(pair.p, srm_pair_1to1.p);
  }
});

describe.each(golden.comparisons)('$treatment against $control', ({ treatment, control, proportions, means }) => {
  const [t, c] = [hillstromArm(treatment), hillstromArm(control)];

  test.each(BINARY)('%s: pooled z, Newcombe, relative lift by both ways, Fisher', (metric) => {
    const expected = proportions[metric];
    const [first, second] = [{ values: t[metric] }, { values: c[metric] }];
    const found = compareArms(first, second, { ...ASKED, kind: 'conversion' });
    const test = given(found.test);
    expect(test.method).toBe('pooledZ');
    expectNear(test.statistic, expected.pooled_z.z);
    expectNearP(test.p, expected.pooled_z.p);
    const { newcombe_hybrid_score: newcombe, relative_lift: lift } = expected;
    expectNear(given(found.difference).estimate, expected.diff);
    expectInterval(given(found.difference), newcombe.ci95_lo, newcombe.ci95_hi);
    const tenth = compareArms(first, second, { ...ASKED, kind: 'conversion', confidence: 0.9 });
    expectInterval(given(tenth.difference), newcombe.ci90_lo, newcombe.ci90_hi);
    expectNear(given(found.relative).estimate, lift.lift);
    expectInterval(given(found.relative), lift.log_ci95_lo, lift.log_ci95_hi);
    const delta = given(compareArms(first, second, { ...ASKED, kind: 'conversion', relative: 'delta' }).relative);
    expect(delta.method).toBe('delta');
    expectInterval(delta, lift.delta_ci95_lo, lift.delta_ci95_hi);
    const groups = [
      { n: expected.x_t, known: expected.n_t },
      { n: expected.x_c, known: expected.n_c },
    ] as const;
    expectNearP(hypergeometricTwoSidedP(...groups), expected.fisher_exact.p);
  });

  test.each(BINARY)('%s: two Beta posteriors to the far tail', (metric) => {
    const { bayes_beta_binomial: expected, x_t, n_t, x_c, n_c } = proportions[metric];
    const found = given(comparePosteriors({ n: x_t, known: n_t }, { n: x_c, known: n_c }, 0.95));
    expectNear(found.probabilityBetter, Number(expected.p_treatment_better));
    const other = given(comparePosteriors({ n: x_c, known: n_c }, { n: x_t, known: n_t }, 0.95));
    expectNear(
      other.probabilityBetter,
      BEYOND_THE_REFERENCE[`${treatment} ${control} ${metric}`] ?? Number(expected.p_control_better),
    );
    expectNear(found.expectedLoss.treatment, Number(expected.expected_loss_choose_treatment));
    expectNear(found.expectedLoss.control, Number(expected.expected_loss_choose_control));
    expectInterval({ interval: found.credible.treatment }, ...expected.cred95_t);
    expectInterval({ interval: found.credible.control }, ...expected.cred95_c);
  });

  test('spend: Welch, relative lift, Mann and Whitney', () => {
    const { welch, relative_lift: lift, mann_whitney: ranks, mean_t, mean_c } = means.spend;
    const found = compareArms({ values: t.spend }, { values: c.spend }, { ...ASKED, kind: 'mean' });
    expectNear(found.value, mean_t);
    expectNear(found.controlValue, mean_c);
    const test = given(found.test);
    expectNear(test.statistic, welch.t);
    expectNear('df' in test && test.df, welch.df);
    expectNearP(test.p, welch.p);
    expectNear(given(found.difference).estimate, welch.diff);
    expectInterval(given(found.difference), welch.ci95_lo, welch.ci95_hi);
    expectNear(given(found.relative).estimate, lift.lift);
    expectInterval(given(found.relative), lift.delta_ci95_lo, lift.delta_ci95_hi);
    const rank = given(rankTest(t.spend, c.spend));
    expect(rank.u).toBe(ranks.U_t);
    expectNear(rank.share, ranks.auc_t_over_c);
    expectNear(rank.z, ranks.z);
    expectNearP(rank.p, ranks.p);
  });

  test.each([...BINARY, 'spend'] as const)('%s: CUPED with the history of purchases', (metric) => {
    const expected = metric === 'spend' ? means.spend.cuped : proportions[metric].cuped;
    const found = given(cuped({ values: t[metric], covariate: t.history }, { values: c[metric], covariate: c.history }, 0.95));
    expectNear(found.theta, expected.theta);
    expectNear(found.varianceReduction, expected.variance_reduction);
    expectNear(found.difference.estimate, expected.adjusted.diff);
    expectInterval(found.difference, expected.adjusted.ci95_lo, expected.adjusted.ci95_hi);
    expectNear(found.test.statistic, expected.adjusted.t);
    expectNear(found.test.df, expected.adjusted.df);
    expectNearP(found.test.p, expected.adjusted.p);
    expect(found.unknown).toBe(0);
  });

  test.each([...BINARY, 'spend'] as const)('%s: by other tests than those that decide', (metric) => {
    const [first, second] = [{ values: t[metric] }, { values: c[metric] }];
    const others = metric === 'spend' ? otherTestsOfMeans(first, second, 0.95) : otherTestsOfShares(first, second, 0.95);
    const cupedOf = metric === 'spend' ? means.spend.cuped : proportions[metric].cuped;
    const line = ancova({ ...first, covariate: t.history }, { ...second, covariate: c.history }, 0.95)[0];
    expectNear(line?.difference?.estimate, cupedOf.ancova.coef);
    expectNear(line?.statistic, cupedOf.ancova.t);
    expectNearP(line?.p, cupedOf.ancova.p);
    const by = (method: string) => others.find((each) => each.method === method) ?? expect.fail(method);
    if (metric === 'spend') {
      const { student } = means.spend;
      expect(by('student').df).toBe(student.df);
      expectNear(by('student').statistic, student.t);
      expectNearP(by('student').p, student.p);
      expectInterval(by('student').difference ?? expect.fail('none'), student.ci95_lo, student.ci95_hi);
      return;
    }
    const { unpooled_wald: wald, chisq_yates: yates, fisher_exact } = proportions[metric];
    expectNear(by('unpooledZ').statistic, wald.z);
    expectNearP(by('unpooledZ').p, wald.p);
    expectInterval(by('unpooledZ').difference ?? expect.fail('none'), wald.ci95_lo, wald.ci95_hi);
    expectNear(by('yates').statistic, yates.stat);
    expectNearP(by('yates').p, yates.p);
    expectNearP(by('hypergeometric').p, fisher_exact.p);
  });

  test.each([...BINARY, 'spend'] as const)('%s: the sequential test at each of ten looks', (metric) => {
    const runs = metric === 'spend' ? means.spend.msprt : proportions[metric].msprt;
    const kind = metric === 'spend' ? 'mean' : 'conversion';
    for (const { tau, looks } of runs) {
      const seen: Look[] = [];
      for (const { rows_read, n_t, n_c, p_always_valid, cs95_lo, cs95_hi } of looks) {
        const first = measuredArm(kind, { values: t[metric].subarray(0, n_t) });
        const second = measuredArm(kind, { values: c[metric].subarray(0, n_c) });
        if (!first || !second) throw new Error('an arm is too small');
        seen.push({ difference: first.value - second.value, squaredError: first.squaredError + second.squaredError });
        const found = sequentialTest(seen, tau, 0.95);
        expectNearP(found.p, p_always_valid);
        expectInterval(found, cs95_lo, cs95_hi, `${tau} ${rows_read}`);
      }
    }
  });
});

test.each(['family_vs_control', 'family_all_pairs'] as const)('%s: every correction for many tests', (family) => {
  const rows = Object.values(golden.multiplicity[family]);
  const ps = rows.map(({ p }) => p);
  const corrections = { holm, hochberg, bonferroni, bh: benjaminiHochberg, by: benjaminiYekutieli };
  for (const [name, correct] of Object.entries(corrections)) {
    for (const [row, p] of correct(ps).entries()) expectNear(p, rows[row]?.[name as keyof typeof corrections], 1e-9, name);
  }
});

test('all arms together: chi-square of shares, both analyses of variance, Kruskal and Wallis', () => {
  const arms = Object.keys(golden.arms).map(hillstromArm);
  const { omnibus } = golden;
  for (const metric of BINARY) {
    const [found] = omnibusTests(
      'conversion',
      arms.map((arm) => ({ values: arm[metric] })),
    );
    expectNear(found?.statistic, omnibus[metric].chisq);
    expect(found?.df).toBe(omnibus[metric].df);
    expectNearP(found?.p, omnibus[metric].p);
  }
  const spends = arms.map(({ spend }) => spend);
  const [plain, welch] = omnibusTests(
    'mean',
    spends.map((values) => ({ values })),
  );
  const [ranks] = kruskalWallis(spends);
  const { spend } = omnibus;
  expect([plain?.df, plain?.restDf, ranks?.df]).toEqual([spend.anova_df1, spend.anova_df2, spend.kruskal_df]);
  expectNear(plain?.statistic, spend.anova_F);
  expectNearP(plain?.p, spend.anova_p);
  expectNear(welch?.statistic, spend.welch_F);
  expectNear(welch?.restDf, spend.welch_df2);
  expectNearP(welch?.p, spend.welch_p);
  expectNear(ranks?.statistic, spend.kruskal_H);
  expectNearP(ranks?.p, spend.kruskal_p);
});

test.each(golden.breakdowns)('$treatment by $by: levels, and the odds common to them', ({ levels, cmh }) => {
  const strata = Object.values(levels).map(({ n_t, x_t, n_c, x_c, diff, pooled_z, relative_lift }) => {
    const arm = (n: number, hits: number) => ({ values: Float64Array.from({ length: n }, (_, row) => (row < hits ? 1 : 0)) });
    const found = compareArms(arm(n_t, x_t), arm(n_c, x_c), { ...ASKED, kind: 'conversion' });
    expectNear(given(found.difference).estimate, diff);
    expectNear(given(found.test).statistic, pooled_z.z);
    expectNearP(given(found.test).p, pooled_z.p);
    expectInterval(given(found.relative), relative_lift.log_ci95_lo, relative_lift.log_ci95_hi);
    return { treatment: { n: x_t, known: n_t }, control: { n: x_c, known: n_c } };
  });
  const found = given(commonOdds(strata, 0.95));
  expectNear(found.ratio, cmh.common_odds_ratio);
  expectInterval(found, cmh.ci95_lo, cmh.ci95_hi);
  expectNear(found.chiSquare, cmh.chisq);
  expectNearP(found.p, cmh.p);
});
