import type { Bitset } from '../bits/bitStore';
import { CodeColumn } from '../bits/codeColumn';
import { type ExperimentSpec, MOST_VARIANTS } from '../model/experiment';
import { type Fault, fault } from '../model/result';
import { quoted, say } from '../model/saying';
import { CAMPAIGNS_SQL, EXPOSED_SQL } from '../sql/exposuresSql';
import { readEntityMap } from './entityMap';
import type { EvaluationScope } from './evaluationScope';
import { columnOf, records, rowNumbers } from './table';
import { withColumn } from './tagColumns';
import { unknownTag } from './tags';

/** Customers in arms, in the order of their first exposures or, where no times are known, of the rows. */
export interface Assigned {
  readonly rows: Uint32Array;
  /** Position in `variants`. */
  readonly arms: Uint8Array;
  /** Seconds since 1970 of the first exposure; null where not all are known. */
  readonly times: Float64Array | null;
  /** What the exposures of each customer cost. */
  readonly costs: Float64Array | null;
  /** The control first. */
  readonly variants: readonly string[];
  readonly crossovers: number;
  readonly otherArms: number;
}

/** A customer and the arm that was seen first; `time` NaN where unknown. */
interface Exposed {
  readonly row: number;
  readonly variant: string;
  readonly crossed: boolean;
  readonly time: number;
  readonly cost: number;
}

/** Sets of the segments that are arms, in the order of the spec; of other assignments none. `members` null: everybody. */
export async function readAssigned(
  scope: EvaluationScope,
  spec: ExperimentSpec,
  members: Bitset | null,
  segments: readonly Bitset[],
): Promise<Assigned> {
  const exposed =
    spec.campaign !== undefined
      ? await exposedTo(scope, spec.campaign)
      : spec.tag !== undefined
        ? await exposedByTag(scope, spec.tag)
        : exposedBySets(segments, spec);
  return assign(members ? exposed.filter(({ row }) => members.has(row)) : exposed, spec);
}

/** @throws Fault INVALID_REQUEST where there is no such campaign. */
async function exposedTo({ connection, signal }: EvaluationScope, campaign: string): Promise<Exposed[]> {
  const at = { path: 'campaign', field: campaign.slice(0, 100) };
  if (((await readEntityMap(connection))?.exposures.length ?? 0) === 0) {
    throw fault('INVALID_REQUEST', 'experiment.noExposures', {}, { hint: 'hint.mapExposures', at });
  }
  const found: Exposed[] = [];
  for await (const batch of connection.stream(EXPOSED_SQL, [campaign], signal)) {
    const rows = rowNumbers(batch);
    const [variant, crossed, time, cost] = ['variant', 'crossed', 'time', 'cost'].map((name) => columnOf(batch, name));
    for (let at = 0; at < rows.length; at++) {
      found.push({
        row: rows[at] ?? 0,
        variant: String(variant?.values[at]),
        crossed: crossed?.values[at] === 1,
        time: time?.valid && time.valid[at] === 0 ? Number.NaN : Number(time?.values[at]) / 1e6,
        cost: Number(cost?.values[at]),
      });
    }
  }
  if (found.length > 0) return found;
  const campaigns = records(await connection.query(CAMPAIGNS_SQL, [], signal)).map((each) => String(each.campaign));
  const hint = say('hint.campaigns', { campaigns });
  throw fault('INVALID_REQUEST', 'experiment.unknownCampaign', { campaign: quoted(at.field) }, { hint, at });
}

/** @throws Fault UNKNOWN_TAG, INVALID_REQUEST. */
async function exposedByTag({ session, connection, vocabulary, signal }: EvaluationScope, id: string): Promise<Exposed[]> {
  const tag = vocabulary.tags.get(id) ?? unknownTag(id, 'tag', null);
  return await session.withResident(() =>
    withColumn(
      session,
      connection,
      tag,
      (column) => {
        const found: Exposed[] = [];
        for (let row = 0; column instanceof CodeColumn && row < column.rowCount; row++) {
          const value = column.valueAt(row);
          if (value !== null) found.push({ row, variant: String(value), crossed: false, time: Number.NaN, cost: 0 });
        }
        return found;
      },
      signal,
    ),
  );
}

function exposedBySets(sets: readonly Bitset[], { segments = [] }: ExperimentSpec): Exposed[] {
  const found = new Map<number, Exposed>();
  for (const [at, set] of sets.entries()) {
    const variant = segments[at]?.variant ?? '';
    for (const row of set.rows()) {
      const before = found.get(row);
      found.set(row, { row, variant: before?.variant ?? variant, crossed: before !== undefined, time: Number.NaN, cost: 0 });
    }
  }
  return [...found.values()].sort((a, b) => a.row - b.row);
}

function assign(exposed: readonly Exposed[], spec: ExperimentSpec): Assigned {
  const variants = variantsOf(new Set(exposed.map(({ variant }) => variant)), spec);
  const own = exposed.filter(({ crossed }) => !crossed);
  const taken = own.filter(({ variant }) => variants.includes(variant));
  const timed = taken.every(({ time }) => !Number.isNaN(time));
  return {
    rows: Uint32Array.from(taken, ({ row }) => row),
    arms: Uint8Array.from(taken, ({ variant }) => variants.indexOf(variant)),
    times: timed ? Float64Array.from(taken, ({ time }) => time) : null,
    costs: spec.campaign === undefined ? null : Float64Array.from(taken, ({ cost }) => cost),
    variants,
    crossovers: exposed.length - own.length,
    otherArms: own.length - taken.length,
  };
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
