import type { DAY_UNITS, EVENT_UNITS, Span } from '../model/value';

/** What is taken of one customer's events: `value` of each customer that has any. */
export interface EventRows {
  /** Over a row of `events`, and of `customers` where `readsCustomer` says so. */
  readonly filter: Expression;
  readonly readsCustomer: boolean;
  /** The column of `customers` with the row number. */
  readonly rowColumn: string;
}

export type Aggregate =
  | { readonly kind: 'count' }
  | { readonly kind: 'sum' | 'avg' | 'min' | 'max' | 'distinct'; readonly of: Expression }
  /** The commonest value as text, of equally common ones the least. */
  | { readonly kind: 'topValue'; readonly of: Expression }
  | { readonly kind: 'daysSinceFirst' | 'daysSinceLast'; readonly asOf: Expression };

/** The members are taken in an order, within each value of a column. */
export interface LimitOrder {
  readonly n: number;
  /** An expression typed by a person that has passed the gate. */
  readonly by: string | null;
  readonly descending: boolean;
  readonly per: Expression | null;
  readonly keepsTies: boolean;
  readonly seed: number;
  /** What the seed draws by. */
  readonly key: Expression;
}

/** A boolean or scalar SQL expression as a frozen tree. Only `print.ts` turns it into text. */
export type Expression =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'value'; readonly value: string | number | boolean; readonly type: 'text' | 'number' | 'boolean' | 'date' }
  /** Of the row at hand, or of one of the relations by name. */
  | { readonly kind: 'column'; readonly name: string; readonly of?: 'customers' | 'events' }
  /** A moment so many units after another, before it where `n` is negative. */
  | {
      readonly kind: 'shifted';
      readonly of: Expression;
      readonly n: number;
      readonly unit: (typeof DAY_UNITS)[number] | (typeof EVENT_UNITS)[number];
    }
  /** The as-of day, or the day so many units after it. */
  | { readonly kind: 'asOf'; readonly day: string; readonly after?: Span }
  /** The day of a moment. */
  | { readonly kind: 'day'; readonly of: Expression }
  | {
      readonly kind: 'compare';
      readonly op: '=' | '<>' | '<' | '<=' | '>' | '>=';
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'between'; readonly left: Expression; readonly low: Expression; readonly high: Expression }
  | { readonly kind: 'in'; readonly left: Expression; readonly list: readonly Expression[] }
  | { readonly kind: 'known'; readonly of: Expression }
  | { readonly kind: 'call'; readonly function: 'contains' | 'starts_with'; readonly args: readonly Expression[] }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[] }
  | { readonly kind: 'not'; readonly of: Expression }
  /** A measure of the customer's events; `otherwise` is its value without any. */
  | { readonly kind: 'measure'; readonly rows: EventRows; readonly aggregate: Aggregate; readonly otherwise: 0 | null }
  /** Whether the steps were done in order, the last by `end` of the first; see `hasSequence`. */
  | {
      readonly kind: 'sequence';
      readonly rowColumn: string;
      readonly events: Expression;
      readonly steps: readonly Expression[];
      readonly exclude: readonly Expression[];
      readonly within: { readonly n: number; readonly unit: (typeof EVENT_UNITS)[number] };
      /** Days that the first event is between, both in. */
      readonly range?: { readonly from: Expression; readonly to: Expression };
    }
  /** Whether the customer is among the members of `who` that a limit takes. */
  | { readonly kind: 'limited'; readonly rowColumn: string; readonly who: Expression; readonly limit: LimitOrder }
  /** Whether a text is among the values of a column of a table of `data`. */
  | { readonly kind: 'inTable'; readonly left: Expression; readonly table: string; readonly column: string }
  /** Whether a value, as text, is in the one column of a query that passed its gate. */
  | { readonly kind: 'inQuery'; readonly left: Expression; readonly sql: string }
  /** Two-valued: unknown becomes false. */
  | { readonly kind: 'isTrue'; readonly of: Expression }
  /** A predicate typed by a person that has passed `checkPredicate`. */
  | { readonly kind: 'predicate'; readonly sql: string };
