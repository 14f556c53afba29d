import type { ExperimentAnswer, ExperimentSpec } from '../model/experiment';
import type { PowerAnswer, PowerSpec } from '../model/power';
import type { KernelMethods } from '../rpc/contract';
import type { experimentMethods } from '../rpc/experimentMethods';
import type { CallContext, Handlers } from '../rpc/method';
import { statsReady } from '../stats/distributions';
import { powerOf } from '../stats/experiment/powerOf';
import { sampleRatio } from '../stats/experiment/sampleRatio';
import { isRandomised, verdictOf } from '../stats/experiment/verdict';
import { tagsNamed } from './checkExperiment';
import { readEntityMap } from './entityMap';
import type { EvaluationScope } from './evaluationScope';
import { pauseOf } from './eventIndex';
import { sizesOf } from './experimentArms';
import { computeBaseline } from './experimentBaseline';
import { armRule, exposedCampaigns } from './experimentCampaigns';
import { levelsOf, splitsByLevel } from './experimentLevels';
import { looksOf } from './experimentLooks';
import { memberValues, metricValues, tagValues, unfinishedCustomers } from './experimentMetrics';
import { adjustPrimary, experimentMoney, type MetricRows, metricRows, type Observed } from './experimentRows';
import { breakdownLevels, withAssigned } from './experimentScope';
import type { SqlConnection } from './ports';
import { restsOn } from './restsOn';
import type { Session } from './session';
import { definitionOf, readBy } from './vocabulary';

type ExperimentHandlers = Pick<
  Handlers<KernelMethods>,
  Exclude<keyof typeof experimentMethods, 'reports.experiment' | 'experiments.freeze'>
>;

export function experimentHandlers(session: Session): ExperimentHandlers {
  return {
    'experiments.compute': ({ spec }, call) =>
      session.readOneVersion(async (connection) => computeExperiment(session, connection, spec, call)),
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
  await statsReady();
  return await withAssigned(session, connection, asked, call, async (at) => {
    const { spec, scope, assigned, contacted, rules } = at;
    const { vocabulary } = scope;
    const [observed, rows] = await session.withResident(async () => {
      const seen: Observed = {
        spec,
        assigned,
        covariate: spec.covariate === undefined ? null : await tagValues(scope, spec.covariate, assigned.rows),
        contacted: contacted ? memberValues(contacted, assigned.rows) : null,
        lookOf: spec.metrics.some(({ tau }) => tau !== undefined) ? looksOf(assigned, spec.looks) : null,
        by: await breakdownLevels(scope, spec, assigned.rows),
      };
      const found: MetricRows[] = [];
      const pause = pauseOf(call.signal);
      for (const [place, metric] of spec.metrics.entries()) {
        call.progress({ phase: 'metrics', fraction: place / spec.metrics.length });
        found.push(metricRows(seen, await metricValues(at, metric, place)));
        await pause();
      }
      return [seen, found] as const;
    });
    const exposures = spec.campaign === undefined ? [] : ((await readEntityMap(connection))?.exposures ?? []);
    const read = readBy(rules, vocabulary);
    return {
      ...(await described(scope, observed, rows)),
      restsOn: await restsOn(session, connection, {
        definition: { spec, rules: rules.map((rule) => definitionOf(rule, vocabulary)) },
        read: {
          tags: [...read.tags, ...tagsNamed(spec, vocabulary)],
          tables: [...read.tables, ...exposures.map(({ table }) => table)],
        },
        base: { name: spec.campaign ?? spec.release ?? spec.tag ?? 'segments', n: assigned.rows.length },
      }),
    };
  });
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
  const isPlanned = isRandomised(spec) || spec.allocation !== undefined;
  const levels = await scope.session.withResident(async () => {
    const all = [];
    for (const tag of spec.splitBy) all.push(await levelsOf(scope, tag, assigned.rows));
    return all;
  });
  const whole = found.flatMap((metric) => metric.whole);
  const rows = [...adjustPrimary(whole, spec), ...found.flatMap((metric) => metric.levels)];
  const breakdowns = found.flatMap((metric) => metric.breakdowns);
  const numbers = {
    arms: assigned.variants.map((variant, arm) => ({ variant, n: sizes[arm] ?? 0, weight: (weights[arm] ?? 0) / total })),
    srm: isPlanned ? sampleRatio(sizes, weights) : null,
    splits: isPlanned ? splitsByLevel(assigned, weights, levels) : [],
    rows,
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
