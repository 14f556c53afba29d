import type { Bitset } from '../bits/bitStore';
import { CodeColumn } from '../bits/codeColumn';
import { countCodes } from '../bits/counts';
import type { NumberColumn } from '../bits/numberColumn';
import type { PortraitCrossSpec } from '../model/portraitCross';
import type { Tag } from '../model/tag';
import { withBins } from './numberFacts';
import { bucketsBetween, type ComparedSets, type Level } from './portraitCounts';
import type { Session } from './session';

/** Levels of a tag; the rarer values are then together in the last of them. */
const MOST_LEVELS = 40;
const ROWS_AT_A_TIME = 65_536;

/** Values that are too rare for a level of their own. */
export interface Others {
  readonly others: number;
}

/** A tag in row order as codes, each of which is a level or none. */
export interface LevelledColumn {
  readonly levels: readonly (Level | Others)[];
  readonly column: CodeColumn;
  /** The level of each code of the column, −1 where it is none. */
  readonly levelOf: Int16Array;
}

/** Customers of one set in each pair of levels: the count of `(a, b)` is at `a · levels of b + b`. */
export type PairCounts = Float64Array;

export interface CountedPairs {
  readonly levels: readonly [LevelledColumn['levels'], LevelledColumn['levels']];
  readonly n: PairCounts;
  readonly baseN: PairCounts;
  readonly bothN: PairCounts;
}

/** How many of each set have each two levels of two tags. */
export async function countPairs(
  session: Session,
  tags: readonly [Tag, Tag],
  columns: readonly (CodeColumn | NumberColumn)[],
  { sets, asked, signal }: { sets: ComparedSets; asked: Asked; signal: AbortSignal },
): Promise<CountedPairs> {
  const countsOf = (column: CodeColumn) => countCodes([column], sets.base)[0] ?? column.totals;
  return await levelledColumns(session, tags, columns, { countsOf, asked, signal }, ([first, second]) => {
    if (!first || !second) throw new Error('a pair is of two columns');
    const count = (set: Bitset) => pairCounts(set, first, second);
    return {
      levels: [first.levels, second.levels],
      n: count(sets.members),
      baseN: count(sets.base),
      bothN: count(sets.both),
    };
  });
}

type Asked = Pick<PortraitCrossSpec, 'buckets' | 'unknown'>;

/** How a column becomes levels: `countsOf` tells which texts are the commonest. */
interface Levelling {
  readonly countsOf: (column: CodeColumn) => Uint32Array;
  readonly asked: Asked;
  readonly signal: AbortSignal;
}

/** Tags as levels, in their order; `use` must not keep them. */
export async function levelledColumns<T>(
  session: Session,
  tags: readonly Tag[],
  columns: readonly (CodeColumn | NumberColumn)[],
  { countsOf, asked, signal }: Levelling,
  use: (levelled: readonly LevelledColumn[]) => T,
): Promise<T> {
  const unknownIsLevel = asked.unknown === 'level';
  const numbers = tags.flatMap(({ id }, at) => {
    const column = columns[at];
    return column && !(column instanceof CodeColumn) ? [{ tag: id, column }] : [];
  });
  return await withBins(session, numbers, signal, (cut) => {
    const binsOf = new Map(cut.map(({ column, bins }) => [column, bins]));
    const levelled = columns.map((column): LevelledColumn => {
      if (column instanceof CodeColumn) return levelsOfCodes(column, countsOf(column), unknownIsLevel);
      const bins = binsOf.get(column);
      if (!bins) throw new Error(`a ${column.kind} column was not cut`);
      const edges = bins.edges[asked.buckets];
      const levels = bucketsBetween(edges, column.kind);
      return withUnknown({ levels, column: bins.codes, levelOf: bins.bucketOfBins(edges) }, unknownIsLevel);
    });
    return use(levelled);
  });
}

/** The commonest values; the others are one level, where they are too many. */
function levelsOfCodes(column: CodeColumn, counts: Uint32Array, unknownIsLevel: boolean): LevelledColumn {
  const most = MOST_LEVELS - (unknownIsLevel ? 1 : 0);
  const codes = column.dictionary.map((_, at) => at + 1).sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b);
  const shown = codes.length > most ? codes.slice(0, most - 1) : codes;
  const others = codes.length - shown.length;
  const levelAt = new Map(shown.map((code, level) => [code, level]));
  const levels = shown.map((code): Level => {
    const text = column.dictionary[code - 1] ?? '';
    return column.kind === 'boolean' ? text === 'true' : text;
  });
  const levelOf = column.dictionary.map((_, at) => levelAt.get(at + 1) ?? shown.length);
  return withUnknown({ levels: others > 0 ? [...levels, { others }] : levels, column, levelOf }, unknownIsLevel);
}

/** `levelOf` is given from code 1 on; code 0 is unknown. */
function withUnknown(
  { levels, column, levelOf }: { levels: readonly (Level | Others)[]; column: CodeColumn; levelOf: readonly number[] },
  unknownIsLevel: boolean,
): LevelledColumn {
  if (!unknownIsLevel) return { levels, column, levelOf: Int16Array.from([-1, ...levelOf]) };
  return { levels: [...levels, null], column, levelOf: Int16Array.from([levels.length, ...levelOf]) };
}

function pairCounts(set: Bitset, first: LevelledColumn, second: LevelledColumn): PairCounts {
  const width = second.levels.length;
  const counts = new Float64Array(first.levels.length * width);
  const [firstCodes, secondCodes] = [first.column.codes(), second.column.codes()];
  for (const rows of set.rowBatches(ROWS_AT_A_TIME)) {
    for (const row of rows) {
      const a = first.levelOf[firstCodes[row] ?? 0] ?? -1;
      const b = second.levelOf[secondCodes[row] ?? 0] ?? -1;
      if (a < 0 || b < 0) continue;
      const at = a * width + b;
      counts[at] = (counts[at] ?? 0) + 1;
    }
  }
  return counts;
}
