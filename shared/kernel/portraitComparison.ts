import type { Bitset } from '../bits/bitStore';
import { pairCounts } from '../bits/overlaps';
import type { PortraitComparison, PortraitTag } from '../model/answers';
import { strengthOf, tellsApart } from '../model/findings';
import type { PortraitComparisonSpec } from '../model/portrait';
import { fault } from '../model/result';
import type { Segment } from '../model/segment';
import type { Tag } from '../model/tag';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { statsReady } from '../stats/distributions';
import { describePortrait } from '../stats/portrait';
import { tgiCeiling } from '../stats/tgi';
import { withMembersOfEach } from './evaluate';
import { comparedCounts, countSets, sameAs, type TagOfSets } from './portraitCounts';
import { foldRepeats, type IsSet, isSetBy, withCompared } from './portraitFolds';
import { askedTags, bothOf, portraitQuality, portraitReads, withBase } from './portraits';
import { portraitTag } from './portraitTags';
import type { SqlConnection } from './ports';
import { type Repeats, repeatsAmong } from './repeatedTags';
import { restsOn } from './restsOn';
import type { Session } from './session';
import { setByRule } from './setByRule';
import { findSegment } from './storedSegments';
import { tagLibrary } from './tags';

export function portraitComparisonHandlers(session: Session): Pick<Handlers<KernelMethods>, 'portraits.compare'> {
  return {
    'portraits.compare': ({ spec }, call) =>
      session.readOneVersion((connection) => compareSegments(session, connection, spec, call)),
  };
}

/** The comparison of a spec, whoever asked for it. @throws Fault INVALID_REQUEST for a segment named twice, and those of a portrait. */
export async function compareSegments(
  session: Session,
  connection: SqlConnection,
  spec: PortraitComparisonSpec,
  call: CallContext,
): Promise<PortraitComparison> {
  await statsReady();
  const segments = await distinctSegments(connection, spec.segments);
  const tags = await askedTags(session, connection, spec, call.signal);
  const { read, rules, vocabulary } = await portraitReads(session, connection, spec, { tags, subjects: segments });
  const quality = await portraitQuality(session, connection, read);
  const set = segments.map((segment) => setByRule(segment, vocabulary));
  const library = await tagLibrary(session, connection);
  const repeats = await repeatsAmong(session, connection, withCompared(tags, set, library), call.signal);
  return await withMembersOfEach(session, connection, segments, call, (members) =>
    withBase(session, connection, spec, members, call.signal, async (base) => {
      const baseN = base.bits.count();
      const both = pairCounts([...members, base.bits]);
      const counted = await countAll(session, connection, { spec, tags, members, base: base.bits }, call);
      return {
        segments: segments.map(({ id, name }, place) => {
          const n = both[place]?.[place] ?? 0;
          return { id, name, n, ceiling: tgiCeiling(n, baseN, both[place]?.[segments.length] ?? 0) };
        }),
        both: both.slice(0, -1).map((row) => row.slice(0, -1)),
        ...described(
          counted,
          tags,
          [...members, base.bits].map((set) => set.count()),
          { isSet: set.map((rule) => isSetBy(rule, tags, repeats)), repeats },
        ),
        restsOn: await restsOn(session, connection, { definition: { spec, rules }, read, base: { name: base.name, n: baseN } }),
        ...(quality ? { quality } : {}),
      };
    }),
  );
}

async function distinctSegments(connection: SqlConnection, ids: readonly string[]): Promise<Segment[]> {
  const segments: Segment[] = [];
  for (const [index, id] of ids.entries()) {
    const segment = await findSegment(connection, id);
    if (ids.indexOf(id) < index) {
      throw fault(
        'INVALID_REQUEST',
        'portrait.sameSegment',
        { name: segment.name },
        { at: { path: `segments.${index}`, field: id } },
      );
    }
    segments.push(segment);
  }
  return segments;
}

/** Two sets and the customers of both, by their places among all the sets that are counted. */
interface Pair {
  readonly first: number;
  readonly second: number;
  readonly both: number;
}

interface CountedComparison {
  readonly tags: readonly TagOfSets[];
  /** Each segment with the base, in the order of the segments. */
  readonly withBase: readonly Pair[];
  readonly withEachOther: readonly Pair[];
}

async function countAll(
  session: Session,
  connection: SqlConnection,
  asked: { spec: PortraitComparisonSpec; tags: readonly Tag[]; members: readonly Bitset[]; base: Bitset },
  call: CallContext,
): Promise<CountedComparison> {
  const { spec, tags, members, base } = asked;
  const sets: Bitset[] = [...members, base];
  const owned: Bitset[] = [];
  const pairOf = (first: number, second: number): Pair => {
    const [one, other] = [sets[first] as Bitset, sets[second] as Bitset];
    const both = bothOf(session, one, other);
    owned.push(both);
    return { first, second, both: sets.push(sameAs(both, [one, other])) - 1 };
  };
  try {
    const places = members.map((_, place) => place);
    const withBase = places.map((place) => pairOf(place, members.length));
    const withEachOther = places.flatMap((first) => places.slice(first + 1).map((second) => pairOf(first, second)));
    return { tags: await countSets(session, connection, tags, { sets, asked: spec }, call), withBase, withEachOther };
  } finally {
    for (const set of owned) set.release();
  }
}

/** `sizes` are those of the segments, and last of the base; `isSet` tells of each segment what its rule sets. */
function described(
  { tags: counted, withBase, withEachOther }: CountedComparison,
  tags: readonly Tag[],
  sizes: readonly number[],
  { isSet, repeats }: { isSet: readonly IsSet[]; repeats: Repeats },
): Pick<PortraitComparison, 'portraits' | 'pairs'> {
  const about = { tags, sizes, isSet };
  const pairs = describeEach(counted, withEachOther, about);
  const order = orderOf(pairs, tags, repeats);
  const inOrder = (found: ReadonlyMap<string, PortraitTag>) =>
    order.flatMap(({ tag, repeats }) => {
      const each = found.get(tag);
      return each ? [repeats === undefined ? each : { ...each, repeats }] : [];
    });
  return {
    portraits: describeEach(counted, withBase, about).map(inOrder),
    pairs: withEachOther.map(({ first, second }, place) => ({ first, second, tags: inOrder(pairs[place] ?? new Map()) })),
  };
}

/** Per pair its tags by id, adjusted as one family. */
function describeEach(
  counted: readonly TagOfSets[],
  pairs: readonly Pair[],
  { tags, sizes, isSet }: { tags: readonly Tag[]; sizes: readonly number[]; isSet: readonly IsSet[] },
): ReadonlyMap<string, PortraitTag>[] {
  const counts = pairs.flatMap(({ first, second, both }, place) =>
    counted.map((tag) => ({ ...comparedCounts(tag, [first, second, both]), tag: keyOf(place, tag.tag) })),
  );
  const countsOf = new Map(counts.map((each) => [each.tag, each]));
  const statisticsOf = new Map(describePortrait(counts).map((statistics) => [statistics.tag, statistics]));
  return pairs.map(({ first, second }, place) => {
    const compared = { n: { segment: sizes[first] ?? 0, base: sizes[second] ?? 0 }, isSet: isSet[first] ?? (() => false) };
    const found = tags.flatMap((tag) => {
      const [statistics, quantiles] = [statisticsOf.get(keyOf(place, tag.id)), countsOf.get(keyOf(place, tag.id))];
      return statistics && quantiles ? [[tag.id, portraitTag(statistics, quantiles, tag, compared)] as const] : [];
    });
    return new Map(found);
  });
}

/** Names a tag of one of the pairs. */
function keyOf(place: number, tag: string): string {
  return `${place}\n${tag}`;
}

/** First what tells any two of the segments most apart, each followed by what repeats it; what differs repeats nothing that does not. */
function orderOf(
  pairs: readonly ReadonlyMap<string, PortraitTag>[],
  tags: readonly Tag[],
  repeats: Repeats,
): readonly Pick<PortraitTag, 'tag' | 'repeats'>[] {
  const places = tags.map(({ id }) => {
    const found = pairs.flatMap((each) => each.get(id) ?? []);
    return { tag: id, strength: Math.max(...found.map(strengthOf)), differs: found.some(tellsApart) };
  });
  places.sort((a, b) => b.strength - a.strength);
  return foldRepeats(places, (tag, above) => (above.differs || !tag.differs) && repeats(tag.tag, above.tag));
}
