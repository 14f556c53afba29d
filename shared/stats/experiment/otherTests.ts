import type { Estimate, OtherTest } from '#shared/model/experimentNumbers';
import { chiSquareSf, normalQuantile, normalTwoSidedP, studentQuantile, studentTwoSidedP } from '../distributions';
import { smallestMargins } from '../groups';
import { hypergeometricTwoSidedP } from '../hypergeometric';
import { type ArmValues, capOf, capped, concatenated, groupOf, momentsOf } from './arm';
import { compareArms } from './compareArms';
import { pairMoments } from './pairMoments';

/** Beyond this many hits the exact test takes seconds and says what the others say. */
const MOST_HITS_EXACTLY = 1e6;

/**
 * The difference of two shares by other methods than the one that decides: z with each arm's own error (and Wald's interval), chi-square
 * with Yates's correction, Fisher's exact test. None where an arm is empty, or all or nobody converted.
 */
export function otherTestsOfShares(treatment: ArmValues, control: ArmValues, confidence: number): OtherTest[] {
  const [t, c] = [groupOf(treatment), groupOf(control)];
  const { row, column } = smallestMargins(t, c);
  if (row === 0 || column === 0) return [];
  const [first, second] = [t.n / t.known, c.n / c.known];
  const error = Math.sqrt((first * (1 - first)) / t.known + (second * (1 - second)) / c.known);
  const z = (first - second) / error;
  const exact: OtherTest[] =
    t.n + c.n > MOST_HITS_EXACTLY ? [] : [{ method: 'hypergeometric', p: hypergeometricTwoSidedP(t, c) }];
  return [
    ...(error > 0
      ? [
          {
            method: 'unpooledZ' as const,
            difference: around(first - second, normalQuantile((1 + confidence) / 2) * error),
            statistic: z,
            p: normalTwoSidedP(z),
          },
        ]
      : []),
    yates(t, c),
    ...exact,
  ];
}

/** Pearson's chi-square of the 2 × 2 table, every cell half a customer nearer to what was expected. */
function yates(t: { readonly n: number; readonly known: number }, c: typeof t): OtherTest {
  const [n, hits] = [t.known + c.known, t.n + c.n];
  const apart = Math.abs(t.n - (t.known * hits) / n);
  const cells = [t, c].flatMap(({ known }) => [(known * hits) / n, (known * (n - hits)) / n]);
  const statistic = (apart - Math.min(0.5, apart)) ** 2 * cells.reduce((sum, expected) => sum + 1 / expected, 0);
  return { method: 'yates', statistic, df: 1, p: chiSquareSf(statistic, 1) };
}

/** The difference of two means by Student's test with one variance for both, and by Welch's once values are cut at the 99.9th percentile of those that are not 0. */
export function otherTestsOfMeans(treatment: ArmValues, control: ArmValues, confidence: number): OtherTest[] {
  return [...student(treatment, control, confidence), ...cutWelch(treatment, control, confidence)];
}

function cutWelch(treatment: ArmValues, control: ArmValues, confidence: number): OtherTest[] {
  const cap = capOf(concatenated(treatment.values, control.values));
  if (cap === null) return [];
  const [t, c] = [treatment, control].map(({ values }) => ({ values: capped(values, cap) })) as [ArmValues, ArmValues];
  const { difference, test } = compareArms(t, c, { kind: 'mean', confidence, relative: 'delta' });
  return 'state' in test || 'state' in difference ? [] : [{ ...test, method: 'capped', difference }];
}

function student(treatment: ArmValues, control: ArmValues, confidence: number): OtherTest[] {
  const [t, c] = [momentsOf(treatment), momentsOf(control)];
  const df = t.n + c.n - 2;
  const variance = ((t.n - 1) * t.x.variance + (c.n - 1) * c.x.variance) / df;
  if (Math.min(t.n, c.n) < 2 || !(variance > 0) || !Number.isFinite(variance)) return [];
  return [ofStudent('student', t.x.mean - c.x.mean, Math.sqrt(variance * (1 / t.n + 1 / c.n)), df, confidence)];
}

/**
 * The arm's coefficient in the least-squares line of the metric over arm and covariate. Customers without a known covariate are left out.
 * None where it does not vary within the arms, or with fewer than four customers.
 */
export function ancova(
  treatment: { readonly values: Float64Array; readonly covariate: Float64Array },
  control: typeof treatment,
  confidence: number,
): OtherTest[] {
  const [t, c] = [treatment, control].map(({ values, covariate }) => {
    const isKnown = (_: number, at: number) => !Number.isNaN(covariate[at]);
    return pairMoments(values.filter(isKnown), covariate.filter(isKnown));
  }) as [ReturnType<typeof pairMoments>, ReturnType<typeof pairMoments>];
  const df = t.n + c.n - 3;
  if (Math.min(t.n, c.n) < 1 || df < 1) return [];
  const within = (of: (arm: typeof t) => number) => (t.n - 1) * of(t) + (c.n - 1) * of(c);
  const [xx, xy, yy] = [within(({ y }) => y.variance), within((arm) => arm.covariance), within(({ x }) => x.variance)];
  if (!(xx > 0)) return [];
  const slope = xy / xx;
  const apart = t.y.mean - c.y.mean;
  const variance = Math.max(0, (yy - slope * xy) / df) * (1 / t.n + 1 / c.n + apart ** 2 / xx);
  if (!(variance > 0)) return [];
  return [ofStudent('ancova', t.x.mean - c.x.mean - slope * apart, Math.sqrt(variance), df, confidence)];
}

function ofStudent(method: 'student' | 'ancova', estimate: number, error: number, df: number, confidence: number): OtherTest {
  const statistic = estimate / error;
  const reach = studentQuantile((1 + confidence) / 2, df) * error;
  return { method, difference: around(estimate, reach), statistic, df, p: studentTwoSidedP(statistic, df) };
}

function around(estimate: number, reach: number): Estimate {
  return { estimate, interval: [estimate - reach, estimate + reach], method: 'wald' };
}
