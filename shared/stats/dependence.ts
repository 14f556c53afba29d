/** How much one tag is a function of another, estimated from a sample of customers in random order. */

/** Under so many neighbours an estimate says nothing. */
const LEAST_NEIGHBOURS = 200;
/** So many tell apart what has little to do with each other, which is most of what is held against each other. */
const FIRST_CUSTOMERS = 1000;
const SURELY_NOT = 0.6;

/** Values of a sample as ranks; the sample has at most 65,535 customers. */
export interface RankedValues {
  /** Numbers and days: a larger value has a higher rank, and a near rank is a near value. */
  readonly ordered: boolean;
  /** Per customer from 1 on, equal for equal values; 0 where the value is unknown. */
  readonly ranks: Uint16Array;
  /** Of the highest value. */
  readonly highest: number;
  /** The customers whose value is known by rank; those of one rank as they stand in the sample, which is by chance. */
  readonly order: Uint16Array;
}

/** The values of a whole sample, and of its first part, which is a sample too. */
export interface Sample {
  readonly first: RankedValues;
  readonly all: RankedValues;
}

/** As `rankValues`. */
export function rankSample(values: Float64Array, ordered: boolean): Sample {
  return { first: rankValues(values.subarray(0, FIRST_CUSTOMERS), ordered), all: rankValues(values, ordered) };
}

/** How much either of two is a function of the other, 0 where nothing can be said; of less than 0.6 only roughly. */
export function dependenceEitherWay(one: Sample, other: Sample): number {
  const roughly = Math.max(dependence(one.first, other.first) ?? 1, dependence(other.first, one.first) ?? 1);
  if (roughly < SURELY_NOT) return roughly;
  return Math.max(dependence(one.all, other.all) ?? 0, dependence(other.all, one.all) ?? 0);
}

/** Ranks the values of a sample in random order, NaN where unknown; of unordered values any number stands for one of them. */
export function rankValues(values: Float64Array, ordered: boolean): RankedValues {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const distinct = sorted.filter((value, place) => value !== sorted[place - 1]);
  const ranks = new Uint16Array(values.length);
  for (let customer = 0; customer < values.length; customer++)
    ranks[customer] = rankAmong(distinct, values[customer] ?? Number.NaN);
  return { ordered, ranks, highest: distinct.length, order: orderOf(ranks, distinct.length) };
}

/** How many of the rising values are at most there; 0 for NaN. */
function rankAmong(rising: Float64Array, value: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rising[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Counting keeps those of one rank in order. */
function orderOf(ranks: Uint16Array, highest: number): Uint16Array {
  const next = new Uint32Array(highest + 2);
  for (const rank of ranks) if (rank > 0) next[rank + 1] = (next[rank + 1] ?? 0) + 1;
  for (let rank = 1; rank < next.length; rank++) next[rank] = (next[rank] ?? 0) + (next[rank - 1] ?? 0);
  const order = new Uint16Array(next[highest + 1] ?? 0);
  ranks.forEach((rank, customer) => {
    if (rank === 0) return;
    const place = next[rank] ?? 0;
    order[place] = customer;
    next[rank] = place + 1;
  });
  return order;
}

/**
 * How much `of` is a function of `on`, over the customers of whom both are known: 1 where it is one, about 0 where they have nothing to do
 * with each other; null for too few of them. Customers are ordered by `on`, those alike in it by chance, and each is held against the next,
 * if `on` has no order only within one value.
 *
 * Of numbers and days Chatterjee's xi with ties (J. Am. Stat. Assoc. 116, 2021, the formula behind Theorem 1.1). Of categories Goodman and
 * Kruskal's tau (J. Am. Stat. Assoc. 49, 1954), by the share of neighbours that are alike, which is as likely too large as too small
 * (Azadkia and Chatterjee, Ann. Stat. 49, 2021): their share beyond chance, over the most that it could be.
 */
export function dependence(of: RankedValues, on: RankedValues): number | null {
  const counts = countsOf(of, on);
  const neighbours = of.ordered ? meanGap(of, on, counts) : shareAlike(of, on);
  if (neighbours === null) return null;
  return of.ordered ? xi(neighbours, counts) : tau(neighbours, counts);
}

/** Customers of each rank of whom the other value is known too. */
function countsOf({ ranks, highest }: RankedValues, on: RankedValues): Uint32Array {
  const counts = new Uint32Array(highest + 1);
  for (let customer = 0; customer < ranks.length; customer++) {
    if (on.ranks[customer] === 0) continue;
    const rank = ranks[customer] ?? 0;
    counts[rank] = (counts[rank] ?? 0) + 1;
  }
  counts[0] = 0;
  return counts;
}

function shareAlike(of: RankedValues, on: RankedValues): number | null {
  return meanOfNeighbours(of, on, (one, other) => (one === other ? 1 : 0));
}

/** Between neighbours, in customers who are at most there. */
function meanGap(of: RankedValues, on: RankedValues, counts: Uint32Array): number | null {
  const atMost = new Uint32Array(counts.length);
  for (let rank = 1; rank < counts.length; rank++) atMost[rank] = (atMost[rank - 1] ?? 0) + (counts[rank] ?? 0);
  return meanOfNeighbours(of, on, (one, other) => Math.abs((atMost[one] ?? 0) - (atMost[other] ?? 0)));
}

function meanOfNeighbours(of: RankedValues, on: RankedValues, compare: (one: number, other: number) => number): number | null {
  let neighbours = 0;
  let total = 0;
  let [lastOf, lastOn] = [0, 0];
  for (let place = 0; place < on.order.length; place++) {
    const customer = on.order[place] ?? 0;
    const rankOf = of.ranks[customer] ?? 0;
    const rankOn = on.ranks[customer] ?? 0;
    if (rankOf === 0) continue;
    if (lastOf !== 0 && (on.ordered || rankOn === lastOn)) {
      neighbours++;
      total += compare(lastOf, rankOf);
    }
    lastOf = rankOf;
    lastOn = rankOn;
  }
  return neighbours < LEAST_NEIGHBOURS ? null : total / neighbours;
}

/** 1 − n Σ|rᵢ₊₁ − rᵢ| / 2Σ lᵢ(n − lᵢ), lᵢ being how many are at least there; null where all are alike. */
function xi(gap: number, counts: Uint32Array): number | null {
  const n = total(counts);
  let atLeast = n;
  let spread = 0;
  for (let rank = 1; rank < counts.length; rank++) {
    const count = counts[rank] ?? 0;
    spread += count * atLeast * (n - atLeast);
    atLeast -= count;
  }
  return spread === 0 ? null : 1 - (n * (n - 1) * gap) / (2 * spread);
}

/** Null where all are alike. */
function tau(alike: number, counts: Uint32Array): number | null {
  const n = total(counts);
  let pairs = 0;
  for (let rank = 1; rank < counts.length; rank++) pairs += (counts[rank] ?? 0) * ((counts[rank] ?? 0) - 1);
  const byChance = pairs / (n * (n - 1));
  return byChance === 1 ? null : (alike - byChance) / (1 - byChance);
}

function total(counts: Uint32Array): number {
  let n = 0;
  for (let rank = 1; rank < counts.length; rank++) n += counts[rank] ?? 0;
  return n;
}
