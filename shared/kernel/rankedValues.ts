import { partSql, partsSql, rankedSql } from '../sql/profileSql';
import type { SqlConnection } from './ports';
import { records } from './table';

export interface ValueParts {
  /** Rows per part of the range, by the part's number, in order. */
  readonly rows: ReadonlyMap<number, number>;
  /** The SQL that says which part a value is in. */
  readonly part: string;
  /** Sum of the squared distances from the given centre. */
  readonly squares: number;
}

/** A value at a position of the order, and the rows up to and with it. */
export interface RankedValue {
  readonly x: number;
  readonly seen: number;
}

/** Counts the values of `temp.profiled` in a thousand parts of their range, so that only the parts that matter have to be sorted. */
export async function countParts(
  connection: SqlConnection,
  { min, max, centre }: { min: number; max: number; centre: number },
  signal: AbortSignal,
): Promise<ValueParts> {
  const part = partSql(min, max);
  const found = records(await connection.query(partsSql(part), [centre], signal));
  return {
    rows: new Map(found.map((row) => [Number(row.part), Number(row.n)])),
    part,
    squares: found.reduce((sum, { squares }) => sum + Number(squares), 0),
  };
}

/** The values at these positions, from 0 on, of all rows in order. */
export async function valuesAt(
  connection: SqlConnection,
  parts: ValueParts,
  wanted: readonly number[],
  signal: AbortSignal,
): Promise<ReadonlyMap<number, RankedValue>> {
  const positions = [...new Set(wanted)].sort((a, b) => a - b);
  const { needed, skipped } = partsOf(parts.rows, positions);
  const shifted = positions.map((position, index) => position - (skipped[index] ?? 0));
  const found = records(await connection.query(rankedSql(shifted, parts.part, needed), [], signal));
  return new Map(
    positions.map((position, index) => {
      const row = found.find(({ rank }) => Number(rank) >= index);
      return [position, { x: Number(row?.x), seen: Number(row?.seen) + (skipped[index] ?? 0) }];
    }),
  );
}

/** The parts that hold the positions, and for each position how many rows stand before it in other parts. */
function partsOf(rows: ReadonlyMap<number, number>, positions: readonly number[]): { needed: number[]; skipped: number[] } {
  const needed: number[] = [];
  const skipped: number[] = [];
  let before = 0;
  let left = 0;
  for (const [part, n] of rows) {
    const held = positions.filter((position) => position >= before && position < before + n);
    if (held.length > 0) needed.push(part);
    else left += n;
    skipped.push(...held.map(() => left));
    before += n;
  }
  return { needed, skipped };
}
