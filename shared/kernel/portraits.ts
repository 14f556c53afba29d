import type { Bitset } from '../bits/bitStore';
import { LeafBits } from '../bits/leaf';
import { type BitTree, combine } from '../bits/tree';
import type { PortraitAnswer, PortraitTag } from '../model/answers';
import { tellsApart } from '../model/findings';
import type { PortraitSpec } from '../model/portrait';
import { fault } from '../model/result';
import { say } from '../model/saying';
import type { Membership } from '../model/segment';
import type { Tag } from '../model/tag';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { statsReady } from '../stats/distributions';
import { describePortrait } from '../stats/portrait';
import { tgiCeiling } from '../stats/tgi';
import { checkMembership } from './checkRule';
import { withMembers } from './evaluate';
import { withoutMasked } from './maskedNames';
import type { Vocabulary } from './names';
import { type CountedTag, countTags } from './portraitCounts';
import { foldRepeats, isSetBy, withCompared } from './portraitFolds';
import { type Compared, portraitTag } from './portraitTags';
import { isDescriptive, templateTags } from './portraitTemplates';
import type { SqlConnection } from './ports';
import { qualityOf } from './qualityResults';
import { type Repeats, repeatsAmong } from './repeatedTags';
import { restsOn, type TagsAndTables, tablesRead } from './restsOn';
import type { Session } from './session';
import { setByRule } from './setByRule';
import { type Subject, subjectOf } from './subject';
import { isCached } from './tagColumns';
import { tagLibrary, unknownTag } from './tags';
import { membershipOf, readBy, readVocabulary } from './vocabulary';

export function portraitHandlers(session: Session): Pick<Handlers<KernelMethods>, 'portraits.compute'> {
  return {
    'portraits.compute': ({ spec }, call) =>
      session.readOneVersion((connection) => computePortrait(session, connection, spec, call)),
  };
}

/** The portrait of a spec, whoever asked for it. */
export async function computePortrait(
  session: Session,
  connection: SqlConnection,
  spec: PortraitSpec,
  call: CallContext,
): Promise<PortraitAnswer> {
  await statsReady();
  const tags = await askedTags(session, connection, spec, call.signal);
  const segment = await subjectOf(connection, spec.segment);
  const { read, rules, vocabulary } = await portraitReads(session, connection, spec, { tags, subjects: [segment] });
  const quality = await portraitQuality(session, connection, read);
  const rule = setByRule(segment, vocabulary);
  const library = await tagLibrary(session, connection);
  const repeats = await repeatsAmong(session, connection, withCompared(tags, [rule], library), call.signal);
  return await withMembers(session, connection, segment, call.signal, (members) =>
    withBase(session, connection, spec, [members], call.signal, async (base) => {
      const both = bothOf(session, members, base.bits);
      const n = { segment: members.count(), base: base.bits.count(), both: both.count() };
      const sets = { members, base: base.bits, both };
      const counted = await countTags(session, connection, tags, { sets, asked: spec }, call).finally(() => both.release());
      return {
        segments: [{ id: segment.id, name: segment.name, n: n.segment }],
        ceiling: tgiCeiling(n.segment, n.base, n.both),
        tags: described(counted, tags, { n, isSet: isSetBy(rule, tags, repeats) }, repeats),
        restsOn: await restsOn(session, connection, {
          definition: { spec, rules },
          read,
          base: { name: base.name, n: n.base },
        }),
        ...(quality ? { quality } : {}),
      };
    }),
  );
}

/** The tags of a portrait, its segments and its base. */
export async function portraitReads(
  session: Session,
  connection: SqlConnection,
  { base }: Pick<PortraitSpec, 'base'>,
  { tags, subjects }: { tags: readonly Tag[]; subjects: readonly Membership[] },
): Promise<{ read: TagsAndTables; rules: unknown; vocabulary: Vocabulary }> {
  const asked = [...subjects, ...(typeof base === 'object' ? [await baseSubject(connection, base)] : [])];
  const rules = asked.map(({ who }) => who);
  const vocabulary = await readVocabulary(session, connection, rules);
  for (const membership of asked) checkMembership(membership, vocabulary);
  const read = readBy(rules, vocabulary);
  return {
    read: { tags: [...tags, ...read.tags], tables: read.tables },
    rules: asked.map((membership) => membershipOf(membership, vocabulary)),
    vocabulary,
  };
}

/** The quality of every table that the tags are read from. */
export async function portraitQuality(
  session: Session,
  connection: SqlConnection,
  read: TagsAndTables,
): Promise<PortraitAnswer['quality']> {
  const tables = await tablesRead(session, connection, read);
  const quality = await qualityOf(session, connection, new Set(tables));
  return quality && { ...quality, tables };
}

/** The tags that a spec names. @throws Fault UNKNOWN_TAG, UNKNOWN_TEMPLATE, INVALID_REQUEST for one that is no use in a portrait. */
export async function askedTags(
  session: Session,
  connection: SqlConnection,
  { tags }: Pick<PortraitSpec, 'tags'>,
  signal: AbortSignal,
): Promise<Tag[]> {
  const library = await tagLibrary(session, connection);
  if (!Array.isArray(tags)) {
    const all =
      tags === 'published' ? [...library.values()].filter(isDescriptive) : await templateTags(connection, library, tags.template);
    return await withoutMasked(session, connection, all, signal);
  }
  return tags.map((id, index) => {
    const at = { path: `tags.${index}`, field: id };
    const place = say('portrait.tag', { index });
    const tag = library.get(id) ?? unknownTag(id, at.path, place);
    if (isCached(tag)) return tag;
    const values = { place, tag: id, distinct: tag.distinct };
    throw fault('INVALID_REQUEST', 'portrait.unfitTag', values, { hint: 'hint.portraitTag', at });
  });
}

interface Base {
  readonly name: string;
  readonly bits: Bitset;
}

/** The base of one segment or several; `rest` are those who are in none of them. */
export async function withBase<T>(
  session: Session,
  connection: SqlConnection,
  { base }: Pick<PortraitSpec, 'base'>,
  segments: readonly Bitset[],
  signal: AbortSignal,
  use: (base: Base) => Promise<T>,
): Promise<T> {
  if (typeof base === 'object') {
    const subject = await baseSubject(connection, base);
    return await withMembers(session, connection, subject, signal, (bits) => use({ name: subject.name, bits }));
  }
  const { customers } = session.customers;
  const bits =
    base === 'all'
      ? session.open.resident.store.everybody(customers)
      : combined(session, { kind: 'none', rules: segments.map(leaf) }, customers);
  try {
    return await use({ name: base, bits });
  } finally {
    bits.release();
  }
}

/** A base that is some customers; a rule has no name. @throws Fault UNKNOWN_SEGMENT */
async function baseSubject(connection: SqlConnection, base: Extract<PortraitSpec['base'], object>): Promise<Subject> {
  return await subjectOf(connection, 'rule' in base ? base.rule : base.segment);
}

/** The customers of two sets; the caller owns them. */
export function bothOf(session: Session, members: Bitset, base: Bitset): Bitset {
  return combined(session, { kind: 'all', rules: [leaf(members), leaf(base)] }, members.rowCount);
}

function leaf(bits: Bitset): BitTree {
  return { kind: 'leaf', bits: new LeafBits(bits, bits) };
}

function combined(session: Session, tree: BitTree, rows: number): Bitset {
  return combine(session.open.resident.store, tree, rows).members;
}

/** Most different tag first, what the rule sets last; a finding repeats none that is none. */
function described(counted: readonly CountedTag[], tags: readonly Tag[], compared: Compared, repeats: Repeats): PortraitTag[] {
  const tagOf = new Map(tags.map((tag) => [tag.id, tag]));
  const countsOf = new Map(counted.map((counts) => [counts.tag, counts]));
  const found = describePortrait(counted).flatMap((statistics) => {
    const [tag, counts] = [tagOf.get(statistics.tag), countsOf.get(statistics.tag)];
    return tag && counts ? [portraitTag(statistics, counts, tag, compared)] : [];
  });
  found.sort((a, b) => Number(a.setByRule) - Number(b.setByRule));
  return foldRepeats(
    found,
    (tag, above) => tag.setByRule === above.setByRule && (tellsApart(above) || !tellsApart(tag)) && repeats(tag.tag, above.tag),
  );
}
