import { isSignificant } from '#shared/model/findings';
import { benjaminiHochberg } from './adjust';
import { testShares } from './proportions';

/** Of the customers who hold `from`, `confidence` hold the item too. */
export interface PairRule {
  readonly from: number;
  readonly confidence: number;
  /** Confidence / share of all customers that holds the item; above 1. */
  readonly lift: number;
}

/**
 * By item the other items that speak for it, largest lift first: `both` customers hold the two (on the diagonal, the one), at least
 * `minimum`, and more than would by chance after adjusting over all such pairs (Benjamini–Hochberg). Await `statsReady` first.
 */
export function pairRules(both: readonly (readonly number[])[], customers: number, minimum: number): PairRule[][] {
  const pairs = both.flatMap((row, a) => row.flatMap((n, b) => (a < b && n >= minimum ? [{ a, b, n }] : [])));
  const held = (item: number) => both[item]?.[item] ?? 0;
  const adjusted = benjaminiHochberg(pairs.map(({ a, b, n }) => chanceOf(n, held(a), held(b), customers)));
  const rules: PairRule[][] = both.map(() => []);
  pairs.forEach(({ a, b, n }, index) => {
    const lift = (n / held(a)) * (customers / held(b));
    if (!isSignificant(adjusted[index] ?? 1) || lift <= 1) return;
    rules[b]?.push({ from: a, confidence: n / held(a), lift });
    rules[a]?.push({ from: b, confidence: n / held(b), lift });
  });
  return rules.map((each) => each.sort((one, other) => other.lift - one.lift || one.from - other.from));
}

/** Of so many in both, or fewer or more, if holding the one had nothing to do with holding the other. */
function chanceOf(n: number, a: number, b: number, customers: number): number {
  const holders = { n, known: a };
  const test = testShares({ segment: holders, base: { n: b, known: customers }, both: holders });
  return 'state' in test ? 1 : test.p;
}
