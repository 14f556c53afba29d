import type { Bitset } from '../bits/bitStore';
import type { CodeColumn } from '../bits/codeColumn';
import { countCodes } from '../bits/counts';
import { LeafBits } from '../bits/leaf';
import { type BitTree, combine } from '../bits/tree';
import type { PortraitAnswer, PortraitTag, PortraitValue } from '../model/answers';
import type { PortraitSpec } from '../model/portrait';
import { fault } from '../model/result';
import { say } from '../model/saying';
import type { Membership } from '../model/segment';
import type { Tag } from '../model/tag';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { statsReady } from '../stats/distributions';
import { describePortrait, type TagCounts, type TagStatistics } from '../stats/portrait';
import { tgiCeiling } from '../stats/tgi';
import { checkMembership } from './checkRule';
import { withMembers } from './evaluate';
import type { SqlConnection } from './ports';
import { qualityOf } from './qualityResults';
import { restsOn, type TagsAndTables, tablesRead } from './restsOn';
import { type Session, stopIfCancelled } from './session';
import { findSegment } from './storedSegments';
import { isCached, withColumns } from './tagColumns';
import { tagLibrary, unknownTag } from './tags';
import { membershipOf, readBy, readVocabulary } from './vocabulary';

/** A tag with more values is an identifier or free text, not something people have in common. */
const MOST_VALUES = 1000;
/** Values answered per tag; the rest take part in the statistics. */
const SHOWN_VALUES = 200;

/** Columns counted with one list of members, and how often a cancel is looked for. */
const TAGS_AT_A_TIME = 8;

type Value = string | boolean;

export function portraitHandlers(session: Session): Pick<Handlers<KernelMethods>, 'portraits.compute'> {
  return {
    'portraits.compute': ({ spec }, call) =>
      session.readOneVersion((connection) => computePortrait(session, connection, spec, call)),
  };
}

async function computePortrait(
  session: Session,
  connection: SqlConnection,
  spec: PortraitSpec,
  call: CallContext,
): Promise<PortraitAnswer> {
  await statsReady();
  const library = await tagLibrary(session, connection);
  const tags = portraitTags(library, spec);
  const segment = await subjectOf(connection, spec.segment);
  const { read, rules } = await portraitReads(session, connection, spec, { tags, subject: segment });
  const quality = await portraitQuality(session, connection, read);
  return await withMembers(session, connection, segment, call.signal, (members) =>
    withBase(session, connection, spec, members, call.signal, async (base) => {
      const counted = await countTags(session, connection, tags, { members, base }, call);
      const n = { segment: members.count(), base: base.bits.count(), both: sizeOfBoth(session, members, base.bits) };
      const ranked = describePortrait(counted);
      return {
        segments: [{ id: segment.id, name: segment.name, n: n.segment }],
        ceiling: tgiCeiling(n.segment, n.base, n.both),
        tags: ranked.map((statistics) => portraitTag(statistics, tags, n)),
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

/** The tags of a portrait, its segment and its base. */
async function portraitReads(
  session: Session,
  connection: SqlConnection,
  { base }: PortraitSpec,
  { tags, subject }: { tags: readonly Tag[]; subject: Membership },
): Promise<{ read: TagsAndTables; rules: unknown }> {
  const asked = [subject, ...(typeof base === 'object' ? [await findSegment(connection, base.segment)] : [])];
  const rules = asked.map(({ who }) => who);
  const vocabulary = await readVocabulary(session, connection, rules);
  for (const membership of asked) checkMembership(membership, vocabulary);
  const read = readBy(rules, vocabulary);
  return {
    read: { tags: [...tags, ...read.tags], tables: read.tables },
    rules: asked.map((membership) => membershipOf(membership, vocabulary)),
  };
}

/** The quality of every table that the tags are read from. */
async function portraitQuality(
  session: Session,
  connection: SqlConnection,
  read: TagsAndTables,
): Promise<PortraitAnswer['quality']> {
  const tables = await tablesRead(session, connection, read);
  const quality = await qualityOf(session, connection, new Set(tables));
  return quality && { ...quality, tables };
}

/** A saved segment, or a rule that has no name yet. */
async function subjectOf(
  connection: SqlConnection,
  segment: PortraitSpec['segment'],
): Promise<Membership & { id: string; name: string }> {
  return typeof segment === 'string' ? await findSegment(connection, segment) : { id: '', name: '', who: segment };
}

function portraitTags(library: ReadonlyMap<string, Tag>, { tags }: PortraitSpec): Tag[] {
  if (tags === 'published') return [...library.values()].filter(isDescriptive);
  return tags.map((id, index) => {
    const at = { path: `tags.${index}`, field: id };
    const place = say('portrait.tag', { index });
    const tag = library.get(id) ?? unknownTag(id, at.path, place);
    if ((tag.type === 'category' || tag.type === 'boolean') && isCached(tag)) return tag;
    const values = { place, tag: id, type: say(`tagType.${tag.type}`, {}), distinct: tag.distinct };
    throw fault('INVALID_REQUEST', 'portrait.unfitTag', values, { hint: 'hint.portraitTag', at });
  });
}

function isDescriptive({ type, distinct, coverage, status }: Tag): boolean {
  if (coverage === 0 || status !== 'published') return false;
  return type === 'boolean' || (type === 'category' && distinct <= MOST_VALUES);
}

interface Base {
  readonly name: string;
  readonly bits: Bitset;
}

async function withBase<T>(
  session: Session,
  connection: SqlConnection,
  { base }: PortraitSpec,
  members: Bitset,
  signal: AbortSignal,
  use: (base: Base) => Promise<T>,
): Promise<T> {
  if (typeof base === 'object') {
    const segment = await findSegment(connection, base.segment);
    return await withMembers(session, connection, segment, signal, (bits) => use({ name: segment.name, bits }));
  }
  const { store } = session.open.resident;
  const bits =
    base === 'all'
      ? store.everybody(members.rowCount)
      : combined(session, { kind: 'none', rules: [leaf(members)] }, members.rowCount);
  try {
    return await use({ name: base, bits });
  } finally {
    bits.release();
  }
}

function leaf(bits: Bitset): BitTree {
  return { kind: 'leaf', bits: new LeafBits(bits, bits) };
}

function combined(session: Session, tree: BitTree, rows: number): Bitset {
  return combine(session.open.resident.store, tree, rows).members;
}

function sizeOfBoth(session: Session, a: Bitset, b: Bitset): number {
  const both = combined(session, { kind: 'all', rules: [leaf(a), leaf(b)] }, a.rowCount);
  const n = both.count();
  both.release();
  return n;
}

async function countTags(
  session: Session,
  connection: SqlConnection,
  tags: readonly Tag[],
  { members, base }: { members: Bitset; base: Base },
  { signal, progress }: CallContext,
): Promise<TagCounts<Value>[]> {
  const both = combined(session, { kind: 'all', rules: [leaf(members), leaf(base.bits)] }, members.rowCount);
  const sets = { members, base: base.bits, both };
  const counted: TagCounts<Value>[] = [];
  try {
    for (let from = 0; from < tags.length; from += TAGS_AT_A_TIME) {
      stopIfCancelled(signal);
      progress({ phase: 'tags', fraction: from / tags.length });
      const some = tags.slice(from, from + TAGS_AT_A_TIME);
      const count = (columns: unknown[]) => countColumns(some, columns as CodeColumn[], sets);
      counted.push(...(await session.withResident(() => withColumns(session, connection, some, count, signal))));
    }
    return counted;
  } finally {
    both.release();
  }
}

interface Sets {
  readonly members: Bitset;
  readonly base: Bitset;
  readonly both: Bitset;
}

function countColumns(tags: readonly Tag[], columns: readonly CodeColumn[], { members, base, both }: Sets): TagCounts<Value>[] {
  const n = countCodes(columns, members);
  const baseN = countCodes(columns, base);
  const bothN = both.count() === members.count() ? n : both.count() === base.count() ? baseN : countCodes(columns, both);
  return columns.map(({ kind, dictionary }, column) => {
    const names: readonly Value[] = kind === 'boolean' ? [false, true] : dictionary;
    const values = names.map((value, index) => ({
      value,
      n: n[column]?.[index + 1] ?? 0,
      baseN: baseN[column]?.[index + 1] ?? 0,
      bothN: bothN[column]?.[index + 1] ?? 0,
    }));
    return { tag: tags[column]?.id ?? '', values: values.filter((value) => value.n + value.baseN > 0) };
  });
}

function portraitTag(statistics: TagStatistics<Value>, tags: readonly Tag[], n: { segment: number; base: number }): PortraitTag {
  const { tag, known, difference, values } = statistics;
  const { name, type, labels } = tags.find(({ id }) => id === tag) ?? { name: tag, type: 'category', labels: [] };
  const labelOf = new Map(labels.map(({ value, label }) => [value, label]));
  return {
    tag,
    name,
    type: type === 'boolean' ? 'boolean' : 'category',
    coverage: { segment: share(known.segment, n.segment), base: share(known.base, n.base) },
    known,
    difference,
    values: values.slice(0, SHOWN_VALUES).map((value) => labelled(value, labelOf.get(value.value))),
    hiddenValues: Math.max(0, values.length - SHOWN_VALUES),
  };
}

function labelled(value: PortraitValue, label: string | undefined): PortraitValue {
  return label === undefined ? value : { ...value, label };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
