import type { ArmComparison, ExperimentMetric, ExperimentRow, ExperimentSpec } from '../model/experiment';
import type { OmnibusTest, OtherTest, SequentialTest } from '../model/experimentNumbers';
import { groupOf, type MomentKind, measuredBy } from '../stats/experiment/arm';
import { comparePosteriors } from '../stats/experiment/bayes';
import { compliersOf } from '../stats/experiment/compliers';
import { cuped, type WithCovariate } from '../stats/experiment/cuped';
import { nonInferiorityOf } from '../stats/experiment/nonInferiority';
import { kruskalWallis, omnibusTests } from '../stats/experiment/omnibus';
import { ancova, otherTestsOfMeans, otherTestsOfShares } from '../stats/experiment/otherTests';
import { cumulativeMoments, type PairMoments } from '../stats/experiment/pairMoments';
import { postStratified, type StratumArms } from '../stats/experiment/postStratified';
import { rankTest } from '../stats/experiment/rankTest';
import { sensitivityByError, sensitivityOf } from '../stats/experiment/sensitivity';
import { lookBetween, sequentialTest } from '../stats/experiment/sequential';
import { against, type Varied } from './experimentComparison';
import type { MetricArm } from './experimentMetricArms';
import type { Observed } from './experimentObserved';

export function withCovariate({ covariate }: Observed, arm: MetricArm): MetricArm {
  return covariate ? { ...arm, covariate: arm.beside(covariate) } : arm;
}

/** All customers of a metric, by arm, and by arm and stratum; `arm` is the one in question. */
interface WholeArms {
  readonly kind: MomentKind;
  readonly arm: number;
  readonly arms: readonly MetricArm[];
  readonly strata: readonly { readonly tags: readonly string[]; readonly byArm: readonly (readonly PairMoments[])[] }[];
}

/** What is told of an arm beside its comparison: sizes, other methods, and who was reached. */
export function besideMoments(
  { spec, contacted, lookOf }: Observed,
  { tau, ...metric }: ExperimentMetric,
  row: ExperimentRow,
  { kind, arm, arms, strata }: WholeArms,
): Partial<ExperimentRow> {
  const confidence = 1 - spec.alpha;
  const [t, c] = against(arms, arm);
  const stratified = strata.flatMap(({ tags, byArm }) => {
    const [treatment, control] = against(byArm, arm);
    return postStratified(
      kind,
      treatment.map((own, at): StratumArms => [own, control[at] as PairMoments]),
      { tags, confidence },
    );
  });
  const beside = <K extends string>(name: K, column: Float64Array) =>
    [t, c].map((each) => ({ values: each.values, [name]: each.beside(column) })) as [never, never];
  return {
    ...sensitivityOf(kind, t, c, spec),
    ...(spec.methods.includes('rank') && kind === 'mean' ? { rank: rankTest(t.values, c.values) } : {}),
    ...(spec.methods.includes('bayes') && kind === 'conversion'
      ? { bayes: comparePosteriors(groupOf(t), groupOf(c), confidence) }
      : {}),
    ...(spec.methods.includes('others') ? { others: [...othersOf(spec, kind, t, c), ...stratified] } : {}),
    ...marginOf(metric, row),
    ...(tau !== undefined && lookOf ? { sequential: sequentialOf(kind, [t, c], lookOf, { tau, spec }) } : {}),
    ...(hasCovariate(t) && hasCovariate(c) && kind !== 'ratio' ? { cuped: cuped(t, c, confidence) } : {}),
    ...(contacted && kind !== 'ratio'
      ? { compliers: compliersOf(...beside('contacted', contacted), { kind, confidence, relative: spec.relative }) }
      : {}),
  };
}

/** What is told of a difference in differences. */
export function besideChanges(
  { spec }: Observed,
  metric: ExperimentMetric,
  row: ExperimentRow,
  measured: Varied | null,
): Partial<ExperimentRow> {
  return { ...sensitivityByRow(row, measured, spec), ...marginOf(metric, row) };
}

/** What is told of matched arms: what they show, and the arms as they are. */
export function besideMatched(
  { spec }: Observed,
  metric: ExperimentMetric,
  row: ExperimentRow,
  { measured, plain }: { readonly measured: Varied | null; readonly plain: ArmComparison },
): Partial<ExperimentRow> {
  return {
    ...sensitivityByRow(row, measured, spec),
    ...marginOf(metric, row),
    unmatched: { difference: plain.difference, p: 'p' in plain.test ? plain.test.p : plain.test },
  };
}

/** What is told of a quantile, and what was asked for that it has not. */
export function besideQuantile(
  { spec, covariate, contacted, lookOf }: Observed,
  metric: ExperimentMetric,
  row: ExperimentRow,
  measured: Varied | null,
): Partial<ExperimentRow> {
  const asked = { sequential: metric.tau !== undefined && lookOf, cuped: covariate, compliers: contacted };
  const without = [
    ...(['sequential', 'cuped', 'compliers'] as const).filter((method) => asked[method]),
    ...(spec.methods.includes('others') ? (['others'] as const) : []),
  ];
  return {
    ...sensitivityByRow(row, measured, spec),
    ...marginOf(metric, row),
    ...(without.length > 0 ? { without } : {}),
  };
}

function sensitivityByRow({ controlN, controlValue }: ExperimentRow, measured: Varied | null, spec: ExperimentSpec) {
  if (!measured || typeof controlValue !== 'number') return {};
  return sensitivityByError({ controlN, value: controlValue, error: Math.sqrt(measured.squaredError) }, spec);
}

function marginOf({ role, better, margin }: Pick<ExperimentMetric, 'role' | 'better' | 'margin'>, row: ExperimentRow) {
  return role === 'guardrail' && margin !== undefined ? { nonInferiority: nonInferiorityOf(row, { better, margin }) } : {};
}

function hasCovariate(arm: MetricArm): arm is MetricArm & WithCovariate {
  return arm.covariate !== undefined;
}

/** By other methods than those that decide. */
function othersOf(spec: ExperimentSpec, kind: MomentKind, t: MetricArm, c: MetricArm): OtherTest[] {
  const confidence = 1 - spec.alpha;
  if (kind === 'ratio') return [];
  return [
    ...(kind === 'conversion' ? otherTestsOfShares(t, c, confidence) : otherTestsOfMeans(t, c, confidence)),
    ...(hasCovariate(t) && hasCovariate(c) ? ancova(t, c, confidence) : []),
  ];
}

/** Whether the arms differ at all, where that was asked for. */
export function omnibusOf({ methods }: ExperimentSpec, kind: MomentKind, arms: readonly MetricArm[]): OmnibusTest[] {
  if (!methods.includes('others')) return [];
  const ranks = methods.includes('rank') && kind === 'mean' ? kruskalWallis(arms.map(({ values }) => values)) : [];
  return [...omnibusTests(kind, arms), ...ranks];
}

/** As if looked at after equal parts of the customers, in the order of their exposure. */
function sequentialOf(
  kind: MomentKind,
  arms: readonly MetricArm[],
  lookOf: Uint16Array,
  { tau, spec }: { readonly tau: number; readonly spec: ExperimentSpec },
): SequentialTest {
  const [t, c] = arms.map(({ values, per, beside }) => {
    const looks = beside(lookOf);
    return cumulativeMoments(values, per ?? values, (at) => looks[at] ?? 0, spec.looks).map((until) => measuredBy(kind, until));
  });
  const looks = Array.from({ length: spec.looks }, (_, look) => lookBetween(t?.[look], c?.[look]));
  return sequentialTest(looks, tau, 1 - spec.alpha);
}
