import type { Bitset } from '../bits/bitStore';
import { pairCounts } from '../bits/overlaps';
import { countBoth, inBoth, without } from '../bits/setAlgebra';
import type { InsightItem, NextBest, NextBestAnswer } from '../model/insight';
import type { Rule } from '../model/rule';
import { insufficient } from '../stats/insufficient';
import { type PairRule, pairRules } from '../stats/pairRules';
import { withMembers } from './evaluate';
import { type HeldItem, type ItemsContext, itemOf } from './insightItems';
import type { Holdings } from './insightSubject';
import type { ProductRisk } from './productRisk';

interface Asked {
  readonly minimumSupport: number;
  /** Absent: whoever lacks a product may be offered it. */
  readonly suitability: ProductRisk | undefined;
}

/** Per product the members who lack it and whom it suits, and how likely those are to hold it by what they hold. */
export async function describeNextBest(
  context: ItemsContext,
  holdings: Holdings,
  { minimumSupport, suitability }: Asked,
): Promise<NextBestAnswer> {
  const { subject, members, items, leftOut, restsOn } = holdings;
  const both = pairCounts(items.map(({ holders }) => holders));
  const rules = pairRules(both, members.rowCount, minimumSupport);
  const products: NextBest[] = [];
  for (const [index, item] of items.entries()) {
    const lacking = without(members, item.holders);
    try {
      const suited = await suitedOf(context, item, lacking, suitability);
      const { candidates, ...numbers } = suited;
      try {
        products.push({
          item: itemOf(item),
          holders: countBoth(members, item.holders),
          lack: lacking.count(),
          ...numbers,
          candidates: candidates.count(),
          share: share(item),
          ...affinityOf(candidates, item, rules[index] ?? [], items),
          rule: candidatesRule(subject.block, item, suited.level, suitability),
        });
      } finally {
        candidates.release();
      }
    } finally {
      lacking.release();
    }
  }
  const affinity = (product: NextBest) => (typeof product.affinity === 'number' ? product.affinity : -1);
  return {
    segment: { id: subject.id, name: subject.name, n: members.count() },
    products: products.toSorted((a, b) => affinity(b) - affinity(a) || b.candidates - a.candidates),
    leftOut,
    restsOn,
  };
}

function share({ holders }: HeldItem): number {
  return holders.count() / holders.rowCount;
}

/** Of those who lack the product, whom it suits; the caller owns that set. */
async function suitedOf(
  { session, connection, signal }: ItemsContext,
  { id }: InsightItem,
  lacking: Bitset,
  suitability: ProductRisk | undefined,
): Promise<Pick<NextBest, 'level' | 'tooRisky' | 'unknownRisk'> & { candidates: Bitset }> {
  if (!suitability) {
    lacking.retain();
    return { tooRisky: 0, unknownRisk: 0, candidates: lacking };
  }
  const level = suitability.levelOf(id);
  const lack = lacking.count();
  if (level === null) return { level, tooRisky: 0, unknownRisk: lack, candidates: lacking.store.allocate(lacking.rowCount) };
  const meets = <T>(who: Rule, use: (those: Bitset) => T) => withMembers(session, connection, { who }, signal, use);
  const unknownRisk = lack - (await meets(suitability.known, (known) => countBoth(lacking, known)));
  const candidates = await meets(suitability.atLeast(level), (suited) => inBoth(lacking, suited));
  return { level, tooRisky: lack - unknownRisk - candidates.count(), unknownRisk, candidates };
}

/** Every candidate counts with the first rule, by lift, whose item they hold. */
function affinityOf(
  candidates: Bitset,
  item: HeldItem,
  rules: readonly PairRule[],
  items: readonly HeldItem[],
): Pick<NextBest, 'affinity' | 'because'> {
  const n = candidates.count();
  if (n === 0) return { affinity: insufficient(0, 1), because: null };
  let expected = 0;
  let because: NextBest['because'] = null;
  let rest = candidates;
  rest.retain();
  for (const { from, confidence, lift } of rules) {
    const other = items[from];
    if (!other) continue;
    const meeting = countBoth(rest, other.holders);
    if (meeting === 0) continue;
    because ??= { item: other.label, confidence, lift, n: meeting };
    expected += meeting * confidence;
    const left = without(rest, other.holders);
    rest.release();
    rest = left;
  }
  expected += rest.count() * share(item);
  rest.release();
  return { affinity: expected / n, because };
}

function candidatesRule(
  block: Rule | null,
  item: InsightItem,
  level: number | null | undefined,
  suitability: ProductRisk | undefined,
): Rule {
  const lacks: Rule = { kind: 'none', rules: [item.rule] };
  if (!suitability) return { kind: 'all', rules: [...(block ? [block] : []), lacks] };
  const suited: Rule = level === null || level === undefined ? { kind: 'any', rules: [] } : suitability.atLeast(level);
  return { kind: 'all', rules: [...(block ? [block] : []), lacks, suited] };
}
