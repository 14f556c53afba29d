import type { Bitset } from '../bits/bitStore';
import { CodeColumn } from '../bits/codeColumn';
import type { Campaign } from '../model/campaign';
import { type ExperimentSpec, MOST_VARIANTS } from '../model/experiment';
import { type Fault, fault } from '../model/result';
import { quoted, say } from '../model/saying';
import { memberRowsSql } from '../sql/campaignsSql';
import { CAMPAIGNS_SQL, EXPOSED_SQL, VARIANTS_SQL } from '../sql/exposuresSql';
import { readEntityMap } from './entityMap';
import type { EvaluationScope } from './evaluationScope';
import { customersBy } from './policySets';
import { findRelease } from './storedCampaigns';
import { columnOf, records, rowNumbers } from './table';
import { withColumn } from './tagColumns';
import { unknownTag } from './tags';

/** Customers in arms, by arm and within it by row. */
export interface Assigned {
  readonly rows: Uint32Array;
  /** Where each arm begins among the rows, and where the last ends. */
  readonly starts: readonly number[];
  /** Seconds since 1970 of the first exposure; null where not all are known. */
  readonly times: Float64Array | null;
  /** What the exposures of each customer cost. */
  readonly costs: Float64Array | null;
  /** The control first. */
  readonly variants: readonly string[];
  readonly crossovers: number;
  readonly otherArms: number;
  /** Keys of a released campaign that are no customer's any more; 0 of other arms. */
  readonly gone: number;
}

export function sizesOf({ starts, variants }: Pick<Assigned, 'starts' | 'variants'>): number[] {
  return variants.map((_, arm) => (starts[arm + 1] ?? 0) - (starts[arm] ?? 0));
}

/** In which arm every customer was seen first, by row. */
interface Exposed {
  /** Position among the names, from 1; 0 is none. */
  readonly armOf: Uint32Array;
  readonly names: readonly string[];
  /** Of those who were seen in several arms. */
  readonly crossed: Uint8Array;
  /** NaN where unknown. */
  readonly times: Float64Array | null;
  readonly costs: Float64Array | null;
  readonly gone: number;
}

/** Nobody in any arm. */
function noneOf(customers: number, names: readonly string[]): Exposed {
  return { armOf: new Uint32Array(customers), names, crossed: new Uint8Array(customers), times: null, costs: null, gone: 0 };
}

/** Sets of the segments that are arms, in the order of the spec; of other assignments none. `members` null: everybody. */
export async function readAssigned(
  scope: EvaluationScope,
  spec: ExperimentSpec,
  members: Bitset | null,
  segments: readonly Bitset[],
): Promise<Assigned> {
  return assign(await exposedCustomers(scope, spec, segments), members, spec);
}

async function exposedCustomers(scope: EvaluationScope, spec: ExperimentSpec, segments: readonly Bitset[]): Promise<Exposed> {
  if (spec.campaign !== undefined) return await exposedTo(scope, spec.campaign);
  if (spec.release !== undefined) return await exposedByRelease(scope, spec.release);
  if (spec.tag !== undefined) return await exposedByTag(scope, spec.tag);
  return exposedBySets(segments, spec, scope.session.customers.customers);
}

/** The arms as they were released; what reaching a customer costs is what was planned. @throws Fault UNKNOWN_CAMPAIGN, INVALID_CAMPAIGN. */
async function exposedByRelease({ session, connection, signal }: EvaluationScope, id: string): Promise<Exposed> {
  const { campaign, arms } = await findRelease(session, connection, id);
  if (!arms.some(({ variant, n }) => variant === campaign.control && n > 0)) {
    throw withoutControl(campaign);
  }
  const by = await customersBy(session, connection);
  const exposed = noneOf(
    session.customers.customers,
    arms.map(({ variant }) => variant),
  );
  const costs = new Float64Array(exposed.armOf.length);
  let gone = arms.reduce((sum, { n }) => sum + n, 0);
  for (const [place, { variant, audience }] of arms.entries()) {
    const cost = campaign.arms.find((arm) => arm.variant === variant)?.unitCost ?? 0;
    for await (const batch of connection.stream(memberRowsSql(by, [audience]), [], signal)) {
      const rows = rowNumbers(batch);
      gone -= rows.length;
      for (let at = 0; at < rows.length; at++) {
        exposed.armOf[rows[at] ?? 0] = place + 1;
        costs[rows[at] ?? 0] = cost;
      }
    }
  }
  return { ...exposed, costs, gone };
}

function withoutControl({ id, name, holdout, noControlReason: reason }: Campaign): Fault {
  const rest = { hint: 'hint.holdOut', at: { path: 'release', field: id } } as const;
  const campaign = quoted(name);
  if (holdout !== 0 || reason === undefined) return fault('INVALID_REQUEST', 'experiment.noControl', { campaign }, rest);
  return fault('INVALID_REQUEST', 'experiment.noControlReason', { campaign, reason }, rest);
}

/** @throws Fault INVALID_REQUEST where there is no such campaign. */
async function exposedTo({ session, connection, signal }: EvaluationScope, campaign: string): Promise<Exposed> {
  const at = { path: 'campaign', field: campaign.slice(0, 100) };
  if (((await readEntityMap(connection))?.exposures.length ?? 0) === 0) {
    throw fault('INVALID_REQUEST', 'experiment.noExposures', {}, { hint: 'hint.mapExposures', at });
  }
  const names = records(await connection.query(VARIANTS_SQL, [campaign], signal)).map((each) => String(each.variant));
  if (names.length === 0) {
    const campaigns = records(await connection.query(CAMPAIGNS_SQL, [], signal)).map((each) => String(each.campaign));
    const hint = say('hint.campaigns', { campaigns });
    throw fault('INVALID_REQUEST', 'experiment.unknownCampaign', { campaign: quoted(at.field) }, { hint, at });
  }
  const exposed = noneOf(session.customers.customers, names);
  const { armOf, crossed } = exposed;
  const [times, costs] = [new Float64Array(armOf.length), new Float64Array(armOf.length)];
  for await (const batch of connection.stream(EXPOSED_SQL, [campaign, campaign], signal)) {
    const [place, both, time, cost] = ['place', 'crossed', 'time', 'cost'].map((name) => columnOf(batch, name));
    const rows = rowNumbers(batch);
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at] ?? 0;
      armOf[row] = Number(place?.values[at]) + 1;
      crossed[row] = Number(both?.values[at]);
      times[row] = time?.valid && time.valid[at] === 0 ? Number.NaN : Number(time?.values[at]) / 1e6;
      costs[row] = Number(cost?.values[at]);
    }
  }
  return { ...exposed, times, costs };
}

/** @throws Fault UNKNOWN_TAG, INVALID_REQUEST. */
async function exposedByTag({ session, connection, vocabulary, signal }: EvaluationScope, id: string): Promise<Exposed> {
  const tag = vocabulary.tags.get(id) ?? unknownTag(id, 'tag', null);
  const read = (column: unknown): Exposed => {
    if (!(column instanceof CodeColumn)) throw new Error('a tag of arms came as numbers');
    return { ...noneOf(column.rowCount, column.dictionary), armOf: new Uint32Array(column.codes()) };
  };
  return await session.withResident(() => withColumn(session, connection, tag, read, signal));
}

function exposedBySets(sets: readonly Bitset[], { segments = [] }: ExperimentSpec, customers: number): Exposed {
  const exposed = noneOf(
    customers,
    segments.map(({ variant }) => variant),
  );
  const { armOf, crossed } = exposed;
  for (const [at, set] of sets.entries()) {
    for (const row of set.rows()) {
      if (armOf[row] === 0) armOf[row] = at + 1;
      else crossed[row] = 1;
    }
  }
  return exposed;
}

function assign(exposed: Exposed, members: Bitset | null, spec: ExperimentSpec): Assigned {
  const { armOf, names, crossed } = exposed;
  const words = members?.words();
  const isMember = (row: number) => !words || (((words[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1;
  const [seen, own] = [new Float64Array(names.length + 1), new Float64Array(names.length + 1)];
  for (let row = 0; row < armOf.length; row++) {
    const arm = armOf[row] ?? 0;
    if (arm === 0 || !isMember(row)) continue;
    seen[arm] = (seen[arm] ?? 0) + 1;
    if (crossed[row] === 0) own[arm] = (own[arm] ?? 0) + 1;
  }
  const variants = variantsOf(new Set(names.filter((_, at) => (seen[at + 1] ?? 0) > 0)), spec);
  const placeOf = [-1, ...names.map((name) => variants.indexOf(name))];
  const starts = startsOf(
    variants.map((_, place) => placeOf.reduce((n, of, arm) => n + (of === place ? (own[arm] ?? 0) : 0), 0)),
  );
  const rows = new Uint32Array(starts.at(-1) ?? 0);
  const next = [...starts];
  for (let row = 0; row < armOf.length; row++) {
    const place = placeOf[armOf[row] ?? 0] ?? -1;
    if (place < 0 || crossed[row] !== 0 || !isMember(row)) continue;
    const at = next[place] ?? 0;
    rows[at] = row;
    next[place] = at + 1;
  }
  const total = (counts: Float64Array) => counts.reduce((sum, n) => sum + n, 0);
  return {
    rows,
    starts,
    ...timesAndCosts(exposed, rows),
    variants,
    crossovers: total(seen) - total(own),
    otherArms: total(own) - rows.length,
    gone: exposed.gone,
  };
}

/** Where each of some parts begins, and where the last ends. */
export function startsOf(sizes: readonly number[]): number[] {
  const starts = [0];
  for (const size of sizes) starts.push((starts.at(-1) ?? 0) + size);
  return starts;
}

function timesAndCosts({ times, costs }: Exposed, rows: Uint32Array): Pick<Assigned, 'times' | 'costs'> {
  const known = times ? taken(times, rows) : null;
  return { times: known?.some(Number.isNaN) ? null : known, costs: costs ? taken(costs, rows) : null };
}

function taken(values: Float64Array, rows: Uint32Array): Float64Array {
  const found = new Float64Array(rows.length);
  for (let at = 0; at < rows.length; at++) found[at] = values[rows[at] ?? 0] ?? Number.NaN;
  return found;
}

/** @throws Fault INVALID_REQUEST for a variant that nobody is in, or too many. */
function variantsOf(found: ReadonlySet<string>, { control, variants, segments }: ExperimentSpec): string[] {
  const there = new Set([...found, ...(segments ?? []).map(({ variant }) => variant)]);
  const wanted = variants ?? [...there].filter((variant) => variant !== control).sort();
  for (const [variant, path] of [[control, 'control'] as const, ...wanted.map((each) => [each, 'variants'] as const)]) {
    if (!there.has(variant)) throw unknownVariant(variant, [...there], path);
  }
  const compared = [...new Set(wanted)].filter((variant) => variant !== control);
  if (compared.length === 0 || compared.length > MOST_VARIANTS) {
    const values = { variants: compared.length, most: MOST_VARIANTS };
    throw fault('INVALID_REQUEST', 'experiment.variants', values, { hint: 'hint.chooseVariants', at: { path: 'variants' } });
  }
  return [control, ...compared];
}

export function unknownVariant(variant: string, there: readonly string[], path: string): Fault {
  const hint = say('hint.variants', { variants: [...there].sort().slice(0, 100) });
  const values = { variant: quoted(variant.slice(0, 100)) };
  return fault('INVALID_REQUEST', 'experiment.unknownVariant', values, { hint, at: { path } });
}
