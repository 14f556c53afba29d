import { frequentSets } from '../bits/frequentSets';
import { countBoth, inBoth } from '../bits/setAlgebra';
import type {
  AffinityAnswer,
  AffinitySpec,
  ItemSet,
  NextBestAnswer,
  NextBestSpec,
  TogetherAnswer,
  TogetherSpec,
} from '../model/insight';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { type AffinityNumbers, describeAffinity } from '../stats/affinity';
import { statsReady } from '../stats/distributions';
import { describeSet } from '../stats/itemSets';
import { itemOf } from './insightItems';
import { type Holdings, withHoldings } from './insightSubject';
import { describeNextBest } from './nextBest';
import type { SqlConnection } from './ports';
import { suitabilityOf } from './productRisk';
import type { Session } from './session';

/** Items of which each is looked at by itself. */
const MOST_ITEMS = 200;
/** Items that are looked at in pairs and triples. */
const MOST_ITEMS_TOGETHER = 60;
const SHOWN_SETS = 500;

type InsightMethods = Pick<Handlers<KernelMethods>, 'insight.affinity' | 'insight.together' | 'insight.nextBest'>;

export function insightHandlers(session: Session): InsightMethods {
  return {
    'insight.affinity': ({ spec }, call) =>
      session.readOneVersion((connection) => computeAffinity(session, connection, spec, call)),
    'insight.together': ({ spec }, call) =>
      session.readOneVersion((connection) =>
        withHoldings(session, connection, spec, MOST_ITEMS_TOGETHER, call, (holdings) => together(holdings, spec)),
      ),
    'insight.nextBest': ({ spec }, call) =>
      session.readOneVersion((connection) => computeNextBest(session, connection, spec, call)),
  };
}

/** What a segment holds more, or less, often than its base. */
export async function computeAffinity(
  session: Session,
  connection: SqlConnection,
  spec: AffinitySpec,
  call: CallContext,
): Promise<AffinityAnswer> {
  await statsReady();
  return await withHoldings(session, connection, spec, MOST_ITEMS, call, ({ subject, members, items, leftOut, restsOn }) => {
    const populations = { segment: members.count(), all: members.rowCount };
    const counts = items.map(({ holders }) => ({ n: countBoth(members, holders), all: holders.count() }));
    const numbers = describeAffinity(counts, populations, { base: spec.base, minimum: spec.minimumSupport });
    const described = items.map((item, index) => ({ item: itemOf(item), ...(numbers[index] as AffinityNumbers) }));
    const baseN = spec.base === 'all' ? populations.all : populations.all - populations.segment;
    return {
      segment: { id: subject.id, name: subject.name, n: populations.segment },
      items: described.toSorted((a, b) => rank(b.lift) - rank(a.lift) || b.n - a.n),
      leftOut,
      restsOn: { ...restsOn, base: { name: spec.base, n: baseN } },
    };
  });
}

/** Per product the members who lack it and whom it suits. */
export async function computeNextBest(
  session: Session,
  connection: SqlConnection,
  spec: NextBestSpec,
  call: CallContext,
): Promise<NextBestAnswer> {
  const suitability = spec.suitability && (await suitabilityOf(session, connection, spec.suitability, call.signal));
  return await withHoldings(session, connection, spec, MOST_ITEMS_TOGETHER, call, (holdings) =>
    describeNextBest({ session, connection, signal: call.signal }, holdings, { ...spec, suitability }),
  );
}

/** Lifts are at least 0, so whatever is not given comes last. */
function rank(lift: AffinityNumbers['lift']): number {
  return typeof lift === 'number' ? lift : -1;
}

function together({ subject, members, items, leftOut, restsOn }: Holdings, spec: TogetherSpec): TogetherAnswer {
  const inside = items.map(({ holders }) => inBoth(holders, members));
  try {
    const { both, frequent } = frequentSets(inside, spec.minimumSupport, spec.size);
    const described = frequent.map(({ sets, n }): ItemSet => {
      const alone = sets.map((set) => both[set]?.[set] ?? 0);
      return { items: sets, ...describeSet({ n, alone, others: othersOf(sets, both), customers: members.count() }) };
    });
    return {
      segment: { id: subject.id, name: subject.name, n: members.count() },
      items: items.map((item, index) => ({ ...itemOf(item), n: both[index]?.[index] ?? 0 })),
      sets: described.toSorted((a, b) => b.lift - a.lift || b.n - a.n).slice(0, SHOWN_SETS),
      hiddenSets: Math.max(0, described.length - SHOWN_SETS),
      leftOut,
      restsOn,
    };
  } finally {
    for (const set of inside) set.release();
  }
}

/** By position, who holds the other one or the other two. */
function othersOf(sets: readonly number[], both: readonly (readonly number[])[]): number[] {
  return sets.map((set) => {
    const [a = 0, b = a] = sets.filter((other) => other !== set);
    return both[a]?.[b] ?? 0;
  });
}
