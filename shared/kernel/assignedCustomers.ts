import type { Bitset } from '../bits/bitStore';
import type { RestsOn } from '../model/answers';
import { experimentOf } from '../model/campaign';
import type { ExperimentSpec } from '../model/experiment';
import type { Rule } from '../model/rule';
import type { Membership } from '../model/segment';
import type { CallContext } from '../rpc/method';
import { statsReady } from '../stats/distributions';
import { checkExperiment, eventConditions, tagsNamed } from './checkExperiment';
import { readEntityMap } from './entityMap';
import { withMembersOfEach } from './evaluate';
import type { EvaluationScope } from './evaluationScope';
import { neededIndex } from './eventIndex';
import { type Assigned, readAssigned } from './experimentArms';
import { type Levels, levelsOf } from './experimentLevels';
import type { SqlConnection } from './ports';
import type { IndexedEvents } from './resident';
import { restsOn } from './restsOn';
import type { Session } from './session';
import { findRelease } from './storedCampaigns';
import { subjectOf } from './subject';
import { definitionOf, readBy, readVocabulary } from './vocabulary';
import { workLevels } from './workLevels';

interface Asking {
  readonly session: Session;
  readonly connection: SqlConnection;
  readonly asked: ExperimentSpec;
  readonly call: CallContext;
}

/** The customers in the arms, and what metrics of them are read from. */
export interface AssignedCustomers {
  readonly scope: EvaluationScope;
  /** With what the plan of a released campaign says. */
  readonly spec: ExperimentSpec;
  /** Tags within whose levels the arms of a release were drawn. */
  readonly strata: readonly string[];
  readonly assigned: Assigned;
  /** Null where no metric and no rule is of events. */
  readonly indexed: IndexedEvents | null;
  /** Who was reached; null where that was not asked. */
  readonly contacted: Bitset | null;
  readonly rules: readonly Rule[];
}

/** @throws Fault as `checkExperiment`, UNKNOWN_SEGMENT, OUT_OF_MEMORY, CANCELLED, INVALID_REQUEST for arms that do not occur. */
export async function withAssigned<T>(
  { session, connection, asked, call }: Asking,
  use: (found: AssignedCustomers) => Promise<T>,
): Promise<T> {
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
    return await use({ scope, spec, strata, assigned, indexed, contacted, rules });
  });
}

export async function experimentRestsOn({ scope, spec, strata, assigned, rules }: AssignedCustomers): Promise<RestsOn> {
  const { session, connection, vocabulary } = scope;
  const exposures = spec.campaign === undefined ? [] : ((await readEntityMap(connection))?.exposures ?? []);
  const read = readBy(rules, vocabulary);
  return await restsOn(session, connection, {
    definition: { spec, rules: rules.map((rule) => definitionOf(rule, vocabulary)) },
    read: {
      tags: [...read.tags, ...tagsNamed(spec, vocabulary), ...strata.flatMap((id) => vocabulary.tags.get(id) ?? [])],
      tables: [...read.tables, ...exposures.map(({ table }) => table)],
    },
    base: { name: spec.campaign ?? spec.release ?? spec.tag ?? 'segments', n: assigned.rows.length },
  });
}

interface Planned extends Pick<AssignedCustomers, 'spec' | 'strata'> {}

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

/** Null where none was asked for. */
export async function breakdownLevels(
  scope: EvaluationScope,
  { by, release = '' }: ExperimentSpec,
  rows: Uint32Array,
): Promise<Levels | null> {
  if (by === undefined) return null;
  return typeof by === 'string' ? await levelsOf(scope, by, rows) : await workLevels(scope, { ...by, campaign: release }, rows);
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
