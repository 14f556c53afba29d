import type { ColumnKind } from './classification';
import type { TableColumn } from './import';
import type { PackageReading } from './package';

/** The rows of a package that is looked at stand in this table of a workspace in memory. */
export const REVIEWED_TABLE = 'customers';

export const REVIEW_CHECKS = [
  'signature',
  'files',
  'chain',
  'decision',
  'rows',
  'personal',
  'counts',
  'risk',
  'formulas',
  'columns',
  'policy',
  'holdout',
  'purpose',
  'recipient',
  'expiry',
] as const;
export type ReviewCheckId = (typeof REVIEW_CHECKS)[number];

/** What a machine can say of a point of a review. `judgement`: nothing, or not enough. */
export const CHECK_STATES = ['ok', 'finding', 'judgement'] as const;
export type CheckState = (typeof CHECK_STATES)[number];

export interface ReviewCheck {
  readonly id: ReviewCheckId;
  readonly state: CheckState;
  /** A person has to look at it, whatever the machine says. */
  readonly judged: boolean;
}

/** Why rows could not be read as the manifest says they are. */
export const ROWS_FAULTS = [
  'missing',
  /** Bytes that are no text of the encoding that is named. */
  'encoding',
  /** A line that is no line of cells, or has more or fewer than there are columns. */
  'cells',
  /** Other columns than the manifest names. */
  'columns',
  /** No workbook, or one with more in it than the one sheet. */
  'workbook',
  /** No Parquet file, or none as packages write them. */
  'parquet',
  'tooLarge',
] as const;
export type RowsFault = (typeof ROWS_FAULTS)[number];

export interface UnreadableRows {
  readonly fault: RowsFault;
  /** From 1; null where no line is at fault. */
  readonly line: number | null;
}

/** What a column holds that the manifest does not say. `n` of its `cells` show it; 0: its name alone does. */
export interface UndeclaredKind {
  readonly column: string;
  readonly kind: ColumnKind;
  readonly n: number;
  readonly cells: number;
}

/** Known cells of a column, and how many of them are something that they should not be. */
export interface CellFinding {
  readonly column: string;
  readonly n: number;
  readonly cells: number;
}

export const REVIEW_MEASURES = [
  'leaving',
  'sum',
  'k',
  'classes',
  'unique',
  'below',
  'prosecutorMost',
  'prosecutorMean',
  'distinct',
  'entropy',
  'recursive',
  'closeness',
] as const;
export type ReviewMeasure = (typeof REVIEW_MEASURES)[number];

/** A number of the manifest beside the one found in the rows, as the manifest writes it; null: none. */
export interface ComparedNumber {
  readonly measure: ReviewMeasure;
  /** Of a measure of one sensitive column. */
  readonly column: string | null;
  readonly said: string | null;
  readonly found: string | null;
  readonly isSame: boolean;
}

/** What was found in the rows of a package. */
export interface ReviewedRows {
  readonly rows: number;
  readonly columns: readonly TableColumn[];
  readonly undeclared: readonly UndeclaredKind[];
  /** Cells that are not as the treatment of their column makes them. */
  readonly untreated: readonly CellFinding[];
  /** Cells that are no value of the type that their column is said to have. */
  readonly misfits: readonly CellFinding[];
  /** Cells that a spreadsheet could calculate. */
  readonly formulas: readonly CellFinding[];
  readonly numbers: readonly ComparedNumber[];
  /** Classes with fewer rows than the manifest asks for, and their rows. */
  readonly small: { readonly classes: number; readonly rows: number };
}

/** A package with what is in its rows; the rows themselves are in `REVIEWED_TABLE`, where they could be read. */
export interface PackageReview {
  readonly reading: PackageReading;
  /** Null where there is no manifest to hold them to. */
  readonly data: ReviewedRows | UnreadableRows | null;
  /** In the order of `REVIEW_CHECKS`; empty without a manifest. */
  readonly checks: readonly ReviewCheck[];
}

export function isReadable(data: PackageReview['data']): data is ReviewedRows {
  return data !== null && 'rows' in data;
}
