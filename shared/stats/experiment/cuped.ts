import type { Insufficient } from '#shared/model/answers';
import type { CupedComparison } from '#shared/model/experimentNumbers';
import { insufficient } from '../insufficient';
import { type Mean, welch } from '../means';
import { momentsByGroup, type PairMoments, pooledMoments } from './pairMoments';

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
  const parts = [treatment, control].map(partsOf) as [Parts, Parts];
  const middle = pooledMoments(parts.map(({ known }) => known)).y.mean;
  const known = parts.reduce((sum, part) => sum + part.known.n, 0);
  if (known === 0) return insufficient(0, 1);
  const arms = parts.map((part) => filled(part, middle)) as [PairMoments, PairMoments];
  const pooled = pooledMoments(arms);
  if (pooled.y.variance === 0 || pooled.x.variance === 0) return insufficient(1, 2);
  const theta = pooled.covariance / pooled.y.variance;
  const [first, second] = arms.map((arm) => adjusted(arm, theta, pooled.y.mean)) as [Mean, Mean];
  const test = welch(first, second, confidence);
  if ('state' in test) return test;
  return {
    theta,
    varianceReduction: pooled.covariance ** 2 / (pooled.x.variance * pooled.y.variance),
    unknown: pooled.n - known,
    difference: { estimate: Number(first.mean) - Number(second.mean), interval: test.interval, method: 'welch' },
    test: { method: 'welch', statistic: test.t, df: test.df, p: test.p },
  };
}

/** Moments of those whose covariate is known, and of those whose is not. */
interface Parts {
  readonly known: PairMoments;
  readonly unknown: PairMoments;
}

/** The control is compared with every arm. */
const seen = new WeakMap<WithCovariate, Parts>();

function partsOf(arm: WithCovariate): Parts {
  const before = seen.get(arm);
  if (before) return before;
  const { values, covariate } = arm;
  const isUnknown = new Uint32Array(values.length);
  for (let row = 0; row < values.length; row++) isUnknown[row] = Number.isNaN(covariate[row] ?? 0) ? 1 : 0;
  const [known, unknown] = momentsByGroup(values, covariate, isUnknown, 2) as [PairMoments, PairMoments];
  seen.set(arm, { known, unknown });
  return { known, unknown };
}

/** As if every unknown covariate were that one. */
function filled({ known, unknown }: Parts, middle: number): PairMoments {
  const { n, x } = unknown;
  return pooledMoments([known, { n, x, y: { sum: n === 0 ? 0 : n * middle, mean: middle, variance: 0 }, covariance: 0 }]);
}

function adjusted({ n, x, y, covariance }: PairMoments, theta: number, middle: number): Mean {
  const variance = x.variance - 2 * theta * covariance + theta ** 2 * y.variance;
  return {
    n,
    mean: n === 0 ? insufficient(0, 1) : x.mean - theta * (y.mean - middle),
    sd: n < 2 ? insufficient(n, 2) : Math.sqrt(Math.max(0, variance)),
  };
}
