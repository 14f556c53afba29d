import type { Bitset } from '../bits/bitStore';
import { CodeColumn } from '../bits/codeColumn';
import { countCodes } from '../bits/counts';
import type { NumberColumn } from '../bits/numberColumn';
import { isoDay } from '../model/calendar';
import type { PortraitSpec } from '../model/portrait';
import type { Tag } from '../model/tag';
import type { CallContext } from '../rpc/method';
import type { Sums } from '../stats/means';
import type { TagCounts, ValueCounts } from '../stats/portrait';
import { type CutNumbers, type NumberFacts, numberFacts, withBins } from './numberFacts';
import type { SqlConnection } from './ports';
import { type Session, stopIfCancelled } from './session';
import { withColumns } from './tagColumns';

/** Columns counted with one list of members, and how often a cancel is looked for. */
const TAGS_AT_A_TIME = 8;

/** A text, yes or no, a bucket of numbers or days, or unknown. */
export type Level = string | boolean | Bucket | null;

/** `[from, to)`; null where it is open, days as texts. */
export interface Bucket {
  readonly from: number | string | null;
  readonly to: number | string | null;
}

export type Quantiles = NumberFacts['quantiles'];

/** What is counted of a tag, and of a number the quantiles of the segment and of the base. */
export interface CountedTag extends TagCounts<Level> {
  readonly quantiles?: { readonly segment: Quantiles; readonly base: Quantiles };
}

/** Three sets of one number of rows; `both` is in the other two. */
export interface ComparedSets {
  readonly members: Bitset;
  readonly base: Bitset;
  readonly both: Bitset;
}

type Asked = Pick<PortraitSpec, 'unknown' | 'buckets'>;

/** How many of each set have each value of each tag. */
export async function countTags(
  session: Session,
  connection: SqlConnection,
  tags: readonly Tag[],
  { sets, asked }: { sets: ComparedSets; asked: Asked },
  { signal, progress }: CallContext,
): Promise<CountedTag[]> {
  const counted: CountedTag[] = [];
  for (let from = 0; from < tags.length; from += TAGS_AT_A_TIME) {
    stopIfCancelled(signal);
    progress({ phase: 'tags', fraction: from / tags.length });
    const some = tags.slice(from, from + TAGS_AT_A_TIME);
    const count = (columns: readonly (CodeColumn | NumberColumn)[]) => countColumns(session, some, columns, sets, asked);
    counted.push(...(await session.withResident(() => withColumns(session, connection, some, count, signal))));
  }
  return counted;
}

async function countColumns(
  session: Session,
  tags: readonly Tag[],
  columns: readonly (CodeColumn | NumberColumn)[],
  sets: ComparedSets,
  asked: Asked,
): Promise<CountedTag[]> {
  const texts: { tag: string; column: CodeColumn }[] = [];
  const numbers: { tag: string; column: NumberColumn }[] = [];
  for (const [index, { id }] of tags.entries()) {
    const column = columns[index];
    if (column instanceof CodeColumn) texts.push({ tag: id, column });
    else if (column) numbers.push({ tag: id, column });
  }
  const levels = countTexts(texts, sets, asked);
  const buckets = await withBins(session, numbers, (cut) =>
    cut.map((each, index) => countNumbers(numbers[index]?.tag ?? '', each, sets, asked)),
  );
  const found = new Map([...levels, ...buckets].map((counted) => [counted.tag, counted]));
  return tags.flatMap(({ id }) => found.get(id) ?? []);
}

function countTexts(
  texts: readonly { readonly tag: string; readonly column: CodeColumn }[],
  sets: ComparedSets,
  { unknown }: Asked,
): CountedTag[] {
  const columns = texts.map(({ column }) => column);
  const [n, baseN, bothN] = ofEachSet(sets, (set) => countCodes(columns, set));
  return texts.map(({ tag, column: { kind, dictionary } }, index) => {
    const names: readonly Level[] = kind === 'boolean' ? [false, true] : dictionary;
    const counts = [n[index], baseN[index], bothN[index]] as const;
    return { tag, values: levelCounts(unknown === 'level' ? [null, ...names] : [undefined, ...names], counts) };
  });
}

function countNumbers(tag: string, cut: CutNumbers, sets: ComparedSets, { unknown, buckets }: Asked): CountedTag {
  const { column, bins } = cut;
  const [segment, base, both] = ofEachSet(sets, (set) => numberFacts(cut, set));
  const edges = bins.edges[buckets];
  const levels: (Level | undefined)[] = [unknown === 'level' ? null : undefined, ...bucketsBetween(edges, column.kind)];
  const counts = [segment, base, both].map((facts) => [facts.counts[0] ?? 0, ...bins.bucketCounts(facts.counts, edges)]);
  const sums = (facts: NumberFacts): Sums => facts.sums;
  return {
    tag,
    values: levelCounts(levels, [counts[0], counts[1], counts[2]]),
    number: { segment: sums(segment), base: sums(base), both: sums(both) },
    quantiles: { segment: segment.quantiles, base: base.quantiles },
  };
}

/** Counts of the members are those of both where the base holds them, and so on: nothing is counted twice. */
function ofEachSet<T>({ members, base, both }: ComparedSets, count: (set: Bitset) => T): readonly [T, T, T] {
  const [n, baseN] = [count(members), count(base)];
  if (both.count() === members.count()) return [n, baseN, n];
  return [n, baseN, both.count() === base.count() ? baseN : count(both)];
}

export function bucketsBetween(edges: readonly number[], kind: NumberColumn['kind']): Bucket[] {
  const shown = (edge: number | undefined) => (edge === undefined ? null : kind === 'date' ? isoDay(edge) : edge);
  return Array.from({ length: edges.length + 1 }, (_, bucket) => ({ from: shown(edges[bucket - 1]), to: shown(edges[bucket]) }));
}

/** The levels that somebody has; undefined is none. */
function levelCounts(
  levels: readonly (Level | undefined)[],
  [n, baseN, bothN]: readonly [Counts, Counts, Counts],
): ValueCounts<Level>[] {
  return levels.flatMap((value, index) => {
    const counts = { n: n?.[index] ?? 0, baseN: baseN?.[index] ?? 0, bothN: bothN?.[index] ?? 0 };
    return value === undefined || counts.n + counts.baseN === 0 ? [] : [{ value, ...counts }];
  });
}

type Counts = ArrayLike<number> | undefined;
