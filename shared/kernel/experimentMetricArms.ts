import type { ArmValues } from '../stats/experiment/arm';
import { momentsByGroup, type PairMoments } from '../stats/experiment/pairMoments';
import type { Assigned } from './experimentArms';
import type { MetricValues } from './experimentMetrics';

/** The customers of an arm whose metric is known. */
export interface MetricArm extends ArmValues {
  /** Of a column of all customers that of these. */
  readonly beside: <Column extends Float64Array | Uint16Array | Uint32Array>(column: Column) => Column;
  /** Absent where none was asked for. */
  readonly covariate?: Float64Array;
}

/** Of every arm those of whom the metric is known. */
export function armsOf(assigned: Assigned, of: MetricValues): readonly MetricArm[] {
  return assigned.variants.map((_, arm) => wholeArm(assigned, of, arm));
}

function wholeArm({ starts }: Assigned, of: MetricValues, arm: number): MetricArm {
  const [first, end] = [starts[arm] ?? 0, starts[arm + 1] ?? 0];
  const { values, per } = of;
  const known = knownPlaces(of, first, end);
  // Without a copy where the metric is known of everybody.
  const beside = <Column extends Float64Array | Uint16Array | Uint32Array>(column: Column) =>
    (known ? takenAt(column, known) : column.subarray(first, end)) as Column;
  return { values: beside(values), ...(per ? { per: beside(per) } : {}), beside };
}

/** Places of those whose metric is known; null where it is of everybody. */
function knownPlaces({ values, per }: MetricValues, first: number, end: number): Uint32Array | null {
  const isKnown = (place: number) => !Number.isNaN(values[place] ?? 0) && !Number.isNaN(per?.[place] ?? 0);
  let n = 0;
  for (let place = first; place < end; place++) if (isKnown(place)) n++;
  if (n === end - first) return null;
  const places = new Uint32Array(n);
  let at = 0;
  for (let place = first; place < end; place++) if (isKnown(place)) places[at++] = place;
  return places;
}

function takenAt(column: Float64Array | Uint16Array | Uint32Array, places: Uint32Array): typeof column {
  const taken = new (column.constructor as new (length: number) => typeof column)(places.length);
  for (let at = 0; at < places.length; at++) taken[at] = column[places[at] ?? 0] ?? 0;
  return taken;
}

/** By arm, the moments of each group. */
export function momentsBy(arms: readonly MetricArm[], groupOf: Uint32Array, groups: number): readonly (readonly PairMoments[])[] {
  return arms.map(({ values, per = values, beside }) => momentsByGroup(values, per, beside(groupOf), groups));
}

/** The customers of an arm in each group, where their moments are not enough. */
export function armsByGroup({ values, per, beside }: MetricArm, groupOf: Uint32Array, groups: number): MetricArm[] {
  return placesByGroup(beside(groupOf), groups).map((places) => ({
    values: takenAt(values, places) as Float64Array,
    ...(per ? { per: takenAt(per, places) as Float64Array } : {}),
    beside: <Column extends Float64Array | Uint16Array | Uint32Array>(column: Column) =>
      takenAt(beside(column), places) as Column,
  }));
}

function placesByGroup(groupOf: Uint32Array, groups: number): Uint32Array[] {
  const sizes = new Uint32Array(groups);
  for (const group of groupOf) sizes[group] = (sizes[group] ?? 0) + 1;
  const places = Array.from(sizes, (size) => new Uint32Array(size));
  const next = new Uint32Array(groups);
  for (let place = 0; place < groupOf.length; place++) {
    const group = groupOf[place] ?? 0;
    const own = places[group];
    if (own) own[next[group] ?? 0] = place;
    next[group] = (next[group] ?? 0) + 1;
  }
  return places;
}
