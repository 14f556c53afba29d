import type { NumberColumn } from '../bits/numberColumn';
import { fault } from '../model/result';
import { quoted, type Saying } from '../model/saying';
import type { Distribution, Tag } from '../model/tag';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { tagRangeSql, tagValuesSql } from '../sql/tagsSql';
import { columnHistogram, histogramEdges, rangeOf } from './distribution';
import type { SqlConnection } from './ports';
import { qualityOf } from './qualityResults';
import type { Session } from './session';
import { type Cell, records } from './table';
import { isCached, withColumn } from './tagColumns';
import { tagScope } from './tagScope';
import { tagStates } from './tagStates';

type TagMethods = Pick<Handlers<KernelMethods>, 'tags.list' | 'tags.distribution'>;

export function tagHandlers(session: Session): TagMethods {
  return {
    'tags.list': (_, { signal }) =>
      session.open.customers
        ? session.readOneVersion((connection) => tagStates(session, connection, signal))
        : Promise.resolve([]),
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
          ...(await rangeAndHistogram(session, connection, found, ends)),
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

async function rangeAndHistogram(
  session: Session,
  connection: SqlConnection,
  tag: Tag,
  { low, high }: { low: Cell; high: Cell },
): Promise<Pick<Distribution, 'range' | 'histogram'>> {
  const range = rangeOf(tag.type, low, high);
  if (!range) return {};
  if (!isCached(tag)) return { range: range.shown };
  const edges = histogramEdges(range);
  const histogram = await withColumn(session, connection, tag, (column) => columnHistogram(column as NumberColumn, edges));
  return { range: range.shown, histogram };
}
