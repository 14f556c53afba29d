import type { ExperimentAnswer, ExperimentSpec } from '../model/experiment';
import type { PowerAnswer, PowerSpec } from '../model/power';
import type { KernelMethods } from '../rpc/contract';
import type { experimentMethods } from '../rpc/experimentMethods';
import type { CallContext, Handlers } from '../rpc/method';
import { statsReady } from '../stats/distributions';
import { powerOf } from '../stats/experiment/powerOf';
import { sampleRatio } from '../stats/experiment/sampleRatio';
import { isRandomised, verdictOf } from '../stats/experiment/verdict';
import { type AssignedCustomers, breakdownLevels, experimentRestsOn, withAssigned } from './assignedCustomers';
import type { EvaluationScope } from './evaluationScope';
import { pauseOf } from './eventIndex';
import { sizesOf } from './experimentArms';
import { computeBaseline } from './experimentBaseline';
import { armRule, exposedCampaigns } from './experimentCampaigns';
import { changeValues } from './experimentChanges';
import { computeCurves } from './experimentCurves';
import { computeDistributions } from './experimentDistributions';
import { levelsOf, splitsByLevel } from './experimentLevels';
import { looksOf } from './experimentLooks';
import { matchingOf } from './experimentMatching';
import { memberValues, metricValues, tagValues, unfinishedCustomers } from './experimentMetrics';
import type { Observed } from './experimentObserved';
import { adjustPrimary, experimentMoney, type MetricRows, metricRows } from './experimentRows';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { type Strata, strataOf } from './strata';

type ExperimentHandlers = Pick<
  Handlers<KernelMethods>,
  Exclude<keyof typeof experimentMethods, 'reports.experiment' | 'experiments.freeze'>
>;

export function experimentHandlers(session: Session): ExperimentHandlers {
  return {
    'experiments.compute': ({ spec }, call) =>
      session.readOneVersion(async (connection) => computeExperiment(session, connection, spec, call)),
    'experiments.curves': ({ spec }, call) =>
      session.readOneVersion(async (connection) => computeCurves(session, connection, spec, call)),
    'experiments.distributions': ({ spec }, call) =>
      session.readOneVersion(async (connection) => computeDistributions(session, connection, spec, call)),
    'experiments.campaigns': (_, { signal }) => session.readOneVersion((connection) => exposedCampaigns(connection, signal)),
    'experiments.rule': ({ arm }, { signal }) =>
      session.readOneVersion((connection) => armRule(session, connection, arm, signal)),
    'experiments.baseline': ({ spec }, call) =>
      session.readOneVersion((connection) => computeBaseline(session, connection, spec, call)),
    'experiments.power': ({ spec }) => computePower(spec),
    'experiments.powers': ({ specs }) => Promise.all(specs.map(computePower)),
  };
}

async function computePower(spec: PowerSpec): Promise<PowerAnswer> {
  await statsReady();
  return powerOf(spec);
}

/** What worked. @throws Fault as `checkExperiment`, UNKNOWN_SEGMENT, OUT_OF_MEMORY, INVALID_REQUEST for arms that do not occur. */
export async function computeExperiment(
  session: Session,
  connection: SqlConnection,
  asked: ExperimentSpec,
  call: CallContext,
): Promise<ExperimentAnswer> {
  return await withAssigned({ session, connection, asked, call }, async (found) => {
    const { scope, spec, strata, assigned, contacted } = found;
    const [observed, rows] = await session.withResident(async () => {
      const by = await breakdownLevels(scope, spec, assigned.rows);
      const matching = spec.design?.kind === 'matched' ? await strataOf(scope, spec.design.by, assigned.rows) : null;
      const seen: Observed = {
        spec,
        assigned,
        covariate: spec.covariate === undefined ? null : await tagValues(scope, spec.covariate, assigned.rows),
        contacted: contacted ? memberValues(contacted, assigned.rows) : null,
        lookOf: spec.metrics.some(({ tau }) => tau !== undefined) ? looksOf(assigned, spec.looks) : null,
        by,
        matching,
        strata: spec.methods.includes('others') ? await strataAsked(scope, { spec, strata, by }, assigned.rows) : [],
      };
      const rowsOf: MetricRows[] = [];
      const pause = pauseOf(call.signal);
      for (const [at, metric] of spec.metrics.entries()) {
        call.progress({ phase: 'metrics', fraction: at / spec.metrics.length });
        const valuesOf = spec.design?.kind === 'differenceInDifferences' ? changeValues : metricValues;
        rowsOf.push(metricRows(seen, await valuesOf(found, metric, at)));
        await pause();
      }
      return [seen, rowsOf] as const;
    });
    return { ...(await described(scope, observed, rows)), restsOn: await experimentRestsOn(found) };
  });
}

/** Those of the split, and the levels of the breakdown. A tag that does not fit any more is no stratum. */
async function strataAsked(
  scope: EvaluationScope,
  { spec, strata, by }: Pick<AssignedCustomers, 'spec' | 'strata'> & Pick<Observed, 'by'>,
  rows: Uint32Array,
): Promise<Strata[]> {
  const fit = strata.filter((id) => ['category', 'boolean'].includes(scope.vocabulary.tags.get(id)?.type ?? ''));
  const tag = typeof spec.by === 'string' ? spec.by : null;
  const split = fit.length > 0 && fit.join() !== tag ? [await strataOf(scope, fit, rows)] : [];
  return [...split, ...(by && tag !== null ? [{ tags: [tag], stratumOf: by.levelOf, strata: by.levels.length }] : [])];
}

async function described(
  scope: EvaluationScope,
  observed: Observed,
  found: readonly MetricRows[],
): Promise<Omit<ExperimentAnswer, 'restsOn'>> {
  const { spec, assigned } = observed;
  const weights = assigned.variants.map((variant) => spec.allocation?.[variant] ?? 1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const sizes = sizesOf(assigned);
  const isPlanned = !spec.design && (isRandomised(spec) || spec.allocation !== undefined);
  const levels = await scope.session.withResident(async () => {
    const all = [];
    for (const tag of spec.splitBy) all.push(await levelsOf(scope, tag, assigned.rows));
    return all;
  });
  const { matching: within } = observed;
  const matching = within && (await scope.session.withResident(() => matchingOf(scope, spec, assigned, within)));
  const whole = found.flatMap((metric) => metric.whole);
  const rows = [...adjustPrimary(whole, spec), ...found.flatMap((metric) => metric.levels)];
  const breakdowns = found.flatMap((metric) => metric.breakdowns);
  const changes = found.flatMap((metric) => metric.changes ?? []);
  const numbers = {
    arms: assigned.variants.map((variant, arm) => ({ variant, n: sizes[arm] ?? 0, weight: (weights[arm] ?? 0) / total })),
    srm: isPlanned ? sampleRatio(sizes, weights) : null,
    splits: isPlanned ? splitsByLevel(assigned, weights, levels) : [],
    rows,
    ...(matching ? { matching } : {}),
    ...(changes.length > 0 ? { changes } : {}),
    unfinished: unfinishedCustomers(spec, assigned, scope.session.customers.asOf),
  };
  const money = experimentMoney(observed, rows);
  return {
    control: spec.control,
    crossovers: assigned.crossovers,
    otherArms: assigned.otherArms,
    ...(spec.release === undefined ? {} : { gone: assigned.gone }),
    timed: assigned.times !== null,
    ...numbers,
    ...(observed.by ? { breakdowns } : {}),
    ...(spec.methods.includes('others')
      ? { omnibus: found.map(({ omnibus }, at) => ({ metric: spec.metrics[at]?.label ?? '', tests: omnibus })) }
      : {}),
    ...(money.length > 0 ? { money } : {}),
    verdict: verdictOf(spec, { ...numbers, breakdowns }),
  };
}
