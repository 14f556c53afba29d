import type { ExperimentSpec } from '../model/experiment';
import type { ExperimentMatching, MatchedBalance } from '../model/experimentNumbers';
import { type MatchedWeights, matchedN, matchedWeights } from '../stats/experiment/matched';
import { balanceOfWeightedLevels, balanceOfWeightedNumbers } from '../stats/experiment/matchedBalance';
import type { EvaluationScope } from './evaluationScope';
import { type Assigned, sizesOf } from './experimentArms';
import { levelsOf } from './experimentLevels';
import { tagValues } from './experimentMetrics';
import type { Strata } from './strata';

/** How many customers of each variant found comparable ones, and how alike both are before and after. The caller has the turn for derived state. */
export async function matchingOf(
  scope: EvaluationScope,
  spec: ExperimentSpec,
  assigned: Assigned,
  { tags, stratumOf, strata }: Strata,
): Promise<ExperimentMatching[]> {
  const slice = sliceOf(assigned);
  const pairs = assigned.variants.slice(1).map((variant, at) => {
    return { variant, arm: at + 1, weights: matchedWeights(slice(stratumOf, at + 1), slice(stratumOf, 0), strata) };
  });
  const balances = pairs.map((): MatchedBalance[] => []);
  for (const tag of new Set([...tags, ...spec.splitBy])) {
    const balance = await balanceOfTag(scope, tag, assigned);
    for (const [at, { arm, weights }] of pairs.entries()) balances[at]?.push({ tag, ...balance(arm, weights) });
  }
  const sizes = sizesOf(assigned);
  return pairs.map(({ variant, arm, weights }, at) => ({
    variant,
    n: sizes[arm] ?? 0,
    matched: matchedN(weights.treatment),
    controlN: sizes[0] ?? 0,
    controlMatched: matchedN(weights.control),
    balance: balances[at] ?? [],
  }));
}

type BalanceOf = (arm: number, weights: MatchedWeights) => Omit<MatchedBalance, 'tag'>;

async function balanceOfTag(scope: EvaluationScope, tag: string, assigned: Assigned): Promise<BalanceOf> {
  const slice = sliceOf(assigned);
  if (scope.vocabulary.tags.get(tag)?.type === 'number') {
    const values = await tagValues(scope, tag, assigned.rows);
    return (arm, weights) => balanceOfWeightedNumbers(slice(values, arm), slice(values, 0), weights);
  }
  const { levels, levelOf } = await levelsOf(scope, tag, assigned.rows);
  return (arm, weights) => balanceOfWeightedLevels(slice(levelOf, arm), slice(levelOf, 0), weights, levels.length);
}

/** Of a column of all assigned customers that of an arm. */
function sliceOf({ starts }: Assigned) {
  return <Column extends Float64Array | Uint32Array>(column: Column, arm: number) =>
    column.subarray(starts[arm] ?? 0, starts[arm + 1] ?? 0) as Column;
}
