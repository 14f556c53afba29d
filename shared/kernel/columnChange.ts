import type { ColumnType } from '../model/import';
import type { ColumnChange, ColumnProfile, Drift, DriftReason, ValueCount } from '../model/profile';
import { stabilityIndex, stabilityP } from '../stats/stability';
import { countDeciles, scaleOf } from './columnSpread';
import type { SqlConnection } from './ports';

const MODERATE_INDEX = 0.1;
const STRONG_INDEX = 0.25;
/** An index that chance alone gives more often than this says nothing: two loads of a few rows always differ. */
const CHANCE = 0.01;
/** A change of the share of unknown values that is flagged: 5 points. */
const NULLS_CHANGE = 0.05;
/** A value that came or went is flagged from this share of a load on. */
const VALUE_SHARE = 0.01;

/** A column in one load of its table. */
export interface LoadedColumn {
  readonly column: ColumnProfile;
  /** Rows of the load, unknown ones too. */
  readonly rows: number;
}

/** The column against its former load, while its values are in `temp.profiled`. */
export async function columnChange(
  connection: SqlConnection,
  before: LoadedColumn,
  now: LoadedColumn,
  signal: AbortSignal,
): Promise<ColumnChange> {
  const counts = await countBoth(connection, before, now, signal);
  const isValues = counts.basis === 'values';
  const compared = {
    formerType: before.column.type,
    formerNulls: before.column.nulls,
    psi: stabilityIndex(counts.expected, counts.actual),
    basis: counts.basis,
    appeared: isValues ? missingIn(before.column.values, now.column.values) : [],
    vanished: isValues ? missingIn(now.column.values, before.column.values) : [],
  };
  const isChance = stabilityP(compared.psi, counts.expected, counts.actual) > CHANCE;
  const reasons = reasonsOf({ ...compared, psi: isChance ? 0 : compared.psi }, before, now);
  return { ...compared, drift: driftOf(isChance ? 0 : compared.psi, reasons), reasons };
}

interface BothCounts {
  readonly basis: ColumnChange['basis'];
  /** Rows per bucket of the former load and of this one, the last bucket being the unknown ones. */
  readonly expected: readonly number[];
  readonly actual: readonly number[];
}

async function countBoth(
  connection: SqlConnection,
  before: LoadedColumn,
  now: LoadedColumn,
  signal: AbortSignal,
): Promise<BothCounts> {
  const [former, current] = [before.column, now.column];
  if (former.spread && current.spread && isSameKind(former.type, current.type)) {
    const { edges, counts } = former.spread.deciles;
    const actual = await countDeciles(connection, edges, signal);
    return { basis: 'deciles', expected: withRest(counts, before), actual: withRest(actual, now) };
  }
  if (former.type === current.type && !scaleOf(current.type) && isCategory(former) && isCategory(current)) {
    const values = [...new Set([...former.values, ...current.values].map(({ value }) => value))];
    const expected = withRest(countsOf(former.values, values), before);
    return { basis: 'values', expected, actual: withRest(countsOf(current.values, values), now) };
  }
  return { basis: 'known', expected: withRest([known(before)], before), actual: withRest([known(now)], now) };
}

/** Behind the counted rows those that are in no bucket (infinite, not a number), and the unknown ones. */
function withRest(counts: readonly number[], load: LoadedColumn): number[] {
  const counted = counts.reduce((sum, n) => sum + n, 0);
  return [...counts, known(load) - counted, load.column.nulls];
}

function known({ column, rows }: LoadedColumn): number {
  return rows - column.nulls;
}

function isSameKind(a: ColumnType, b: ColumnType): boolean {
  const isTime = (type: ColumnType) => type === 'date' || type === 'timestamp';
  return isTime(a) === isTime(b);
}

/** Whether all its values are told. */
function isCategory({ values, distinct }: ColumnProfile): boolean {
  return values.length === distinct;
}

function countsOf(counted: readonly ValueCount[], values: readonly string[]): number[] {
  const counts = new Map(counted.map(({ value, n }) => [value, n]));
  return values.map((value) => counts.get(value) ?? 0);
}

function missingIn(counted: readonly ValueCount[], values: readonly ValueCount[]): ValueCount[] {
  const known = new Set(counted.map(({ value }) => value));
  return values.filter(({ value }) => !known.has(value));
}

type Compared = Pick<ColumnChange, 'psi' | 'formerType' | 'appeared' | 'vanished'>;

function reasonsOf({ psi, formerType, appeared, vanished }: Compared, before: LoadedColumn, now: LoadedColumn): DriftReason[] {
  const isTold = (values: readonly ValueCount[], load: LoadedColumn) => values.some(({ n }) => n >= VALUE_SHARE * known(load));
  const nulls = now.column.nulls / now.rows - before.column.nulls / before.rows;
  const found: Readonly<Record<DriftReason, boolean>> = {
    distribution: psi > MODERATE_INDEX,
    nulls: Math.abs(nulls) > NULLS_CHANGE,
    values: isTold(appeared, now) || isTold(vanished, before),
    type: formerType !== now.column.type,
  };
  return (['distribution', 'nulls', 'values', 'type'] as const).filter((reason) => found[reason]);
}

function driftOf(psi: number, reasons: readonly DriftReason[]): Drift {
  if (psi > STRONG_INDEX || reasons.includes('type')) return 'strong';
  return reasons.length > 0 ? 'moderate' : 'none';
}
