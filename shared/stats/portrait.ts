import type { Insufficient } from '#shared/model/answers';
import { isSignificant, strengthOf } from '#shared/model/findings';
import { benjaminiHochberg, holm } from './adjust';
import { type Association, association } from './association';
import { type Group, type ShareCounts, separateGroups } from './groups';
import { insufficient } from './insufficient';
import { type Effect, effectSize, type Mean, meanOf, type Sums, sumsWithout, type WelchTest, welch } from './means';
import { type ShareTest, testShares } from './proportions';
import { type ShareDifference, shareDifference } from './shareDifference';
import { DEFAULT_MINIMUM_CUSTOMERS_FOR_TGI, tgi, tgiCeiling, tgiInterval } from './tgi';

/** Customers with the value: in the segment, in the base, and in both (all of `n` when the base holds the segment, 0 when it is the rest). */
export interface ValueCounts<V> {
  readonly value: V;
  readonly n: number;
  readonly baseN: number;
  readonly bothN: number;
}

/** Every level of one tag, each customer with a known value counted in exactly one of them; of a number its buckets, and its sums. */
export interface TagCounts<V> {
  readonly tag: string;
  readonly values: readonly ValueCounts<V>[];
  readonly number?: { readonly segment: Sums; readonly base: Sums; readonly both: Sums };
}

export interface ValueStatistics<V> {
  readonly value: V;
  readonly n: number;
  readonly share: number | Insufficient;
  readonly baseN: number;
  readonly baseShare: number | Insufficient;
  /** Share in the segment less share in the base. */
  readonly shareDifference: ShareDifference | Insufficient;
  readonly tgi: number | Insufficient;
  /** Of the TGI, at 95%. */
  readonly interval: readonly [number, number] | Insufficient;
  readonly z: number | Insufficient;
  readonly p: number | Insufficient;
  /** Which test gave `p`; null when none could be made. */
  readonly method: ShareTest['method'] | null;
  /** Benjamini–Hochberg over every value of every tag of the portrait. */
  readonly pAdjusted: number | Insufficient;
  /** Holm over the same. */
  readonly pHolm: number | Insufficient;
  /** `neutral` unless the interval leaves out 100 and `pAdjusted` is below 0.05. */
  readonly direction: 'above' | 'below' | 'neutral';
}

/** `strength` is on one scale for categories and numbers, 0–1. `pAdjusted`: Benjamini–Hochberg over the tags of the portrait. */
export type TagDifference =
  | (Association & { readonly measure: 'cramersV'; readonly strength: number; readonly pAdjusted: number })
  | {
      readonly measure: 'smd';
      readonly value: number;
      readonly strength: number;
      readonly p: number;
      readonly pAdjusted: number;
    };

export interface NumberStatistics {
  readonly segment: Mean;
  readonly base: Mean;
  /** The base without the customers of the segment. */
  readonly rest: Mean;
  /** 100 · mean of the segment ÷ mean of the base; insufficient unless that is above 0. */
  readonly index: number | Insufficient;
  /** Segment against rest, or against the base where that is inside the segment. */
  readonly welch: WelchTest | Insufficient;
  readonly effect: Effect | Insufficient;
}

export interface TagStatistics<V> {
  readonly tag: string;
  /** Customers with a known value, the `n` and `N` of the shares. */
  readonly known: { readonly segment: number; readonly base: number };
  /** Largest possible TGI of this tag, where that is worth knowing. */
  readonly ceiling: number | null;
  readonly difference: TagDifference | Insufficient;
  /** In the order given. */
  readonly values: readonly ValueStatistics<V>[];
  readonly number?: NumberStatistics;
}

/**
 * What the counts of a segment and a base say, most different tag first. Needs `statsReady`.
 * `minimumCustomers` is the number under which a TGI is withheld.
 */
export function describePortrait<V>(
  tags: readonly TagCounts<V>[],
  minimumCustomers = DEFAULT_MINIMUM_CUSTOMERS_FOR_TGI,
): TagStatistics<V>[] {
  const described = tags.map((tag) => describeTag(tag, minimumCustomers));
  const values = described.flatMap((tag) => tag.values);
  const [valuePs, holmPs] = [adjustedPs(values, benjaminiHochberg), adjustedPs(values, holm)];
  const tagPs = adjustedPs(described.map(({ difference }) => difference).filter(isKnown), benjaminiHochberg);
  return described
    .map((tag) => ({
      ...tag,
      difference: isKnown(tag.difference)
        ? { ...tag.difference, pAdjusted: tagPs.get(tag.difference) ?? tag.difference.p }
        : tag.difference,
      values: tag.values.map((value) => withAdjusted(value, valuePs.get(value) ?? value.p, holmPs.get(value) ?? value.p)),
    }))
    .sort((a, b) => strengthOf(b) - strengthOf(a));
}

type UnadjustedValue<V> = Omit<ValueStatistics<V>, 'pAdjusted' | 'pHolm' | 'direction'>;

type Unadjusted<T> = T extends unknown ? Omit<T, 'pAdjusted'> : never;

interface UnadjustedTag<V> extends Pick<TagStatistics<V>, 'tag' | 'known' | 'ceiling' | 'number'> {
  readonly difference: Unadjusted<TagDifference> | Insufficient;
  readonly values: readonly UnadjustedValue<V>[];
}

function describeTag<V>({ tag, values, number }: TagCounts<V>, minimum: number): UnadjustedTag<V> {
  const known = knownCustomers(tag, values);
  const counts = values.map((value) => ({ value: value.value, counts: shareCounts(value, known) }));
  const described = number && describeNumber(number);
  return {
    tag,
    known: { segment: known.segment, base: known.base },
    ceiling: tgiCeiling(known.segment, known.base, known.both),
    difference: described ? meanDifference(described) : spreadDifference(counts.map(({ counts }) => separateCounts(counts))),
    values: counts.map(({ value, counts }) => describeValue(value, counts, minimum)),
    ...(described ? { number: described } : {}),
  };
}

function spreadDifference(levels: Parameters<typeof association>[0]): UnadjustedTag<unknown>['difference'] {
  const found = association(levels);
  return 'state' in found ? found : { measure: 'cramersV', ...found, strength: found.value };
}

function meanDifference({ welch, effect }: NumberStatistics): UnadjustedTag<unknown>['difference'] {
  if ('state' in welch) return welch;
  if ('state' in effect) return effect;
  return { measure: 'smd', value: effect.d, strength: effect.strength, p: welch.p };
}

function describeNumber({ segment, base, both }: TagCounts<unknown>['number'] & object): NumberStatistics {
  const rest = meanOf(sumsWithout(base, both));
  const means = { segment: meanOf(segment), base: meanOf(base), rest };
  const [first, second] = rest.n > 0 ? [means.segment, rest] : [meanOf(sumsWithout(segment, both)), means.base];
  return {
    ...means,
    index: indexOfMeans(means.segment.mean, means.base.mean),
    welch: welch(first, second),
    effect: effectSize(first, second),
  };
}

/** Of a mean at or below 0 nothing is a part. */
function indexOfMeans(segment: Mean['mean'], base: Mean['mean']): number | Insufficient {
  if (typeof segment !== 'number' || typeof base !== 'number') return insufficient(0, 1);
  return base > 0 ? (100 * segment) / base : insufficient(0, 1);
}

interface KnownCustomers {
  readonly segment: number;
  readonly base: number;
  readonly both: number;
}

/** @throws Error for counts that no customers can have: a bug of the caller, which would otherwise end in a plausible number. */
function knownCustomers(tag: string, values: readonly ValueCounts<unknown>[]): KnownCustomers {
  const impossible = values.find(
    ({ n, baseN, bothN }) => ![n, baseN, bothN].every(Number.isSafeInteger) || bothN < 0 || bothN > Math.min(n, baseN),
  );
  if (impossible !== undefined) throw new Error(`invalid counts of tag ${tag}: ${JSON.stringify(impossible)}`);
  const total = (count: (value: ValueCounts<unknown>) => number) => values.reduce((sum, value) => sum + count(value), 0);
  return { segment: total(({ n }) => n), base: total(({ baseN }) => baseN), both: total(({ bothN }) => bothN) };
}

function shareCounts({ n, baseN, bothN }: ValueCounts<unknown>, known: KnownCustomers): ShareCounts {
  return {
    segment: { n, known: known.segment },
    base: { n: baseN, known: known.base },
    both: { n: bothN, known: known.both },
  };
}

function separateCounts(counts: ShareCounts): readonly [number, number] {
  const [first, second] = separateGroups(counts);
  return [first.n, second.n];
}

function describeValue<V>(value: V, counts: ShareCounts, minimum: number): UnadjustedValue<V> {
  const index = tgi(counts, minimum);
  const test = testShares(counts);
  const tested = 'state' in test ? { z: test, p: test, method: null } : test;
  return {
    value,
    n: counts.segment.n,
    share: share(counts.segment),
    baseN: counts.base.n,
    baseShare: share(counts.base),
    tgi: index,
    interval: typeof index === 'number' ? tgiInterval(counts) : index,
    shareDifference: shareDifference(counts),
    ...tested,
  };
}

function share({ n, known }: Group): number | Insufficient {
  return known === 0 ? insufficient(0, 1) : n / known;
}

/** Items without a p take no part in the adjustment and are not in the map. */
function adjustedPs<T extends { readonly p: number | Insufficient }>(
  items: readonly T[],
  adjust: (ps: readonly number[]) => number[],
): Map<T, number> {
  const tested = items.flatMap((item) => (typeof item.p === 'number' ? [{ item, p: item.p }] : []));
  const adjusted = adjust(tested.map(({ p }) => p));
  return new Map(tested.map(({ item, p }, index) => [item, adjusted[index] ?? p]));
}

function isKnown<T extends object>(found: T | Insufficient): found is T {
  return !('state' in found);
}

function withAdjusted<V>(
  value: UnadjustedValue<V>,
  pAdjusted: number | Insufficient,
  pHolm: number | Insufficient,
): ValueStatistics<V> {
  return { ...value, pAdjusted, pHolm, direction: direction(value.interval, pAdjusted) };
}

function direction(
  interval: readonly [number, number] | Insufficient,
  pAdjusted: number | Insufficient,
): ValueStatistics<unknown>['direction'] {
  if ('state' in interval || typeof pAdjusted !== 'number' || !isSignificant(pAdjusted)) return 'neutral';
  if (interval[0] > 100) return 'above';
  return interval[1] < 100 ? 'below' : 'neutral';
}
