import type { ExperimentSpec } from '../model/experiment';
import {
  type ArmDistribution,
  DISTRIBUTION_PERCENTS,
  type ExperimentDistribution,
  type ExperimentDistributions,
  isSpread,
} from '../model/experimentDistributions';
import { hiddenCells, isNobodys, LEAST_CELL_OUTSIDE } from '../privacy/smallCells';
import type { CallContext } from '../rpc/method';
import { quantileOfSorted } from '../stats/experiment/resampledQuantiles';
import { countIn, type SharedBins, sharedBins } from '../stats/experiment/sharedBins';
import { insufficient } from '../stats/insufficient';
import { type AssignedCustomers, experimentRestsOn, withAssigned } from './assignedCustomers';
import { pauseOf } from './eventIndex';
import { armsOf } from './experimentMetricArms';
import { type MetricValues, metricValues } from './experimentMetrics';
import type { SqlConnection } from './ports';
import type { Session } from './session';

/** How the values per customer of each mean and quantile are spread in each arm. @throws Fault as `computeExperiment`. */
export async function computeDistributions(
  session: Session,
  connection: SqlConnection,
  asked: ExperimentSpec,
  call: CallContext,
): Promise<ExperimentDistributions> {
  return await withAssigned({ session, connection, asked, call }, async (found) => {
    const distributions = await session.withResident(() => distributionsOf(found, call));
    const without = found.spec.metrics.filter((metric) => !isSpread(metric)).map(({ label }) => label);
    return { distributions, least: LEAST_CELL_OUTSIDE, without, restsOn: await experimentRestsOn(found) };
  });
}

async function distributionsOf(found: AssignedCustomers, call: CallContext): Promise<ExperimentDistribution[]> {
  const { metrics } = found.spec;
  const distributions: ExperimentDistribution[] = [];
  const pause = pauseOf(call.signal);
  for (const [at, metric] of metrics.entries()) {
    call.progress({ phase: 'metrics', fraction: at / metrics.length });
    if (isSpread(metric)) distributions.push(distributionOf(found, await metricValues(found, metric, at)));
    await pause();
  }
  return distributions;
}

function distributionOf({ assigned }: AssignedCustomers, of: MetricValues): ExperimentDistribution {
  const arms = armsOf(assigned, of).map(({ values }) => ({
    n: values.length,
    notZero: values.filter((value) => value !== 0).sort(),
  }));
  const shared = sharedBins(
    arms.map(({ notZero }) => notZero),
    LEAST_CELL_OUTSIDE,
  );
  return {
    metric: of.metric.label,
    ...(of.cap === undefined ? {} : { cap: of.cap }),
    ...shared,
    arms: arms.map((arm, at) => ({ variant: assigned.variants[at] ?? '', ...toldArm(arm, shared) })),
  };
}

interface ArmValuesSorted {
  readonly n: number;
  /** Ascending. */
  readonly notZero: Float64Array;
}

function toldArm({ n, notZero }: ArmValuesSorted, { bins }: SharedBins): Omit<ArmDistribution, 'variant'> {
  const cells = [n - notZero.length, ...bins.map((bin) => countIn(notZero, bin))];
  const hidden = hiddenCells(
    cells.map((count) => [count]),
    LEAST_CELL_OUTSIDE,
  );
  const [zeros = null, ...counts] = cells.map((count, at) => (hidden[at] ? null : count));
  const quantiles = DISTRIBUTION_PERCENTS.map((percent) =>
    isNobodys(percent, notZero.length)
      ? quantileOfSorted(notZero, percent)
      : insufficient(Math.floor((notZero.length * Math.min(percent, 100 - percent)) / 100), LEAST_CELL_OUTSIDE),
  );
  return { n, zeros, counts, quantiles };
}
