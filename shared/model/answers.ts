import type { QualitySummary } from './quality';

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

/** Share of known values in the segment and in the base; 0–1. */
export interface PortraitValue {
  readonly value: string | boolean;
  /** How it is shown, where its tag says so. */
  readonly label?: string;
  readonly n: number;
  readonly share: number | Insufficient;
  readonly baseN: number;
  readonly baseShare: number | Insufficient;
  readonly tgi: number | Insufficient;
  readonly interval: readonly [number, number] | Insufficient;
  readonly z: number | Insufficient;
  readonly p: number | Insufficient;
  readonly pAdjusted: number | Insufficient;
}

export interface PortraitTag {
  readonly tag: string;
  readonly name: string;
  readonly type: 'category' | 'boolean';
  /** Share of customers with a known value, 0–1. */
  readonly coverage: { readonly segment: number; readonly base: number };
  /** Customers with a known and with an unknown value. */
  readonly known: { readonly segment: number; readonly base: number };
  /** Bias-corrected Cramér's V with the chi-square test behind it. */
  readonly difference:
    | { readonly measure: 'cramersV'; readonly value: number; readonly p: number; readonly pAdjusted: number }
    | Insufficient;
  readonly values: readonly PortraitValue[];
  /** More values than are shown: the rest are counted in one. */
  readonly hiddenValues: number;
}

export interface PortraitAnswer {
  readonly segments: readonly { readonly id: string; readonly name: string; readonly n: number }[];
  /** Largest possible TGI, given when the segment is over 10% of the base. */
  readonly ceiling: number | null;
  /** Most different first. */
  readonly tags: readonly PortraitTag[];
  readonly restsOn: RestsOn;
  /** Of the tables that the segment, the base and the tags are read from, where that is known of the data as it is. */
  readonly quality?: QualitySummary & { readonly tables: readonly string[] };
}
