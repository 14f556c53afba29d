import type { HuaxiangError } from './result';
import type { TagType, TagValueCount } from './tag';

/** What a definition would give; nothing is kept of it. */
export interface TagPreview {
  readonly type: TagType;
  readonly customers: number;
  readonly known: number;
  readonly unknown: number;
  readonly distinct: number;
  /** Commonest first. */
  readonly values: readonly TagValueCount[];
  /** Of number and date tags. */
  readonly range?: { readonly min: number | string; readonly max: number | string };
  /** Of number tags: equal-width buckets `[from, to)`, the last one closed. */
  readonly histogram?: readonly { readonly from: number; readonly to: number; readonly n: number }[];
  readonly overlap?: CasesOverlap;
  readonly unmatched?: UnmatchedKeys;
}

/** Of `cases`: who is found by what. */
export interface CasesOverlap {
  /** Customers that more than one rule finds. */
  readonly several: number;
  /** Customers that no rule finds. */
  readonly none: number;
  /** By case: whom its rule finds, and of these those that no case before it took. */
  readonly cases: readonly { readonly matched: number; readonly taken: number }[];
}

/** Rows of a list whose key is no customer's, or empty; they never become customers. */
export interface UnmatchedKeys {
  readonly rows: number;
  readonly keys: number;
  /** The first of them, by their lines in the source file. */
  readonly examples: readonly { readonly line: number; readonly key: string | null; readonly value: string | null }[];
}

/** What a tag rests on and what rests on it, over all steps. */
export interface TagLineage {
  readonly tag: string;
  readonly reads: {
    readonly tables: readonly string[];
    readonly columns: readonly { readonly table: string; readonly column: string }[];
    readonly tags: readonly string[];
    readonly segments: readonly string[];
    readonly events: readonly string[];
  };
  readonly readBy: { readonly tags: readonly string[]; readonly segments: readonly string[] };
}

/** From the values that a tag has to those that another definition would give. */
export interface TagComparison {
  readonly customers: number;
  readonly changed: number;
  /** Unknown before and known then, and the other way round. */
  readonly gained: number;
  readonly lost: number;
  /** By value: who comes to it and who leaves it. */
  readonly values: readonly {
    readonly value: string | number | boolean;
    readonly before: number;
    readonly after: number;
    readonly joined: number;
    readonly left: number;
  }[];
  /** The commonest changes; null = unknown. */
  readonly moves: readonly {
    readonly from: string | number | boolean | null;
    readonly to: string | number | boolean | null;
    readonly n: number;
  }[];
}

/** Two tags that say nearly the same of nearly everybody. */
export interface AlikePair {
  readonly tags: readonly [string, string];
  /** Share of the customers of whom either says something for whom both say the same, 0–1. */
  readonly agreement: number;
}

/** What becomes of one tag of a library that is imported. */
export interface LibraryChange {
  readonly id: string;
  readonly name: string;
  readonly change: 'new' | 'changed' | 'same' | 'refused';
  /** Why it is refused. */
  readonly error?: HuaxiangError;
}
