/** Fewer letters than this stand in too many texts to say whom they name. */
export const SHORTEST_TRACE = 4;

/** What a customer is found in. Rows of tables are removed, of rejected rows the text, and all else that is listed, whole. */
type TraceKind = 'table' | 'formerLoad' | 'rejected' | 'review' | 'audience' | 'workOrder' | 'query';

export interface Trace {
  readonly kind: TraceKind;
  /** The table; null where there is one such place in a workspace. */
  readonly table: string | null;
  /** What its rows are stored under, where they are those of a former load. */
  readonly load?: string;
  readonly rows: number;
}

/** Versions of a definition that name the customer, which a person wrote, or entries of the audit, which nobody can change. */
export interface TraceLeft {
  readonly kind: 'definition' | 'audit';
  readonly name: string;
  readonly n: number;
}

/** Where one customer stands in a workspace. */
export interface CustomerTraces {
  readonly key: string;
  readonly shownKey: string;
  readonly found: readonly Trace[];
  /** What an erasure leaves. */
  readonly left: readonly TraceLeft[];
}

export interface ErasedCustomer extends CustomerTraces {
  /** What the audit calls the customer from now on; exports that held the row are noted under it. */
  readonly pseudonym: string;
}
