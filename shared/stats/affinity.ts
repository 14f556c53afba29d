import type { Insufficient } from '../model/answers';
import type { ItemAffinity } from '../model/insight';
import { benjaminiHochberg } from './adjust';
import type { ShareCounts } from './groups';
import { insufficient } from './insufficient';
import { testShares } from './proportions';
import { tgi, tgiInterval } from './tgi';

export interface ItemCounts {
  /** Who holds the item: in the segment, and of all customers. */
  readonly n: number;
  readonly all: number;
}

export interface Populations {
  readonly segment: number;
  readonly all: number;
}

export type AffinityNumbers = Omit<ItemAffinity, 'item'>;

/**
 * Each item in the segment against all customers or the rest of them, in the order given: the lift is TGI / 100, with its interval,
 * withheld as TGI is below `minimum`; p-values are adjusted over the items whose lift is given. Await `statsReady` first.
 */
export function describeAffinity(
  items: readonly ItemCounts[],
  populations: Populations,
  { base, minimum }: { readonly base: 'all' | 'rest'; readonly minimum: number },
): AffinityNumbers[] {
  const described = items.map((item) => describe(countsOf(item, populations, base), populations, minimum));
  const tested = described.filter(({ p }) => typeof p === 'number');
  const adjusted = benjaminiHochberg(tested.map(({ p }) => Number(p)));
  return described.map((each) => {
    const place = tested.indexOf(each);
    return { ...each, pAdjusted: place < 0 ? (each.p as Insufficient) : (adjusted[place] ?? 1) };
  });
}

function countsOf({ n, all }: ItemCounts, { segment, all: everybody }: Populations, base: 'all' | 'rest'): ShareCounts {
  const members = { n, known: segment };
  if (base === 'all') return { segment: members, base: { n: all, known: everybody }, both: members };
  return { segment: members, base: { n: all - n, known: everybody - segment }, both: { n: 0, known: 0 } };
}

function describe(counts: ShareCounts, { all }: Populations, minimum: number): Omit<AffinityNumbers, 'pAdjusted'> {
  const { segment, base } = counts;
  const hundredfold = tgi(counts, minimum);
  const isGiven = typeof hundredfold === 'number';
  const ends = isGiven ? tgiInterval(counts) : hundredfold;
  const test = isGiven ? testShares(counts) : hundredfold;
  return {
    n: segment.n,
    support: all === 0 ? 0 : segment.n / all,
    confidence: shareOf(segment.n, segment.known),
    baseN: base.n,
    baseShare: shareOf(base.n, base.known),
    lift: isGiven ? hundredfold / 100 : hundredfold,
    interval: 'state' in ends ? ends : [ends[0] / 100, ends[1] / 100],
    p: 'state' in test ? test : test.p,
  };
}

function shareOf(part: number, whole: number): number | Insufficient {
  return whole === 0 ? insufficient(0, 1) : part / whole;
}
