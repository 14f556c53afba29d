import type { CellTest } from '../model/cellForms';
import type { ClassEvidence, ColumnKind, FoundKind } from '../model/classification';
import type { ColumnType } from '../model/import';
import { type HeaderWord, headerSays } from './headerWords';

/** How many of the cells that were tried pass each test; `distinct` and `surnames` are of different cells, `prefixes` of mobile numbers. */
export type CellCounts = Readonly<Partial<Record<CellTest, number>>> & {
  readonly cells: number;
  readonly distinct: number;
  readonly surnames: number;
  readonly prefixes: number;
};

/** Whom or what the other columns of its table speak of. */
export interface Beside {
  readonly persons: boolean;
  /** Its rows are customers or belong to customers. */
  readonly customers: boolean;
  /** Its rows are products, and nobody's. */
  readonly products: boolean;
  readonly money: boolean;
}

export interface TriedColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly beside: Beside;
}

/** A column as the rules look at it. */
export interface Look {
  readonly column: TriedColumn;
  readonly counts: CellCounts;
  readonly says: (word: HeaderWord) => boolean;
  /** Of the cells, 0–1. */
  readonly share: (test: CellTest) => number;
}

export type Rule = (look: Look) => FoundKind | undefined;

/** Share of cells from which on a column is of a kind: one digit string in ten has the check digit of a card by chance. */
export const ENOUGH = 0.3;
export const MOST = 0.6;
export const NEARLY_ALL = 0.8;
/** Fewer different values say nothing of how they are spread. */
export const FEW_VALUES = 20;

export function lookAt(column: TriedColumn, counts: CellCounts): Look {
  return {
    column,
    counts,
    says: (word) => headerSays(column.name, word),
    share: (test) => (counts.cells === 0 ? 0 : (counts[test] ?? 0) / counts.cells),
  };
}

export function found(
  { counts: { cells } }: Look,
  kind: ColumnKind,
  rule: ClassEvidence['rule'],
  share: number,
  named: boolean,
): FoundKind {
  return { kind, evidence: { rule, share, cells, named } };
}
