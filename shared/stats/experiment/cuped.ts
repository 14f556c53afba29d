import type { Insufficient } from '#shared/model/answers';
import type { CupedComparison } from '#shared/model/experimentNumbers';
import { insufficient } from '../insufficient';
import { type Mean, welch } from '../means';
import { concatenated } from './arm';
import { type PairMoments, pairMoments } from './pairMoments';

/** A metric and the covariate of the same customers, NaN where it is unknown. */
export interface WithCovariate {
  readonly values: Float64Array;
  readonly covariate: Float64Array;
}

/**
 * CUPED (Deng et al., WSDM 2013): y − θ·(x − mean x), with θ = cov(y, x) ÷ var(x) over both arms together, then Welch's test. Insufficient
 * where the covariate does not vary, or as Welch's test.
 */
export function cuped(treatment: WithCovariate, control: WithCovariate, confidence: number): CupedComparison | Insufficient {
  const known = concatenated(treatment.covariate, control.covariate).filter((value) => !Number.isNaN(value));
  if (known.length === 0) return insufficient(0, 1);
  const middle = known.reduce((sum, value) => sum + value, 0) / known.length;
  const [t, c] = [treatment, control].map(({ values, covariate }) => ({ values, covariate: filled(covariate, middle) })) as [
    WithCovariate,
    WithCovariate,
  ];
  const pooled = pairMoments(concatenated(t.values, c.values), concatenated(t.covariate, c.covariate));
  if (pooled.y.variance === 0 || pooled.x.variance === 0) return insufficient(1, 2);
  const theta = pooled.covariance / pooled.y.variance;
  const [first, second] = [t, c].map((arm) => adjusted(pairMoments(arm.values, arm.covariate), theta, pooled.y.mean)) as [
    Mean,
    Mean,
  ];
  const test = welch(first, second, confidence);
  if ('state' in test) return test;
  return {
    theta,
    varianceReduction: pooled.covariance ** 2 / (pooled.x.variance * pooled.y.variance),
    unknown: t.values.length + c.values.length - known.length,
    difference: { estimate: Number(first.mean) - Number(second.mean), interval: test.interval, method: 'welch' },
    test: { method: 'welch', statistic: test.t, df: test.df, p: test.p },
  };
}

function adjusted({ n, x, y, covariance }: PairMoments, theta: number, middle: number): Mean {
  const variance = x.variance - 2 * theta * covariance + theta ** 2 * y.variance;
  return {
    n,
    mean: n === 0 ? insufficient(0, 1) : x.mean - theta * (y.mean - middle),
    sd: n < 2 ? insufficient(n, 2) : Math.sqrt(Math.max(0, variance)),
  };
}

function filled(values: Float64Array, instead: number): Float64Array {
  return values.map((value) => (Number.isNaN(value) ? instead : value));
}
