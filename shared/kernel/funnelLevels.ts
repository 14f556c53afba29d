import { CodeColumn } from '../bits/codeColumn';
import { countStepsByGroup } from '../bits/funnel/counts';
import { type FoundAttempts, NO_PLACE } from '../bits/funnel/found';
import type { IsMarked } from '../bits/funnel/marked';
import type { NumberColumn } from '../bits/numberColumn';
import type { Insufficient } from '../model/answers';
import { type FunnelAnswer, type FunnelLevel, type FunnelSpec, MOST_FUNNEL_LEVELS, type PropBy } from '../model/funnel';
import { type Fault, fault } from '../model/result';
import { quoted } from '../model/saying';
import type { Tag } from '../model/tag';
import { adjustedPs, benjaminiHochberg } from '../stats/adjust';
import { insufficient } from '../stats/insufficient';
import { testShares } from '../stats/proportions';
import type { EvaluationScope } from './evaluationScope';
import { withProperty } from './eventMatches';
import { tooManyValues } from './funnelSearch';
import { countsBeside } from './funnelSteps';
import { bucketEdges, withBins } from './numberFacts';
import { bucketsBetween, type Level } from './portraitCounts';
import { crossLevel } from './portraitCross';
import type { Others } from './portraitPairs';
import type { IndexedEvents } from './resident';
import { isCached, withColumn } from './tagColumns';
import { unknownTag } from './tags';

/** What the attempts of a funnel are told apart by, once it was looked up. */
export type FunnelLevelling = Tag | PropBy;

/** Values that edges are chosen by. */
const SAMPLE = 65_536;

/** @throws Fault UNKNOWN_TAG, INVALID_REQUEST for a tag of too many values. */
export function levellingOf(
  { by }: FunnelSpec,
  { vocabulary: { tags } }: Pick<EvaluationScope, 'vocabulary'>,
): FunnelLevelling | null {
  if (by === undefined || typeof by === 'object') return by ?? null;
  const tag = tags.get(by) ?? unknownTag(by, 'by', null);
  if (isCached(tag)) return tag;
  throw fault(
    'INVALID_REQUEST',
    'funnel.manyValues',
    { place: 'by', prop: quoted(tag.name) },
    { hint: 'hint.funnelTag', at: { path: 'by', field: by } },
  );
}

/** The attempts by level. @throws Fault INVALID_REQUEST for a property of too many values, CANCELLED. */
export async function funnelLevels(
  scope: EvaluationScope,
  indexed: IndexedEvents,
  spec: FunnelSpec,
  by: FunnelLevelling,
  found: FoundAttempts,
): Promise<Pick<FunnelAnswer, 'levels' | 'withoutLevel'>> {
  if ('prop' in by) {
    const places = placesOfTouch(found, by.at);
    const levels = await withProperty(scope, indexed, by.prop, (column) =>
      answered(spec, found, levelsOfProperty(column, places)),
    );
    if (!levels) throw tooManyValues(by.prop, 'by');
    const withoutLevel = places.reduce((sum, place) => sum + (place === NO_PLACE ? 1 : 0), 0);
    return { levels, withoutLevel };
  }
  return { levels: await levelsOfTag(scope, spec, by, found) };
}

/** Which attempts are at the level of a property that stands at `place` in the answer. @throws Fault INVALID_REQUEST where there is none. */
export async function attemptsAtLevel(
  scope: EvaluationScope,
  indexed: IndexedEvents,
  { prop, at }: PropBy,
  found: FoundAttempts,
  place: number,
): Promise<IsMarked> {
  const flags = await withProperty(scope, indexed, prop, (column) => {
    const { levels, groupOf } = levelsOfProperty(column, placesOfTouch(found, at));
    const counts = countStepsByGroup(found, levels.length + 1, groupOf);
    const group = shownGroups(counts, levels.length, found.stepCount)[place];
    if (group === undefined) throw noLevel();
    return Uint8Array.from({ length: found.length }, (_, attempt) => (groupOf(attempt) === group ? 1 : 0));
  });
  if (!flags) throw tooManyValues(prop, 'by');
  return (attempt) => flags[attempt] === 1;
}

export function noLevel(): Fault {
  return fault('INVALID_REQUEST', 'funnel.noLevel', {}, { hint: 'hint.askAgain', at: { path: 'mark.place' } });
}

/** The groups that somebody began in, in their order. */
function shownGroups(cells: Float64Array, groups: number, steps: number): number[] {
  return Array.from({ length: groups }, (_, group) => group).filter((group) => (cells[group * steps] ?? 0) > 0);
}

/** Attempts in groups that are at a level each; an attempt without a level is in the group behind the last. */
interface AttemptLevels {
  readonly levels: readonly (Level | Others)[];
  readonly groupOf: (attempt: number) => number;
}

/** The place of the event that an attempt's level is read at; where it has none, no place. */
function placesOfTouch(found: FoundAttempts, at: PropBy['at']): Uint32Array {
  if (at === 'first') return found.placesOf(0);
  if (at !== 'last') return found.placesOf(at.step - 1);
  const last = found.placesOf(0).slice();
  for (let step = 1; step < found.stepCount; step++) {
    const places = found.placesOf(step);
    for (let attempt = 0; attempt < places.length; attempt++) {
      const place = places[attempt] ?? NO_PLACE;
      if (place !== NO_PLACE) last[attempt] = place;
    }
  }
  return last;
}

function levelsOfProperty(column: CodeColumn | NumberColumn, places: Uint32Array): AttemptLevels {
  if (column instanceof CodeColumn) {
    const codes = column.codes();
    return commonestLevels(column, places.length, (attempt) =>
      places[attempt] === NO_PLACE ? null : (codes[places[attempt] ?? 0] ?? 0),
    );
  }
  const values = Float64Array.from(places, (place) => (place === NO_PLACE ? Number.NaN : (column.valueAt(place) ?? Number.NaN)));
  const stride = Math.ceil(values.length / SAMPLE);
  const edges = bucketEdges(column, values.filter((value, attempt) => attempt % stride === 0 && !Number.isNaN(value)).sort());
  const unknown = edges.length + 1;
  return {
    levels: [...bucketsBetween(edges, column.kind), null],
    groupOf: (attempt) => {
      const place = places[attempt] ?? NO_PLACE;
      if (place === NO_PLACE) return unknown + 1;
      return column.known.has(place) ? bucketOf(values[attempt] ?? Number.NaN, edges) : unknown;
    },
  };
}

/** How many of the ascending edges are not above a value; NaN is above all. */
function bucketOf(value: number, edges: readonly number[]): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (value < (edges[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** `codeOf` gives the code of an attempt, 0 being unknown and null none; the rarer values are one level, where they are too many. */
function commonestLevels(column: CodeColumn, attempts: number, codeOf: (attempt: number) => number | null): AttemptLevels {
  const { dictionary, kind } = column;
  const totals = new Float64Array(dictionary.length + 1);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const code = codeOf(attempt);
    if (code !== null) totals[code] = (totals[code] ?? 0) + 1;
  }
  const codes = dictionary.map((_, at) => at + 1).filter((code) => (totals[code] ?? 0) > 0);
  codes.sort((a, b) => (totals[b] ?? 0) - (totals[a] ?? 0) || a - b);
  const shown = codes.length < MOST_FUNNEL_LEVELS ? codes : codes.slice(0, MOST_FUNNEL_LEVELS - 2);
  const others = codes.length - shown.length;
  const values = shown.map(
    (code): Level => (kind === 'boolean' ? dictionary[code - 1] === 'true' : (dictionary[code - 1] ?? '')),
  );
  const levels = [...values, ...(others > 0 ? [{ others }] : []), null];
  const groups = new Uint8Array(totals.length).fill(shown.length);
  for (const [at, code] of shown.entries()) groups[code] = at;
  groups[0] = levels.length - 1;
  return { levels, groupOf: (attempt) => groups[codeOf(attempt) ?? -1] ?? levels.length };
}

async function levelsOfTag(
  { session, connection, signal }: EvaluationScope,
  spec: FunnelSpec,
  tag: Tag,
  found: FoundAttempts,
): Promise<FunnelLevel[]> {
  const { customers } = found;
  const grouped = (levels: AttemptLevels) => answered(spec, found, levels, tag);
  const levelled = async (column: CodeColumn | NumberColumn) => {
    if (column instanceof CodeColumn) {
      const codes = column.codes();
      return grouped(commonestLevels(column, found.length, (attempt) => codes[customers[attempt] ?? 0] ?? 0));
    }
    return await withBins(session, [{ tag: tag.id, column }], signal, ([cut]) => {
      if (!cut) throw new Error('a column was not cut');
      const edges = cut.bins.edges.readable;
      const codes = cut.bins.codes.codes();
      const buckets = [edges.length + 1, ...cut.bins.bucketOfBins(edges)];
      const groupOf = (attempt: number) => buckets[codes[customers[attempt] ?? 0] ?? 0] ?? 0;
      return grouped({ levels: [...bucketsBetween(edges, column.kind), null], groupOf });
    });
  };
  return await withColumn(session, connection, tag, levelled, signal);
}

/** The levels that somebody began at, with their counts and tests. */
function answered(spec: FunnelSpec, found: FoundAttempts, { levels, groupOf }: AttemptLevels, tag?: Tag): FunnelLevel[] {
  const steps = found.stepCount;
  const cells = countStepsByGroup(found, levels.length + 1, groupOf);
  const counted = shownGroups(cells, levels.length, steps).map((group) => ({
    level: levels[group] ?? null,
    counts: [...cells.subarray(group * steps, (group + 1) * steps)],
  }));
  const needed = spec.steps.findLastIndex(({ optional }) => !optional);
  const ps = levelTests(counted.map(({ counts }) => ({ known: counts[0] ?? 0, n: counts[needed] ?? 0 })));
  const labels = new Map(tag?.labels.map(({ value, label }) => [String(value), label]));
  return counted.map(({ level, counts }, at): FunnelLevel => {
    const label = level === null || typeof level === 'object' ? undefined : labels.get(String(level));
    return crossLevel(level, { steps: countsBeside(spec, counts), pAdjusted: ps[at] ?? insufficient(0, 1) }, label);
  });
}

/** Each level against all others together. */
function levelTests(levels: readonly { readonly known: number; readonly n: number }[]): (number | Insufficient)[] {
  const all = { known: sumOf(levels.map(({ known }) => known)), n: sumOf(levels.map(({ n }) => n)) };
  const tests = levels.map((segment) => testShares({ segment, base: all, both: segment }));
  return adjustedPs(tests, benjaminiHochberg);
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
