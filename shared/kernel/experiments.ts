import type { Bitset } from '../bits/bitStore';
import type { ExperimentAnswer, ExperimentSpec, PowerAnswer, PowerSpec } from '../model/experiment';
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
import { neededIndex } from './eventIndex';
import { readAssigned } from './experimentArms';
import { computeBaseline } from './experimentBaseline';
import { armRule, exposedCampaigns } from './experimentCampaigns';
import { levelsOf, splitsByLevel } from './experimentLevels';
import { type MetricValues, memberValues, metricValues, tagValues, unfinishedCustomers } from './experimentMetrics';
import { experimentBreakdowns, experimentMoney, experimentRows, type Observed, sizesOf } from './experimentRows';
import type { SqlConnection } from './ports';
import { restsOn } from './restsOn';
import type { Session } from './session';
import { subjectOf } from './subject';
import { definitionOf, readBy, readVocabulary } from './vocabulary';

type ExperimentHandlers = Pick<Handlers<KernelMethods>, Exclude<keyof typeof experimentMethods, 'reports.experiment'>>;

export function experimentHandlers(session: Session): ExperimentHandlers {
  return {
    'experiments.compute': ({ spec }, call) =>
      session.readOneVersion((connection) => computeExperiment(session, connection, spec, call)),
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
  spec: ExperimentSpec,
  call: CallContext,
): Promise<ExperimentAnswer> {
  await statsReady();
  const sets = await setsAsked(connection, spec);
  const rules = [...sets.memberships.map(({ who }) => who), ...eventConditions(spec)];
  const vocabulary = await readVocabulary(session, connection, rules, call.signal);
  checkExperiment(spec, vocabulary);
  const scope = { session, connection, vocabulary, signal: call.signal };
  const indexed = eventConditions(spec).length > 0 ? await neededIndex(session, connection, call.signal) : null;
  return await withMembersOfEach(session, connection, sets.memberships, call, async (found) => {
    const { who, contacted, segments } = sets.split(found);
    const assigned = await readAssigned(scope, spec, who, segments);
    const observed = await session.withResident(async (): Promise<Observed> => {
      const metrics: MetricValues[] = [];
      for (const [at, metric] of spec.metrics.entries()) {
        call.progress({ phase: 'metrics', fraction: at / spec.metrics.length });
        metrics.push(await metricValues({ scope, spec, assigned, indexed }, metric, at));
      }
      return {
        spec,
        assigned,
        metrics,
        covariate: spec.covariate === undefined ? null : await tagValues(scope, spec.covariate, assigned.rows),
        contacted: contacted ? memberValues(contacted, assigned.rows) : null,
        by: spec.by === undefined ? null : await levelsOf(scope, spec.by, assigned),
      };
    });
    const exposures = spec.campaign === undefined ? [] : ((await readEntityMap(connection))?.exposures ?? []);
    const read = readBy(rules, vocabulary);
    return {
      ...(await described(scope, observed)),
      restsOn: await restsOn(session, connection, {
        definition: { spec, rules: rules.map((rule) => definitionOf(rule, vocabulary)) },
        read: {
          tags: [...read.tags, ...tagsNamed(spec, vocabulary)],
          tables: [...read.tables, ...exposures.map(({ table }) => table)],
        },
        base: { name: spec.campaign ?? spec.tag ?? 'segments', n: assigned.rows.length },
      }),
    };
  });
}

async function described(scope: EvaluationScope, observed: Observed): Promise<Omit<ExperimentAnswer, 'restsOn'>> {
  const { spec, assigned } = observed;
  const weights = assigned.variants.map((variant) => spec.allocation?.[variant] ?? 1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const sizes = sizesOf(assigned);
  const isPlanned = isRandomised(spec) || spec.allocation !== undefined;
  const levels = await scope.session.withResident(async () => {
    const all = [];
    for (const tag of spec.splitBy) all.push(await levelsOf(scope, tag, assigned));
    return all;
  });
  const rows = experimentRows(observed);
  const breakdowns = experimentBreakdowns(observed);
  const found = {
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
    timed: assigned.times !== null,
    ...found,
    ...(observed.by ? { breakdowns } : {}),
    ...(money.length > 0 ? { money } : {}),
    verdict: verdictOf(spec, { ...found, breakdowns }),
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
