import type { QualitySummary } from './quality';
import type { TagType } from './tag';

/** What an answer rests on: the same definition gives the same number wherever these are equal. */
export interface RestsOn {
  /** Grows by one with every change of data or entities. */
  readonly dataVersion: number;
  /** Receipts of the imports that the tables were made by. */
  readonly receipts: readonly number[];
  /** SHA-256 of the definition's JSON. */
  readonly definition: string;
  readonly asOf: string;
  readonly base: { readonly name: string; readonly n: number };
  readonly engine: 'native' | 'wasm';
}

/** A number that must not be given. */
export interface Insufficient {
  readonly state: 'insufficient';
  readonly found: number;
  readonly needed: number;
}

/** One block of a rule tree; `path` is its position, `""` for the root, `"0.2"` for the third rule of the first. */
export interface CountBlock {
  readonly path: string;
  /** Customers this block alone finds. */
  readonly alone: number;
  /** Customers left after this and the earlier blocks of its group. */
  readonly cumulative: number;
  /** Customers for whom a tag under this block is unknown. */
  readonly unknown: number;
  /** Different keys of a list or a query that are no customer's; only of a condition that asks for keys. */
  readonly unknownKeys?: number;
}

export interface CountAnswer {
  readonly count: number;
  readonly base: number;
  readonly blocks: readonly CountBlock[];
  readonly restsOn: RestsOn;
}

/** Of the customers with a known value, or of all where unknowns are a level; shares are 0–1. */
export interface PortraitValue {
  /** A bucket of numbers or days is written `[from, to)`; null is unknown. */
  readonly value: string | boolean | null;
  /** How it is shown, where its tag says so. */
  readonly label?: string;
  /** The ends of a bucket, a day as text; null where it is open. */
  readonly from?: number | string | null;
  readonly to?: number | string | null;
  readonly n: number;
  readonly share: number | Insufficient;
  readonly baseN: number;
  readonly baseShare: number | Insufficient;
  /** Share in the segment less share in the base, with its interval at 95%. */
  readonly shareDifference: { readonly estimate: number; readonly interval: readonly [number, number] } | Insufficient;
  readonly tgi: number | Insufficient;
  readonly interval: readonly [number, number] | Insufficient;
  readonly z: number | Insufficient;
  readonly p: number | Insufficient;
  /** Benjamini–Hochberg over every value of the portrait. */
  readonly pAdjusted: number | Insufficient;
  /** Holm over the same. */
  readonly pHolm: number | Insufficient;
  /** Which way it is said to differ; `neutral` is noise. */
  readonly direction: 'above' | 'below' | 'neutral';
}

/** Of a date in days since 1970-01-01. */
export interface PortraitGroup {
  readonly n: number;
  readonly mean: number | Insufficient;
  readonly sd: number | Insufficient;
  /** Interpolated; 0 and 100 are the smallest and the largest value. None of nobody. */
  readonly quantiles?: readonly (readonly [percent: number, value: number])[];
}

export interface PortraitNumber {
  readonly segment: PortraitGroup;
  readonly base: PortraitGroup;
  readonly rest: PortraitGroup;
  /** 100 · mean of the segment ÷ mean of the base. */
  readonly index: number | Insufficient;
  /** Segment against the rest; the interval is of the difference of the means. */
  readonly welch:
    | { readonly t: number; readonly df: number; readonly p: number; readonly interval: readonly [number, number] }
    | Insufficient;
  /** Cohen's d, segment less rest. */
  readonly effect: { readonly d: number; readonly strength: number } | Insufficient;
}

/** How different the tag is: bias-corrected Cramér's V with the chi-square behind it, or the standardised mean difference with Welch's p. */
export type PortraitDifference = {
  readonly value: number;
  /** On one scale for categories and numbers, 0–1. */
  readonly strength: number;
  readonly p: number;
  readonly pAdjusted: number;
} & (
  | {
      readonly measure: 'cramersV';
      readonly raw: number;
      readonly chiSquare: number;
      readonly df: number;
      readonly minimumExpected: number;
      /** Likelihood-ratio statistic G and its p, beside chi-square. */
      readonly g: number;
      readonly gP: number;
    }
  | { readonly measure: 'smd' }
);

export interface PortraitTag {
  readonly tag: string;
  readonly name: string;
  readonly type: TagType;
  /** As in the library, `""` for none. */
  readonly category: string;
  readonly unit?: string;
  /** Share of customers with a known value, 0–1. */
  readonly coverage: { readonly segment: number; readonly base: number };
  /** Customers whose value is known. */
  readonly known: { readonly segment: number; readonly base: number };
  readonly difference: PortraitDifference | Insufficient;
  /** The segment's own rule says how the tag comes out, or how one that says the same does, so that nothing is found by it. */
  readonly setByRule: boolean;
  /** The tag above that says the same: either is nearly a function of the other, such as an age band of an age. */
  readonly repeats?: string;
  readonly values: readonly PortraitValue[];
  /** Values beyond those that are answered. */
  readonly hiddenValues: number;
  /** Of numbers and dates. */
  readonly number?: PortraitNumber;
}

export interface PortraitAnswer {
  readonly segments: readonly { readonly id: string; readonly name: string; readonly n: number }[];
  /** Largest possible TGI, given when the segment is over 10% of the base. */
  readonly ceiling: number | null;
  /** Most different first, each followed by those that repeat it; those that the segment's own rule sets come after all others. */
  readonly tags: readonly PortraitTag[];
  readonly restsOn: RestsOn;
  /** Of the tables that the segment, the base and the tags are read from, where that is known of the data as it is. */
  readonly quality?: QualitySummary & { readonly tables: readonly string[] };
}

/** Several segments, each against the base and every two against each other, their numbers and days cut alike. */
export interface PortraitComparison extends Pick<PortraitAnswer, 'restsOn' | 'quality'> {
  readonly segments: readonly (PortraitAnswer['segments'][number] & Pick<PortraitAnswer, 'ceiling'>)[];
  /** Customers in both of every two; of a segment with itself its own. */
  readonly both: readonly (readonly number[])[];
  /**
   * Per segment its tags against the base, in one order for all: first the tag that tells any two of the segments most apart, each
   * followed by those that repeat it. p-values are adjusted over the values of all the segments; what a segment's own rule sets is marked, and keeps its place.
   */
  readonly portraits: readonly (readonly PortraitTag[])[];
  /** Every two, the earlier as the segment and the later as its base; adjusted over all of them. */
  readonly pairs: readonly { readonly first: number; readonly second: number; readonly tags: readonly PortraitTag[] }[];
}
