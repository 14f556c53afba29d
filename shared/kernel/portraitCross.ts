import type { CrossCell, CrossLevel, CrossTag, PortraitCross, PortraitCrossSpec } from '../model/portraitCross';
import { fault } from '../model/result';
import { say } from '../model/saying';
import type { Tag } from '../model/tag';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { statsReady } from '../stats/distributions';
import { describePortrait, type ValueStatistics } from '../stats/portrait';
import { withMembers } from './evaluate';
import type { ComparedSets, Level } from './portraitCounts';
import { type CountedPairs, countPairs, type Others } from './portraitPairs';
import { askedTags, bothOf, portraitQuality, portraitReads, withBase } from './portraits';
import { bucketText, isBucket } from './portraitTags';
import type { SqlConnection } from './ports';
import { restsOn } from './restsOn';
import { type Session, stopIfCancelled } from './session';
import { subjectOf } from './subject';
import { withColumns } from './tagColumns';

export function portraitCrossHandlers(session: Session): Pick<Handlers<KernelMethods>, 'portraits.cross'> {
  return {
    'portraits.cross': ({ spec }, call) => session.readOneVersion((connection) => crossTags(session, connection, spec, call)),
  };
}

/** Two tags of a segment at once against its base. */
export async function crossTags(
  session: Session,
  connection: SqlConnection,
  spec: PortraitCrossSpec,
  call: CallContext,
): Promise<PortraitCross> {
  await statsReady();
  const tags = twoTags(await askedTags(session, connection, spec, call.signal));
  const subject = await subjectOf(connection, spec.segment);
  const { read, rules } = await portraitReads(session, connection, spec, { tags, subjects: [subject] });
  const quality = await portraitQuality(session, connection, read);
  return await withMembers(session, connection, subject, call.signal, (members) =>
    withBase(session, connection, spec, [members], call.signal, async (base) => {
      const both = bothOf(session, members, base.bits);
      const sets = { members, base: base.bits, both };
      const counted = await countBoth(session, connection, tags, sets, spec, call.signal).finally(() => both.release());
      return {
        segments: [{ id: subject.id, name: subject.name, n: members.count() }],
        ...described(counted, tags),
        restsOn: await restsOn(session, connection, {
          definition: { spec, rules },
          read,
          base: { name: base.name, n: base.bits.count() },
        }),
        ...(quality ? { quality } : {}),
      };
    }),
  );
}

function twoTags([first, second]: readonly Tag[]): readonly [Tag, Tag] {
  if (first && second && first.id !== second.id) return [first, second];
  const at = { path: 'tags.1', ...(second ? { field: second.id } : {}) };
  throw fault('INVALID_REQUEST', 'portrait.sameTag', { place: say('portrait.tag', { index: 1 }), tag: second?.id ?? '' }, { at });
}

async function countBoth(
  session: Session,
  connection: SqlConnection,
  tags: readonly [Tag, Tag],
  sets: ComparedSets,
  asked: PortraitCrossSpec,
  signal: AbortSignal,
): Promise<CountedPairs> {
  stopIfCancelled(signal);
  return await session.withResident(() =>
    withColumns(session, connection, tags, (columns) => countPairs(session, tags, columns, { sets, asked, signal }), signal),
  );
}

type Pair = readonly [first: number, second: number];

function described(counted: CountedPairs, tags: readonly [Tag, Tag]): Pick<PortraitCross, 'tags' | 'known' | 'cells'> {
  const { levels, n, baseN, bothN } = counted;
  const width = levels[1].length;
  const kept = [keptLevels(counted, 0, tags[0]), keptLevels(counted, 1, tags[1])] as const;
  const pairs = kept[0].flatMap((first, a) =>
    kept[1].map((second, b) => ({ value: [a, b] as const, at: first.at * width + second.at })),
  );
  const counts = pairs
    .map(({ value, at }) => ({ value, n: n[at] ?? 0, baseN: baseN[at] ?? 0, bothN: bothN[at] ?? 0 }))
    .filter((cell) => cell.n + cell.baseN > 0);
  const [statistics] = describePortrait<Pair>([{ tag: `${tags[0].id} × ${tags[1].id}`, values: counts }]);
  return {
    tags: [crossTag(tags[0], kept[0]), crossTag(tags[1], kept[1])],
    known: statistics?.known ?? { segment: 0, base: 0 },
    cells: (statistics?.values ?? []).map(crossCell),
  };
}

function crossCell({ value, method: _, ...statistics }: ValueStatistics<Pair>): CrossCell {
  return { at: value, ...statistics };
}

interface KeptLevel {
  /** Position among all levels of the tag. */
  readonly at: number;
  readonly level: CrossLevel;
}

/** The levels that somebody has, in the order of the tag's labels, else commonest first; of numbers in their own order. */
function keptLevels({ levels, n, baseN }: CountedPairs, which: 0 | 1, tag: Tag): KeptLevel[] {
  const { labels, type } = tag;
  const width = levels[1].length;
  const other = levels[which === 0 ? 1 : 0].length;
  const total = (counts: Float64Array, at: number) =>
    sum(other, (across) => counts[which === 0 ? at * width + across : across * width + at] ?? 0);
  const labelOf = new Map(labels.map(({ value, label }) => [value as unknown, label]));
  const kept = levels[which].flatMap((level, at): KeptLevel[] => {
    const found = { n: total(n, at), baseN: total(baseN, at) };
    return found.n + found.baseN === 0 ? [] : [{ at, level: crossLevel(level, found, labelOf.get(level)) }];
  });
  const place = placeOfLevel(tag);
  return type === 'category' ? kept.sort((a, b) => place(a.level) - place(b.level)) : kept;
}

/** Where a level stands by the labels of its tag: those without one behind, the rarer ones and unknown last. */
export function placeOfLevel({ labels }: Pick<Tag, 'labels'>): (level: CrossLevel) => number {
  const placeOf = new Map(labels.map(({ value }, place) => [value as unknown, place]));
  return ({ value, others }) =>
    others !== undefined || value === null ? labels.length + 1 : (placeOf.get(value) ?? labels.length);
}

/** A level as it is answered, with what was counted of it. */
export function crossLevel<C extends object>(
  level: Level | Others,
  counts: C,
  label: string | undefined,
): Omit<CrossLevel, 'n' | 'baseN'> & C {
  if (typeof level === 'object' && level !== null && 'others' in level) return { value: null, ...level, ...counts };
  if (isBucket(level)) return { value: bucketText(level), ...level, ...counts };
  return { value: level, ...(label === undefined ? {} : { label }), ...counts };
}

function crossTag({ id, name, type, unit }: Tag, levels: readonly KeptLevel[]): CrossTag {
  return { tag: id, name, type, ...(unit === undefined ? {} : { unit }), levels: levels.map(({ level }) => level) };
}

function sum(length: number, at: (index: number) => number): number {
  let total = 0;
  for (let index = 0; index < length; index++) total += at(index);
  return total;
}
