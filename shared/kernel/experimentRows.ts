import {
  type ArmComparison,
  type ExperimentBreakdown,
  type ExperimentMoney,
  type ExperimentRow,
  type ExperimentSpec,
  MOST_EXPERIMENT_LEVELS,
  MOST_WORK_LEVELS,
} from '../model/experiment';
import type { ExperimentChange, OmnibusTest } from '../model/experimentNumbers';
import { benjaminiHochberg, benjaminiYekutieli, bonferroni, hochberg, holm } from '../stats/adjust';
import { type ArmNumbers, groupOf } from '../stats/experiment/arm';
import { commonOdds, heterogeneity } from '../stats/experiment/heterogeneity';
import { moneyOf } from '../stats/experiment/money';
import { randomEffects } from '../stats/experiment/randomEffects';
import type { Assigned } from './experimentArms';
import { besideChanges, besideMatched, besideMoments, besideQuantile, omnibusOf, withCovariate } from './experimentBeside';
import { type ChangeValues, changesOf } from './experimentChanges';
import {
  against,
  type Comparison,
  changeComparison,
  matchedComparison,
  momentComparison,
  quantileComparison,
  type Varied,
} from './experimentComparison';
import type { Levels } from './experimentLevels';
import { armsByGroup, armsOf, momentsBy } from './experimentMetricArms';
import type { MetricValues } from './experimentMetrics';
import type { Observed } from './experimentObserved';

/** A metric of every variant: of all customers, of the levels of the breakdown, and whether these differ. */
export interface MetricRows {
  readonly whole: readonly ExperimentRow[];
  readonly levels: readonly ExperimentRow[];
  readonly breakdowns: readonly ExperimentBreakdown[];
  readonly omnibus: readonly OmnibusTest[];
  /** None but of a difference in differences. */
  readonly changes?: readonly ExperimentChange[];
}

export function metricRows(observed: Observed, of: MetricValues | ChangeValues): MetricRows {
  if ('before' in of) return changeRows(observed, of);
  const { metric } = of;
  const { spec, assigned } = observed;
  const arms = armsOf(assigned, of);
  if (metric.kind === 'quantile') {
    return rowsBy(observed, of, {
      comparison: quantileComparison(metric, spec),
      arms,
      byLevel: ({ levelOf, levels }) => arms.map((arm) => armsByGroup(arm, levelOf, levels.length)),
      beside: (row, measured) => besideQuantile(observed, metric, row, measured),
      omnibus: [],
    });
  }
  const { kind } = metric;
  if (observed.matching) {
    return rowsBy(observed, of, {
      comparison: matchedComparison(kind, observed.matching, spec),
      arms,
      byLevel: ({ levelOf, levels }) => arms.map((arm) => armsByGroup(arm, levelOf, levels.length)),
      beside: (row, measured, arm) =>
        besideMatched(observed, metric, row, { measured, plain: momentComparison(kind, spec).of(...against(arms, arm)) }),
      omnibus: [],
    });
  }
  const own = arms.map((arm) => withCovariate(observed, arm));
  const strata = observed.strata.map(({ tags, stratumOf, strata }) => ({ tags, byArm: momentsBy(own, stratumOf, strata) }));
  return rowsBy<ArmNumbers>(observed, of, {
    comparison: momentComparison(kind, spec),
    arms: own,
    byLevel: ({ levelOf, levels }) => momentsBy(own, levelOf, levels.length),
    beside: (row, _, arm) => besideMoments(observed, metric, row, { kind, arm, arms: own, strata }),
    omnibus: omnibusOf(spec, kind, own),
  });
}

function changeRows(observed: Observed, of: ChangeValues): MetricRows {
  const arms = armsOf(observed.assigned, of);
  const rows = rowsBy(observed, of, {
    comparison: changeComparison(of.before, observed.spec),
    arms,
    byLevel: ({ levelOf, levels }) => arms.map((arm) => armsByGroup(arm, levelOf, levels.length)),
    beside: (row, measured) => besideChanges(observed, of.metric, row, measured),
    omnibus: [],
  });
  return { ...rows, changes: changesOf(observed, of, arms) };
}

/** How a metric of arms is compared, and what else is told of it. */
interface Way<Arm> {
  readonly comparison: Comparison<Arm>;
  readonly arms: readonly Arm[];
  /** By arm and level. */
  readonly byLevel: (by: Levels) => readonly (readonly Arm[])[];
  /** What stands in the row of all customers of an arm beside its comparison. */
  readonly beside: (row: ExperimentRow, measured: Varied | null, arm: number) => Partial<ExperimentRow>;
  readonly omnibus: readonly OmnibusTest[];
}

function rowsBy<Arm>(observed: Observed, of: MetricValues, way: Way<Arm>): MetricRows {
  const { by, assigned } = observed;
  const { comparison, arms, omnibus } = way;
  const variants = assigned.variants.slice(1).map((_, at) => at + 1);
  const whole = variants.map((arm) => {
    const pair = against(arms, arm);
    const row = rowOf(observed, of, arm, comparison.of(...pair));
    return { ...row, ...way.beside(row, comparison.measured(...pair), arm) };
  });
  if (!by) return { whole, omnibus, levels: [], breakdowns: [] };
  const shown = by.levels.slice(0, typeof observed.spec.by === 'string' ? MOST_EXPERIMENT_LEVELS : MOST_WORK_LEVELS);
  const byArm = way.byLevel(by);
  const pairsOf = (arm: number) =>
    shown.map((_, level) =>
      against(
        byArm.map((levels) => levels[level] as Arm),
        arm,
      ),
    );
  const rows = variants.flatMap((arm) =>
    pairsOf(arm).map((pair, level) => ({
      ...rowOf(observed, of, arm, comparison.of(...pair)),
      level: shown[level] as Levels['levels'][0],
    })),
  );
  return {
    whole,
    omnibus,
    levels: adjust(rows, () => true, benjaminiHochberg),
    breakdowns: variants.map((arm) =>
      breakdownOf(
        observed,
        of,
        arm,
        pairsOf(arm).map((pair) => ({ pair, measured: comparison.measured(...pair) })),
      ),
    ),
  };
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

function rowOf({ assigned }: Observed, of: MetricValues, arm: number, compared: ArmComparison): ExperimentRow {
  const { kind, label, role } = of.metric;
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

function breakdownOf<Arm>(
  { assigned, spec }: Observed,
  { metric: { kind, label } }: MetricValues,
  arm: number,
  levels: readonly { readonly pair: readonly [Arm, Arm]; readonly measured: Varied | null }[],
): ExperimentBreakdown {
  const differences = levels.map(({ measured }) => measured ?? { ...UNMEASURED, isVaried: false });
  const strata = () =>
    levels.map(({ pair: [treatment, control] }) => ({
      treatment: groupOf(treatment as ArmNumbers),
      control: groupOf(control as ArmNumbers),
    }));
  return {
    metric: label,
    variant: assigned.variants[arm] ?? '',
    interaction: heterogeneity(differences),
    ...(kind === 'conversion' && !spec.design ? { commonOdds: commonOdds(strata(), 1 - spec.alpha) } : {}),
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
