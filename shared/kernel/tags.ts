import type { NumberColumn } from '../bits/numberColumn';
import { dayNumber, isoDay } from '../model/calendar';
import { fault } from '../model/result';
import { quoted, type Saying } from '../model/saying';
import type { Tag, TagDistribution } from '../model/tag';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { tagRangeSql, tagValuesSql } from '../sql/tagsSql';
import type { SqlConnection } from './ports';
import { qualityOf } from './qualityResults';
import type { Session } from './session';
import { type Cell, records } from './table';
import { isCached, withColumn } from './tagColumns';
import { tagScope } from './tagScope';
import { tagStates } from './tagStates';

const HISTOGRAM_BUCKETS = 24;

type TagMethods = Pick<Handlers<KernelMethods>, 'tags.list' | 'tags.distribution'>;

export function tagHandlers(session: Session): TagMethods {
  return {
    'tags.list': () =>
      session.open.customers ? session.readOneVersion((connection) => tagStates(session, connection)) : Promise.resolve([]),
    'tags.distribution': ({ tag, search, limit }, { signal }) =>
      session.readOneVersion(async (connection) => {
        const found = (await tagLibrary(session, connection)).get(tag) ?? unknownTag(tag, '', null);
        const values = records(await connection.query(tagValuesSql(tag, limit), [search], signal));
        const range = records(await connection.query(tagRangeSql(tag), [], signal))[0] ?? {};
        const quality = await qualityOf(session, connection, new Set(found.tables));
        const ends = { low: range.low ?? null, high: range.high ?? null };
        return {
          tag,
          known: Number(range.known),
          unknown: Number(range.customers) - Number(range.known),
          distinct: found.distinct,
          values: values.map(({ value, n }) => ({ value: value ?? '', n: Number(n) })),
          ...(await rangeOf(session, connection, found, ends)),
          ...(quality ? { quality } : {}),
        };
      }),
  };
}

/** Every tag by its id, in the library's order; read once per data version. */
export async function tagLibrary(session: Session, connection: SqlConnection): Promise<ReadonlyMap<string, Tag>> {
  const { resident } = session.open;
  resident.library ??= (await tagScope(connection)).tags;
  return resident.library;
}

/** @throws Fault UNKNOWN_TAG always; `path` is where the tag is named, `place` the same in words. */
export function unknownTag(id: string, path: string, place: Saying | null): never {
  const shown = id.slice(0, 100);
  const tag = quoted(shown);
  const rest = { hint: 'hint.chooseTag', at: { path, field: shown } } as const;
  if (place) throw fault('UNKNOWN_TAG', 'tag.unknownAt', { place, tag }, rest);
  throw fault('UNKNOWN_TAG', 'tag.unknown', { tag }, rest);
}

type Range = Pick<TagDistribution, 'range' | 'histogram'>;

async function rangeOf(
  session: Session,
  connection: SqlConnection,
  tag: Tag,
  { low, high }: { low: Cell; high: Cell },
): Promise<Range> {
  if (tag.type !== 'number' && tag.type !== 'date') return {};
  if (typeof low === 'boolean' || typeof high === 'boolean' || low === null || high === null) return {};
  const edges = { min: edge(low), max: edge(high) };
  const range = tag.type === 'date' ? { min: isoDay(edges.min), max: isoDay(edges.max) } : edges;
  if (!isCached(tag) || !Number.isFinite(edges.max - edges.min)) return { range };
  return { range, histogram: await histogram(session, connection, tag, edges.min, edges.max) };
}

function edge(value: number | string): number {
  return typeof value === 'number' ? value : dayNumber(value);
}

async function histogram(
  session: Session,
  connection: SqlConnection,
  tag: Tag,
  min: number,
  max: number,
): Promise<TagDistribution['histogram'] & object> {
  const buckets = max > min ? HISTOGRAM_BUCKETS : 1;
  const width = (max - min) / buckets;
  const edges = Array.from({ length: buckets + 1 }, (_, index) => (index === buckets ? max : min + index * width));
  const counts = await withColumn(session, connection, tag, (column) => bucketCounts(column as NumberColumn, edges));
  return counts.map((n, index) => ({ from: edges[index] ?? min, to: edges[index + 1] ?? max, n }));
}

/** The last bucket takes its upper edge in. */
function bucketCounts(column: NumberColumn, edges: readonly number[]): number[] {
  const inner = edges.slice(1, -1);
  const labels = Array.from({ length: inner.length + 1 }, (_, index) => String(index));
  const coded = column.bucketed(inner, labels);
  const counts = labels.map((_, index) => coded.totals[index + 1] ?? 0);
  coded.release();
  return counts;
}
