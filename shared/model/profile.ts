import type { ColumnType, TableColumn } from './import';

/** A value as the table shows it, cut after 200 characters, and the number of rows that hold it. */
export interface ValueCount {
  readonly value: string;
  readonly n: number;
}

/** Rows with a value in `[from, to)`; the last bucket holds its upper end too. */
export interface Bucket {
  readonly from: number;
  readonly to: number;
  readonly n: number;
}

export const QUANTILE_PERCENTS = [1, 5, 25, 50, 75, 95, 99] as const;

/** How ordered values are spread. Numbers as they are; days and times as days since 1970-01-01, with fractions. */
export interface Spread {
  /** Rows that the figures rest on: known, and neither infinite nor not a number. */
  readonly n: number;
  readonly min: number;
  readonly max: number;
  /** Null where the sum is beyond a double. */
  readonly mean: number | null;
  /** Sample standard deviation; null below two rows or beyond a double. */
  readonly deviation: number | null;
  /** At `QUANTILE_PERCENTS`. Numbers: interpolated (R's type 7). Days and times: one that occurs (R's type 1). */
  readonly quantiles: readonly number[];
  /** About 20 buckets between readable edges; one of its own for a far tail. */
  readonly histogram: readonly Bucket[];
  /** Tenths of the rows, for the next load: `edges` are values that occur, bucket i holds `(edges[i - 1], edges[i]]`. */
  readonly deciles: { readonly edges: readonly number[]; readonly counts: readonly number[] };
}

/** A shape of text: letters are `a`, CJK is `字`, digits are `9`, with the lengths of their runs, e.g. `a{2,5}-9{4}`. */
export interface Pattern {
  readonly pattern: string;
  readonly n: number;
}

/** What is said of text: lengths in characters, cells of white space alone, and the 8 commonest shapes. */
export interface TextProfile {
  readonly shortest: number;
  readonly longest: number;
  readonly blank: number;
  readonly patterns: readonly Pattern[];
}

export type Drift = 'none' | 'moderate' | 'strong';
/** Why a column is flagged: its distribution, its share of unknown values, values that came or went, its type. */
export type DriftReason = 'distribution' | 'nulls' | 'values' | 'type';

/** A column against the same column of the former load. */
export interface ColumnChange {
  readonly formerType: ColumnType;
  readonly formerNulls: number;
  /** Population stability index, unknown values being a bucket of their own. */
  readonly psi: number;
  /** The buckets of the index: deciles of the former load, its values, or known against unknown alone. */
  readonly basis: 'deciles' | 'values' | 'known';
  /** Values that only one of the loads has, commonest first; empty unless the basis is `values`. */
  readonly appeared: readonly ValueCount[];
  readonly vanished: readonly ValueCount[];
  readonly drift: Drift;
  readonly reasons: readonly DriftReason[];
}

export interface ColumnProfile extends TableColumn {
  readonly nulls: number;
  /** Different known values. */
  readonly distinct: number;
  /**
   * Commonest first, ties by value: all of a text or truth value, where they are no more than `MOST_CATEGORIES`; else the 10
   * commonest, without those that occur once among so many.
   */
  readonly values: readonly ValueCount[];
  /** The first five different values in the file's order. */
  readonly examples: readonly string[];
  /** Of numbers, days and times with at least one value. */
  readonly spread?: Spread;
  /** Of text with at least one value. */
  readonly text?: TextProfile;
  /** Null for a column that the former load did not have; absent where there is no former load. */
  readonly change?: ColumnChange | null;
}

/** Every column of one load of a table, counted whole. */
export interface TableProfile {
  readonly table: string;
  readonly receipt: number | null;
  readonly rows: number;
  /** The data version at which it was computed. */
  readonly dataVersion: number;
  /** ISO time. */
  readonly computedAt: string;
  readonly seconds: number;
  readonly columns: readonly ColumnProfile[];
  /** The load that this one is compared with: the last one before it of the same table. */
  readonly former?: { readonly receipt: number; readonly rows: number; readonly vanishedColumns: readonly string[] };
}

/** A column of more different values is no category. */
export const MOST_CATEGORIES = 200;
