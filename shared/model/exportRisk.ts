import type { Coarse } from './coarse';

/**
 * What the rows of an export give away of persons, measured as ARX does. Rows that agree in all quasi-identifiers are a class; unknown
 * is a value like any other.
 */
export interface ExportRisk {
  readonly rows: number;
  readonly classes: number;
  /** Rows of the smallest class: the k of k-anonymity; null without rows. */
  readonly k: number | null;
  /** Rows that are alone in their class. */
  readonly unique: number;
  /** Rows in classes of fewer than the limit. */
  readonly below: number;
  readonly limit: number;
  /** Who knows that a person is among the rows finds the row: 1 ÷ class, at most and on average over rows (which is what a marketer finds, too). */
  readonly prosecutor: RiskRate | null;
  /** Who knows only that the person is a customer: 1 ÷ customers of the class; null where the customers were not counted. */
  readonly journalist: RiskRate | null;
  /** Smallest first. */
  readonly smallest: readonly RiskClass[];
  /** By class size: how many classes have it; ascending. */
  readonly sizes: readonly { readonly size: number; readonly classes: number }[];
  /** What a class gives away even where nobody is alone in it. */
  readonly sensitive: readonly SensitiveRisk[];
}

export interface RiskRate {
  readonly most: number;
  readonly mean: number;
}

export interface RiskClass {
  /** In the order of the quasi-identifiers, as they would leave. */
  readonly values: readonly (string | null)[];
  readonly n: number;
}

/** l-diversity and t-closeness of one column, over the class where each is worst. */
export interface SensitiveRisk {
  readonly column: string;
  /** Different values. */
  readonly distinct: number;
  /** e to the power of the entropy: as many values, were they equally common. */
  readonly entropy: number;
  /** (c, 2)-diversity holds for every c above this: rows of the commonest value ÷ rows of all others; null where a class has one value only. */
  readonly recursive: number | null;
  /** Distance of a class from all rows, 0–1: of ordered values along their order, else half the sum of differences. */
  readonly closeness: number;
}

/** What one coarser step of one column would buy. */
export interface CoarserStep {
  readonly column: string;
  readonly to: Coarse;
  readonly k: number | null;
  readonly below: number;
  /** Information that the column would lose, 0–1 of its entropy. */
  readonly loss: number;
}
