import type { ItemSet } from '../model/insight';

/** What is counted of items that the same customers hold. */
export interface SetCounts {
  /** Customers who hold all of them. */
  readonly n: number;
  /** By position: who holds this one. */
  readonly alone: readonly number[];
  /** By position: who holds all the others. */
  readonly others: readonly number[];
  /** All customers that were looked at; more than none. */
  readonly customers: number;
}

/** Support, confidence of each item given the others, lift and leverage (Piatetsky-Shapiro, 1991). */
export function describeSet({ n, alone, others, customers }: SetCounts): Omit<ItemSet, 'items'> {
  const support = n / customers;
  const expected = alone.reduce((product, each) => product * (each / customers), 1);
  return { n, support, confidence: others.map((each) => n / each), lift: support / expected, leverage: support - expected };
}
