import type { Bitset } from '../bits/bitStore';
import { experimentOf } from '../model/campaign';
import type { ExperimentAnswer, ExperimentSpec } from '../model/experiment';
import type { PowerAnswer, PowerSpec } from '../model/power';
import type { Rule } from '../model/rule';
import type { Membership } from '../model/segment';
import type { KernelMethods } from '../rpc/contract';
import type { experimentMethods } from '../rpc/experimentMethods';
import type { CallContext, Handlers } from '../rpc/method';
import { statsReady } from '../stats/distributions';
import { powerOf } from '../stats/experiment/powerOf';
import { sampleRatio } from '../stats/experiment/sampleRatio';
import { isRandomised, verdictOf } from '../stats/experiment/verdict';
import { checkExperiment, eventConditions, tagsNamed } from './checkExperiment';
import { readEntityMap } from './entityMap';
import { withMembersOfEach } from './evaluate';
import type { EvaluationScope } from './evaluationScope';
import { neededIndex, pauseOf } from './eventIndex';
import { readAssigned, sizesOf } from './experimentArms';
import { computeBaseline } from './experimentBaseline';
import { armRule, exposedCampaigns } from './experimentCampaigns';
import { levelsOf, splitsByLevel } from './experimentLevels';
import { looksOf } from './experimentLooks';
import { matchingOf } from './experimentMatching';
import { memberValues, metricValues, tagValues, unfinishedCustomers } from './experimentMetrics';
import type { Observed } from './experimentObserved';
import { adjustPrimary, experimentMoney, type MetricRows, metricRows } from './experimentRows';
import type { SqlConnection } from './ports';
import { restsOn } from './restsOn';
import type { Session } from './session';
import { findRelease } from './storedCampaigns';
import { type Strata, strataOf } from './strata';
import { subjectOf } from './subject';
import { definitionOf, readBy, readVocabulary } from './vocabulary';

type ExperimentHandlers = Pick<Handlers<KernelMethods>, Exclude<keyof typeof experimentMethods, 'reports.experiment'>>;

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

interface Planned {
  readonly spec: ExperimentSpec;
  /** Tags within whose levels the arms were drawn. */
  readonly strata: readonly string[];
}

/** Of a released campaign the days and the shares of its plan are taken, where others are not asked for. */
async function withPlan(session: Session, connection: SqlConnection, spec: ExperimentSpec): Promise<Planned> {
  if (spec.release === undefined) return { spec, strata: [] };
  const { campaign } = await findRelease(session, connection, spec.release);
  const planned = experimentOf(campaign);
  const { range = planned?.range, allocation = planned?.allocation } = spec;
  return {
    spec: { ...spec, ...(range ? { range } : {}), ...(allocation ? { allocation } : {}) },
    strata: campaign.split.strata,
  };
}

/** What worked. @throws Fault as `checkExperiment`, UNKNOWN_SEGMENT, OUT_OF_MEMORY, INVALID_REQUEST for arms that do not occur. */
export async function computeExperiment(
  session: Session,
  connection: SqlConnection,
  asked: ExperimentSpec,
  call: CallContext,
): Promise<ExperimentAnswer> {
  await statsReady();
  const { spec, strata } = await withPlan(session, connection, asked);
  const sets = await setsAsked(connection, spec);
  const rules = [...sets.memberships.map(({ who }) => who), ...eventConditions(spec)];
  const vocabulary = await readVocabulary(session, connection, rules, call.signal);
  checkExperiment(spec, vocabulary);
  const scope = { session, connection, vocabulary, signal: call.signal };
  const indexed = eventConditions(spec).length > 0 ? await neededIndex(session, connection, call.signal) : null;
  return await withMembersOfEach(session, connection, sets.memberships, call, async (found) => {
    const { who, contacted, segments } = sets.split(found);
    const assigned = await readAssigned(scope, spec, who, segments);
    const [observed, rows] = await session.withResident(async () => {
      const by = spec.by === undefined ? null : await levelsOf(scope, spec.by, assigned.rows);
      const matching = spec.design ? await strataOf(scope, spec.design.by, assigned.rows) : null;
      const seen: Observed = {
        spec,
        assigned,
        covariate: spec.covariate === undefined ? null : await tagValues(scope, spec.covariate, assigned.rows),
        contacted: contacted ? memberValues(contacted, assigned.rows) : null,
        lookOf: spec.metrics.some(({ tau }) => tau !== undefined) ? looksOf(assigned, spec.looks) : null,
        by,
        matching,
        strata: spec.methods.includes('others') ? await strataAsked(scope, { strata, by }, assigned.rows) : [],
      };
      const found: MetricRows[] = [];
      const pause = pauseOf(call.signal);
      for (const [at, metric] of spec.metrics.entries()) {
        call.progress({ phase: 'metrics', fraction: at / spec.metrics.length });
        found.push(metricRows(seen, await metricValues({ scope, spec, assigned, indexed }, metric, at)));
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
          tags: [...read.tags, ...tagsNamed(spec, vocabulary), ...strata.flatMap((id) => vocabulary.tags.get(id) ?? [])],
          tables: [...read.tables, ...exposures.map(({ table }) => table)],
        },
        base: { name: spec.campaign ?? spec.release ?? spec.tag ?? 'segments', n: assigned.rows.length },
      }),
    };
  });
}

/** Those of the split, and the levels of the breakdown. A tag that does not fit any more is no stratum. */
async function strataAsked(
  scope: EvaluationScope,
  { strata, by }: Pick<Planned, 'strata'> & Pick<Observed, 'by'>,
  rows: Uint32Array,
): Promise<Strata[]> {
  const fit = strata.filter((id) => ['category', 'boolean'].includes(scope.vocabulary.tags.get(id)?.type ?? ''));
  const split = fit.length > 0 && fit.join() !== by?.tag ? [await strataOf(scope, fit, rows)] : [];
  return [...split, ...(by ? [{ tags: [by.tag], stratumOf: by.levelOf, strata: by.levels.length }] : [])];
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
  const numbers = {
    arms: assigned.variants.map((variant, arm) => ({ variant, n: sizes[arm] ?? 0, weight: (weights[arm] ?? 0) / total })),
    srm: isPlanned ? sampleRatio(sizes, weights) : null,
    splits: isPlanned ? splitsByLevel(assigned, weights, levels) : [],
    rows,
    ...(matching ? { matching } : {}),
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

interface SetsAsked {
  readonly memberships: readonly Membership[];
  readonly split: (found: readonly Bitset[]) => {
    readonly who: Bitset | null;
    readonly contacted: Bitset | null;
    readonly segments: readonly Bitset[];
  };
}

/** Whose members have to be known, and which set is whose. */
async function setsAsked(connection: SqlConnection, { who, contacted, segments = [] }: ExperimentSpec): Promise<SetsAsked> {
  const memberships: Membership[] = [];
  if (who !== undefined) memberships.push(await subjectOf(connection, who));
  if (contacted) memberships.push(onlyRule(contacted));
  for (const arm of segments) memberships.push(await subjectOf(connection, arm.who));
  const first = who === undefined ? 0 : 1;
  const after = first + (contacted ? 1 : 0);
  return {
    memberships,
    split: (found) => ({
      who: who === undefined ? null : (found[0] ?? null),
      contacted: contacted ? (found[first] ?? null) : null,
      segments: found.slice(after),
    }),
  };
}

function onlyRule(who: Rule): Membership {
  return { who };
}
