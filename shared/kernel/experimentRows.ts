import {
  type ExperimentBreakdown,
  type ExperimentMoney,
  type ExperimentRow,
  type ExperimentSpec,
  MOST_EXPERIMENT_LEVELS,
} from '../model/experiment';
import type { SequentialTest } from '../model/experimentNumbers';
import { benjaminiHochberg, holm } from '../stats/adjust';
import { groupOf, measuredArm } from '../stats/experiment/arm';
import { comparePosteriors } from '../stats/experiment/bayes';
import { compareArms } from '../stats/experiment/compareArms';
import { compliersOf } from '../stats/experiment/compliers';
import { cuped } from '../stats/experiment/cuped';
import { commonOdds, heterogeneity } from '../stats/experiment/heterogeneity';
import { moneyOf } from '../stats/experiment/money';
import { rankTest } from '../stats/experiment/rankTest';
import { sensitivityOf } from '../stats/experiment/sensitivity';
import { type Look, sequentialTest } from '../stats/experiment/sequential';
import type { Assigned } from './experimentArms';
import type { Levels } from './experimentLevels';
import type { MetricValues } from './experimentMetrics';

/** All that was read of the assigned customers; NaN is unknown. */
export interface Observed {
  readonly spec: ExperimentSpec;
  readonly assigned: Assigned;
  readonly metrics: readonly MetricValues[];
  readonly covariate: Float64Array | null;
  readonly contacted: Float64Array | null;
  readonly by: Levels | null;
}

/** Every metric of every variant, Holm over the primary ones; then the levels of the breakdown, each metric a family of its own. */
export function experimentRows(observed: Observed): ExperimentRow[] {
  const { spec, metrics, assigned, by } = observed;
  const variants = assigned.variants.slice(1).map((_, at) => at + 1);
  const whole = metrics.flatMap((metric) => variants.map((arm) => wholeRow(observed, metric, arm)));
  const isPrimary = ({ role }: ExperimentRow) => role === 'primary';
  const adjusted = spec.correction === 'holm' ? adjust(whole, isPrimary, holm) : whole;
  if (!by) return adjusted;
  const levels = by.levels.slice(0, MOST_EXPERIMENT_LEVELS).map((_, at) => at);
  const families = metrics.map((metric) => variants.flatMap((arm) => levels.map((level) => rowOf(observed, metric, arm, level))));
  return [...adjusted, ...families.flatMap((family) => adjust(family, () => true, benjaminiHochberg))];
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

/** The customers of an arm, of a level alone where one is asked for, up to a place in the order of exposure. */
function selectedArm(
  { assigned, by }: Observed,
  { values, per }: Pick<MetricValues, 'values' | 'per'>,
  arm: number,
  level?: number,
  end = assigned.rows.length,
) {
  const places: number[] = [];
  for (let at = 0; at < end; at++) {
    if (assigned.arms[at] !== arm || (level !== undefined && by?.levelOf[at] !== level)) continue;
    if (!Number.isNaN(values[at]) && !Number.isNaN(per?.[at] ?? 0)) places.push(at);
  }
  const chosen = (column: Float64Array) => Float64Array.from(places, (at) => column[at] ?? 0);
  return { values: chosen(values), ...(per ? { per: chosen(per) } : {}), chosen };
}

function rowOf(observed: Observed, of: MetricValues, arm: number, level?: number): ExperimentRow {
  const { spec, assigned, by } = observed;
  const { kind, label, role } = of.metric;
  const [first, second] = [arm, 0].map((each) => selectedArm(observed, of, each, level)) as [never, never];
  const compared = compareArms(first, second, { kind, confidence: 1 - spec.alpha, relative: spec.relative });
  const named = level === undefined ? undefined : by?.levels[level];
  return {
    metric: label,
    kind,
    role,
    variant: assigned.variants[arm] ?? '',
    ...(named ? { level: named } : {}),
    ...compared,
    pAdjusted: 'p' in compared.test ? compared.test.p : compared.test,
    ...(of.cap === undefined ? {} : { cap: of.cap }),
  };
}

function wholeRow(observed: Observed, of: MetricValues, arm: number): ExperimentRow {
  const { spec, covariate, contacted } = observed;
  const { kind, tau } = of.metric;
  const confidence = 1 - spec.alpha;
  const row = rowOf(observed, of, arm);
  const [t, c] = [selectedArm(observed, of, arm), selectedArm(observed, of, 0)];
  const beside = <K extends string>(name: K, column: Float64Array) =>
    [t, c].map(({ values, chosen }) => ({ values, [name]: chosen(column) })) as [never, never];
  return {
    ...row,
    ...sensitivityOf(kind, t, c, spec),
    ...(spec.methods.includes('rank') && kind === 'mean' ? { rank: rankTest(t.values, c.values) } : {}),
    ...(spec.methods.includes('bayes') && kind === 'conversion'
      ? { bayes: comparePosteriors(groupOf(t.values), groupOf(c.values), confidence) }
      : {}),
    ...(tau === undefined ? {} : { sequential: sequentialOf(observed, of, arm, tau) }),
    ...(covariate && kind !== 'ratio' ? { cuped: cuped(...beside('covariate', covariate), confidence) } : {}),
    ...(contacted && kind !== 'ratio'
      ? { compliers: compliersOf(...beside('contacted', contacted), { kind, confidence, relative: spec.relative }) }
      : {}),
  };
}

/** As if looked at after equal parts of the customers, in the order of their exposure. */
function sequentialOf(observed: Observed, of: MetricValues, arm: number, tau: number): SequentialTest {
  const { spec, assigned } = observed;
  const looks = Array.from({ length: spec.looks }, (_, look): Look => {
    const end = Math.round((assigned.rows.length * (look + 1)) / spec.looks);
    const [t, c] = [arm, 0].map((each) => measuredArm(of.metric.kind, selectedArm(observed, of, each, undefined, end)));
    if (!t || !c) return null;
    const squaredError = t.squaredError + c.squaredError;
    return squaredError > 0 ? { difference: t.value - c.value, squaredError } : null;
  });
  return sequentialTest(looks, tau, 1 - spec.alpha);
}

export function experimentBreakdowns(observed: Observed): ExperimentBreakdown[] {
  const { assigned, by, metrics, spec } = observed;
  if (!by) return [];
  const levels = by.levels.slice(0, MOST_EXPERIMENT_LEVELS).map((_, at) => at);
  return metrics.flatMap((of) =>
    assigned.variants.slice(1).map((variant, at): ExperimentBreakdown => {
      const arms = levels.map((level) => [at + 1, 0].map((arm) => selectedArm(observed, of, arm, level)));
      const differences = arms.flatMap(([t, c]) => {
        const [first, second] = [t, c].map((arm) => (arm ? measuredArm(of.metric.kind, arm) : null));
        if (!first || !second) return [];
        return [{ value: first.value - second.value, squaredError: first.squaredError + second.squaredError }];
      });
      const groups = ([t, c]: (typeof arms)[number]) => ({
        treatment: groupOf(t?.values ?? new Float64Array()),
        control: groupOf(c?.values ?? new Float64Array()),
      });
      return {
        metric: of.metric.label,
        variant,
        interaction: heterogeneity(differences),
        ...(of.metric.kind === 'conversion' ? { commonOdds: commonOdds(arms.map(groups), 1 - spec.alpha) } : {}),
      };
    }),
  );
}

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

function costOf({ arms, costs }: Assigned, arm: number, each: number | undefined): number {
  return arms.reduce((sum, of, at) => sum + (of === arm ? (each ?? costs?.[at] ?? 0) : 0), 0);
}

export function sizesOf({ arms, variants }: Pick<Assigned, 'arms' | 'variants'>): number[] {
  const sizes = new Array<number>(variants.length).fill(0);
  for (const arm of arms) sizes[arm] = (sizes[arm] ?? 0) + 1;
  return sizes;
}
