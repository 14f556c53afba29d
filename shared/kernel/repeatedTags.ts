import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { CodeColumn } from '../bits/codeColumn';
import type { NumberColumn } from '../bits/numberColumn';
import type { Tag } from '../model/tag';
import { dependenceEitherWay, rankSample, type Sample } from '../stats/dependence';
import type { SqlConnection } from './ports';
import { type Session, stopIfCancelled } from './session';
import { isCached, withColumns } from './tagColumns';

/** From here on one tag is nearly a function of the other. */
const REPEATS_FROM = 0.9;
const SAMPLED_CUSTOMERS = 5000;
const SEED = 20_210_521;
/** Columns that are held at once. */
const TAGS_AT_A_TIME = 8;

/** Whether two tags say nearly the same: either is nearly a function of the other, as a coarser grain of one fact is. */
export type Repeats = (one: string, other: string) => boolean;

/**
 * Measured over a sample of all customers, whoever is in a segment, and kept as long as the data: the first to ask of a tag pays for it.
 * Tags of too many values, or known together of too few, repeat nothing.
 */
export async function repeatsAmong(
  session: Session,
  connection: SqlConnection,
  tags: readonly Tag[],
  signal: AbortSignal,
): Promise<Repeats> {
  const { samples, dependences } = session.open.resident;
  const missing = tags.filter((tag) => isCached(tag) && !samples.has(tag.id));
  const rows = missing.length === 0 ? new Uint32Array() : sampledRows(session.customers.customers);
  for (let from = 0; from < missing.length; from += TAGS_AT_A_TIME) {
    stopIfCancelled(signal);
    const some = missing.slice(from, from + TAGS_AT_A_TIME);
    const keep = (columns: readonly (CodeColumn | NumberColumn)[]) => {
      for (const [index, column] of columns.entries()) samples.set(some[index]?.id ?? '', sampleOf(column, rows));
    };
    await session.withResident(() => withColumns(session, connection, some, keep, signal));
  }
  return (one, other) => {
    const key = JSON.stringify(one < other ? [one, other] : [other, one]);
    const known = dependences.get(key) ?? measured(samples.get(one), samples.get(other));
    dependences.set(key, known);
    return known >= REPEATS_FROM;
  };
}

function measured(one: Sample | undefined, other: Sample | undefined): number {
  return one && other ? dependenceEitherWay(one, other) : 0;
}

/** The same rows in the same random order whenever there are as many. */
function sampledRows(customers: number): Uint32Array {
  const dice = xoroshiro128plus(SEED);
  const moved = new Map<number, number>();
  return Uint32Array.from({ length: Math.min(SAMPLED_CUSTOMERS, customers) }, (_, place) => {
    const drawn = uniformInt(dice, place, customers - 1);
    const row = moved.get(drawn) ?? drawn;
    moved.set(drawn, moved.get(place) ?? place);
    return row;
  });
}

function sampleOf(column: CodeColumn | NumberColumn, rows: Uint32Array): Sample {
  const isCode = column instanceof CodeColumn;
  const values = isCode ? column.codes() : column.values();
  const known = column.known.words();
  const isKnown = (row: number) => (((known[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1;
  const sample = new Float64Array(rows.length);
  rows.forEach((row, place) => {
    sample[place] = isKnown(row) ? (values[row] ?? Number.NaN) : Number.NaN;
  });
  return rankSample(sample, !isCode);
}
