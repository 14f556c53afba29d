import type { Bitset } from '../bits/bitStore';
import { CodeColumn } from '../bits/codeColumn';
import { countCodes } from '../bits/counts';
import type { NumberColumn } from '../bits/numberColumn';
import { isoDay } from '../model/calendar';
import type { PortraitSpec } from '../model/portrait';
import type { Tag } from '../model/tag';
import type { CallContext } from '../rpc/method';
import type { TagCounts, ValueCounts } from '../stats/portrait';
import { type CutNumbers, type NumberFacts, numberFacts, withBins } from './numberFacts';
import type { SqlConnection } from './ports';
import { type Session, stopIfCancelled } from './session';
import { withColumns } from './tagColumns';

/** Columns counted with one list of members, and how often a cancel is looked for. */
const TAGS_AT_A_TIME = 16;

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

export type Asked = Pick<PortraitSpec, 'unknown' | 'buckets'>;

/** What each of several sets has of one tag, over the same levels; the level undefined is told of nobody. */
export interface TagOfSets {
  readonly tag: string;
  readonly levels: readonly (Level | undefined)[];
  readonly sets: readonly SetCounts[];
}

interface SetCounts {
  /** Customers per level. */
  readonly counts: Counts;
  readonly number?: Pick<NumberFacts, 'sums' | 'quantiles'>;
}

/** How many of each set have each value of each tag. */
export async function countTags(
  session: Session,
  connection: SqlConnection,
  tags: readonly Tag[],
  { sets: { members, base, both }, asked }: { sets: ComparedSets; asked: Asked },
  call: CallContext,
): Promise<CountedTag[]> {
  const sets = [members, base, sameAs(both, [members, base])];
  const counted = await countSets(session, connection, tags, { sets, asked }, call);
  return counted.map((tag) => comparedCounts(tag, [0, 1, 2]));
}

/** The set among `others` that has the same customers, where these are known to hold it: nothing is counted twice. */
export function sameAs(both: Bitset, others: readonly Bitset[]): Bitset {
  return others.find((set) => set.count() === both.count()) ?? both;
}

/** What each set has of each tag; a set that is given twice is counted once. */
export async function countSets(
  session: Session,
  connection: SqlConnection,
  tags: readonly Tag[],
  { sets, asked }: { sets: readonly Bitset[]; asked: Asked },
  { signal, progress }: CallContext,
): Promise<TagOfSets[]> {
  const counted: TagOfSets[] = [];
  for (let from = 0; from < tags.length; from += TAGS_AT_A_TIME) {
    stopIfCancelled(signal);
    progress({ phase: 'tags', fraction: from / tags.length });
    const some = tags.slice(from, from + TAGS_AT_A_TIME);
    const count = (columns: readonly (CodeColumn | NumberColumn)[]) =>
      countColumns(session, some, columns, { sets, asked, signal });
    counted.push(...(await session.withResident(() => withColumns(session, connection, some, count, signal))));
  }
  return counted;
}

async function countColumns(
  session: Session,
  tags: readonly Tag[],
  columns: readonly (CodeColumn | NumberColumn)[],
  { sets, asked, signal }: { sets: readonly Bitset[]; asked: Asked; signal: AbortSignal },
): Promise<TagOfSets[]> {
  const texts: { tag: string; column: CodeColumn }[] = [];
  const numbers: { tag: string; column: NumberColumn }[] = [];
  for (const [index, { id }] of tags.entries()) {
    const column = columns[index];
    if (column instanceof CodeColumn) texts.push({ tag: id, column });
    else if (column) numbers.push({ tag: id, column });
  }
  return await withBins(session, numbers, signal, (cut) => {
    const coded = [...texts.map(({ column }) => column), ...cut.map(({ bins }) => bins.codes)];
    const counted = ofEach(sets, (set) => {
      const counts = countCodes(coded, set);
      return { counts, numbers: numberFacts(cut, counts.slice(texts.length), set) };
    });
    const ofTexts = texts.map(({ tag, column }, at) =>
      textOfSets(
        tag,
        column,
        asked,
        counted.map(({ counts }) => counts[at]),
      ),
    );
    const ofNumbers = numbers.map(({ tag }, at) =>
      numberOfSets(
        tag,
        cut[at],
        asked,
        counted.map((each) => each.numbers[at]),
      ),
    );
    const found = new Map([...ofTexts, ...ofNumbers].map((each) => [each.tag, each]));
    return tags.flatMap(({ id }) => found.get(id) ?? []);
  });
}

function textOfSets(
  tag: string,
  { kind, dictionary }: CodeColumn,
  { unknown }: Asked,
  counts: readonly (Counts | undefined)[],
): TagOfSets {
  const names: readonly Level[] = kind === 'boolean' ? [false, true] : dictionary;
  return { tag, levels: [levelOfUnknown(unknown), ...names], sets: counts.map((each) => ({ counts: each ?? [] })) };
}

function numberOfSets(
  tag: string,
  cut: CutNumbers | undefined,
  { unknown, buckets }: Asked,
  facts: readonly (NumberFacts | undefined)[],
): TagOfSets {
  if (!cut) return { tag, levels: [], sets: [] };
  const { column, bins } = cut;
  const edges = bins.edges[buckets];
  const sets = facts.map((each): SetCounts => {
    if (!each) return { counts: [] };
    const { counts, ...number } = each;
    return { counts: [counts[0] ?? 0, ...bins.bucketCounts(counts, edges)], number };
  });
  return { tag, levels: [levelOfUnknown(unknown), ...bucketsBetween(edges, column.kind)], sets };
}

function levelOfUnknown(unknown: Asked['unknown']): null | undefined {
  return unknown === 'level' ? null : undefined;
}

function ofEach<T>(sets: readonly Bitset[], count: (set: Bitset) => T): T[] {
  const counted = new Map<Bitset, T>();
  return sets.map((set) => {
    const found = counted.get(set) ?? count(set);
    counted.set(set, found);
    return found;
  });
}

/** Two of the sets and the customers of both, by their places, held against each other. */
export function comparedCounts(
  { tag, levels, sets }: TagOfSets,
  places: readonly [members: number, base: number, both: number],
): CountedTag {
  const [members, base, both] = places.map((place) => sets[place]);
  const values = levelCounts(levels, [members?.counts, base?.counts, both?.counts]);
  const [segment, of, shared] = [members?.number, base?.number, both?.number];
  if (!segment || !of || !shared) return { tag, values };
  return {
    tag,
    values,
    number: { segment: segment.sums, base: of.sums, both: shared.sums },
    quantiles: { segment: segment.quantiles, base: of.quantiles },
  };
}

export function bucketsBetween(edges: readonly number[], kind: NumberColumn['kind']): Bucket[] {
  const shown = (edge: number | undefined) => (edge === undefined ? null : kind === 'date' ? isoDay(edge) : edge);
  return Array.from({ length: edges.length + 1 }, (_, bucket) => ({ from: shown(edges[bucket - 1]), to: shown(edges[bucket]) }));
}

/** The levels that somebody has; undefined is none. */
function levelCounts(
  levels: readonly (Level | undefined)[],
  [n, baseN, bothN]: readonly (Counts | undefined)[],
): ValueCounts<Level>[] {
  return levels.flatMap((value, index) => {
    const counts = { n: n?.[index] ?? 0, baseN: baseN?.[index] ?? 0, bothN: bothN?.[index] ?? 0 };
    return value === undefined || counts.n + counts.baseN === 0 ? [] : [{ value, ...counts }];
  });
}

type Counts = ArrayLike<number>;
