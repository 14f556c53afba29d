import {
  type ExperimentBreakdown,
  type ExperimentMoney,
  type ExperimentRow,
  type ExperimentSpec,
  MOST_EXPERIMENT_LEVELS,
} from '../model/experiment';
import type { OmnibusTest, OtherTest, SequentialTest } from '../model/experimentNumbers';
import { benjaminiHochberg, benjaminiYekutieli, bonferroni, hochberg, holm } from '../stats/adjust';
import { type ArmNumbers, groupOf, measuredArm, measuredBy } from '../stats/experiment/arm';
import { comparePosteriors } from '../stats/experiment/bayes';
import { compareArms } from '../stats/experiment/compareArms';
import { compliersOf } from '../stats/experiment/compliers';
import { cuped, type WithCovariate } from '../stats/experiment/cuped';
import { commonOdds, heterogeneity } from '../stats/experiment/heterogeneity';
import { moneyOf } from '../stats/experiment/money';
import { nonInferiorityOf } from '../stats/experiment/nonInferiority';
import { kruskalWallis, omnibusTests } from '../stats/experiment/omnibus';
import { ancova, otherTestsOfMeans, otherTestsOfShares } from '../stats/experiment/otherTests';
import { cumulativeMoments, momentsByGroup, type PairMoments } from '../stats/experiment/pairMoments';
import { postStratified, type StratumArms } from '../stats/experiment/postStratified';
import { randomEffects } from '../stats/experiment/randomEffects';
import { rankTest } from '../stats/experiment/rankTest';
import { sensitivityOf } from '../stats/experiment/sensitivity';
import { sequentialTest } from '../stats/experiment/sequential';
import type { Assigned } from './experimentArms';
import type { Levels } from './experimentLevels';
import { type MetricArm, wholeArm } from './experimentMetricArms';
import type { MetricValues } from './experimentMetrics';
import type { Strata } from './strata';

/** All that is known of the assigned customers beside the metrics; NaN is unknown. */
export interface Observed {
  readonly spec: ExperimentSpec;
  readonly assigned: Assigned;
  readonly covariate: Float64Array | null;
  readonly contacted: Float64Array | null;
  /** The look at which each customer is seen first; null where no sequential test was asked for. */
  readonly lookOf: Uint16Array | null;
  readonly by: Levels | null;
  /** Strata by which the difference is asked for, too. */
  readonly strata: readonly Strata[];
}

/** A metric of every variant: of all customers, of the levels of the breakdown, and whether these differ. */
export interface MetricRows {
  readonly whole: readonly ExperimentRow[];
  readonly levels: readonly ExperimentRow[];
  readonly breakdowns: readonly ExperimentBreakdown[];
  readonly omnibus: readonly OmnibusTest[];
}

export function metricRows(observed: Observed, of: MetricValues): MetricRows {
  const { assigned, by } = observed;
  const variants = assigned.variants.slice(1).map((_, at) => at + 1);
  const arms = assigned.variants.map((_, arm) => withCovariate(observed, wholeArm(assigned, of, arm)));
  const strata = observed.strata.map(({ tags, stratumOf, strata }) => ({ tags, byArm: momentsBy(arms, stratumOf, strata) }));
  const whole = variants.map((arm) => wholeRow(observed, of, arm, { arms, strata }));
  const omnibus = omnibusOf(observed.spec, of, arms);
  if (!by) return { whole, omnibus, levels: [], breakdowns: [] };
  const shown = by.levels.slice(0, MOST_EXPERIMENT_LEVELS);
  const byArm = momentsBy(arms, by.levelOf, by.levels.length);
  const levelArms = shown.map((_, level) => byArm.map((levels) => levels[level] as PairMoments));
  const rows = variants.flatMap((arm) =>
    levelArms.map((ofLevel, level) => ({ ...rowOf(observed, of, arm, ofLevel), level: shown[level] as Levels['levels'][0] })),
  );
  return {
    whole,
    omnibus,
    levels: adjust(rows, () => true, benjaminiHochberg),
    breakdowns: variants.map((arm) => breakdownOf(observed, of, arm, levelArms)),
  };
}

/** By arm, the moments of each group. */
function momentsBy(arms: readonly MetricArm[], groupOf: Uint32Array, groups: number): readonly (readonly PairMoments[])[] {
  return arms.map(({ values, per = values, beside }) => momentsByGroup(values, per, beside(groupOf), groups));
}

const CORRECTIONS = {
  holm,
  hochberg,
  bonferroni,
  benjaminiHochberg,
  benjaminiYekutieli,
  none: (ps: readonly number[]) => [...ps],
};

/** Over the primary metrics and variants. */
export function adjustPrimary(rows: readonly ExperimentRow[], { correction }: ExperimentSpec): readonly ExperimentRow[] {
  return adjust(rows, ({ role }) => role === 'primary', CORRECTIONS[correction]);
}

function adjust(
  rows: readonly ExperimentRow[],
  belongs: (row: ExperimentRow) => boolean,
  how: (ps: readonly number[]) => number[],
): ExperimentRow[] {
  const tested = rows.filter((row) => belongs(row) && 'p' in row.test);
  const ps = how(tested.map(({ test }) => ('p' in test ? test.p : 1)));
  return rows.map((row) => ({ ...row, pAdjusted: ps[tested.indexOf(row)] ?? row.pAdjusted }));
}

function withCovariate({ covariate }: Observed, arm: MetricArm): MetricArm {
  return covariate ? { ...arm, covariate: arm.beside(covariate) } : arm;
}

function rowOf({ spec, assigned }: Observed, of: MetricValues, arm: number, arms: readonly ArmNumbers[]): ExperimentRow {
  const { kind, label, role } = of.metric;
  const compared = compareArms(...against(arms, arm), { kind, confidence: 1 - spec.alpha, relative: spec.relative });
  return {
    metric: label,
    kind,
    role,
    variant: assigned.variants[arm] ?? '',
    ...compared,
    pAdjusted: 'p' in compared.test ? compared.test.p : compared.test,
    ...(of.cap === undefined ? {} : { cap: of.cap }),
  };
}

function against<T>(arms: readonly T[], arm: number): [treatment: T, control: T] {
  return [arms[arm] as T, arms[0] as T];
}

/** All customers of a metric, by arm, and by arm and stratum. */
interface WholeArms {
  readonly arms: readonly MetricArm[];
  readonly strata: readonly { readonly tags: readonly string[]; readonly byArm: readonly (readonly PairMoments[])[] }[];
}

function wholeRow(observed: Observed, of: MetricValues, arm: number, { arms, strata }: WholeArms): ExperimentRow {
  const { spec, contacted, lookOf } = observed;
  const { kind, tau, role, better, margin } = of.metric;
  const row = rowOf(observed, of, arm, arms);
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
    ...row,
    ...sensitivityOf(kind, t, c, spec),
    ...(spec.methods.includes('rank') && kind === 'mean' ? { rank: rankTest(t.values, c.values) } : {}),
    ...(spec.methods.includes('bayes') && kind === 'conversion'
      ? { bayes: comparePosteriors(groupOf(t), groupOf(c), confidence) }
      : {}),
    ...(spec.methods.includes('others') ? { others: [...othersOf(spec, kind, t, c), ...stratified] } : {}),
    ...(role === 'guardrail' && margin !== undefined ? { nonInferiority: nonInferiorityOf(row, { better, margin }) } : {}),
    ...(tau !== undefined && lookOf ? { sequential: sequentialOf(kind, [t, c], lookOf, { tau, spec }) } : {}),
    ...(hasCovariate(t) && hasCovariate(c) && kind !== 'ratio' ? { cuped: cuped(t, c, confidence) } : {}),
    ...(contacted && kind !== 'ratio'
      ? { compliers: compliersOf(...beside('contacted', contacted), { kind, confidence, relative: spec.relative }) }
      : {}),
  };
}

function hasCovariate(arm: MetricArm): arm is MetricArm & WithCovariate {
  return arm.covariate !== undefined;
}

/** By other methods than those that decide. */
function othersOf(spec: ExperimentSpec, kind: ExperimentRow['kind'], t: MetricArm, c: MetricArm): OtherTest[] {
  const confidence = 1 - spec.alpha;
  if (kind === 'ratio') return [];
  return [
    ...(kind === 'conversion' ? otherTestsOfShares(t, c, confidence) : otherTestsOfMeans(t, c, confidence)),
    ...(hasCovariate(t) && hasCovariate(c) ? ancova(t, c, confidence) : []),
  ];
}

function omnibusOf({ methods }: ExperimentSpec, { metric: { kind } }: MetricValues, arms: readonly MetricArm[]): OmnibusTest[] {
  if (!methods.includes('others')) return [];
  const ranks = methods.includes('rank') && kind === 'mean' ? kruskalWallis(arms.map(({ values }) => values)) : [];
  return [...omnibusTests(kind, arms), ...ranks];
}

/** As if looked at after equal parts of the customers, in the order of their exposure. */
function sequentialOf(
  kind: ExperimentRow['kind'],
  arms: readonly MetricArm[],
  lookOf: Uint16Array,
  { tau, spec }: { readonly tau: number; readonly spec: ExperimentSpec },
): SequentialTest {
  const [t, c] = arms.map(({ values, per, beside }) => {
    const looks = beside(lookOf);
    return cumulativeMoments(values, per ?? values, (at) => looks[at] ?? 0, spec.looks).map((until) => measuredBy(kind, until));
  });
  const looks = Array.from({ length: spec.looks }, (_, look) => {
    const [first, second] = [t?.[look], c?.[look]];
    const squaredError = (first?.squaredError ?? 0) + (second?.squaredError ?? 0);
    return first && second && squaredError > 0 ? { difference: first.value - second.value, squaredError } : null;
  });
  return sequentialTest(looks, tau, 1 - spec.alpha);
}

function breakdownOf(
  { assigned, spec }: Observed,
  { metric: { kind, label } }: MetricValues,
  arm: number,
  levels: readonly (readonly ArmNumbers[])[],
): ExperimentBreakdown {
  const pairs = levels.map((ofLevel) => against(ofLevel, arm));
  const differences = pairs.map((pair) => {
    const [first, second] = pair.map((each) => measuredArm(kind, each));
    if (!first || !second) return { ...UNMEASURED, isVaried: false };
    const [value, squaredError] = [first.value - second.value, first.squaredError + second.squaredError];
    return { value, squaredError, isVaried: first.squaredError > 0 && second.squaredError > 0 };
  });
  const strata = () => pairs.map(([treatment, control]) => ({ treatment: groupOf(treatment), control: groupOf(control) }));
  return {
    metric: label,
    variant: assigned.variants[arm] ?? '',
    interaction: heterogeneity(differences),
    ...(kind === 'conversion' ? { commonOdds: commonOdds(strata(), 1 - spec.alpha) } : {}),
    pooled: randomEffects(
      differences.map((each) => (each.isVaried ? each : UNMEASURED)),
      1 - spec.alpha,
    ),
  };
}

/** Keeps the place of a level whose error is not known: an arm that is too small, or all alike, looks surer than it is. */
const UNMEASURED = { value: Number.NaN, squaredError: Number.NaN };

/** What each variant cost and brought in; none where no money was asked for. */
export function experimentMoney({ spec, assigned }: Observed, rows: readonly ExperimentRow[]): ExperimentMoney[] {
  const { money } = spec;
  if (!money) return [];
  return assigned.variants.slice(1).flatMap((variant, at) => {
    const row = (label: string | undefined) =>
      rows.find((each) => each.metric === label && each.variant === variant && each.level === undefined);
    const revenue = row(money.revenue);
    const cost = costOf(assigned, at + 1, money.cost);
    if (!revenue) return [];
    const numbers = moneyOf(revenue, row(money.conversion) ?? null, { cost, margin: money.margin });
    return [{ variant, ...numbers }];
  });
}

function costOf({ starts, costs }: Assigned, arm: number, each: number | undefined): number {
  const [first, end] = [starts[arm] ?? 0, starts[arm + 1] ?? 0];
  if (each !== undefined) return each * (end - first);
  return costs?.subarray(first, end).reduce((sum, cost) => sum + cost, 0) ?? 0;
}
