import { dayNumber, isoDay } from '../model/calendar';
import { fault } from '../model/result';
import { quoted, say } from '../model/saying';
import type { KernelMethods } from '../rpc/contract';
import type { Args, CallContext, Handlers } from '../rpc/method';
import { quantileEdgesSql } from '../sql/tagEdgesSql';
import { tagRangeSql } from '../sql/tagsSql';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { records } from './table';
import { tagLibrary, unknownTag } from './tags';

export function tagEdgeHandlers(session: Session): Pick<Handlers<KernelMethods>, 'tags.edges'> {
  return {
    'tags.edges': (request, call) => session.readOneVersion((connection) => proposeEdges(session, connection, request, call)),
  };
}

/**
 * Ascending cut points of at most `n` buckets, from the values that a number or date tag has now; none where all are the same.
 * Of equal width: the range cut in `n`, days rounded down. Quantiles: equal values stay together, so there may be fewer.
 * @throws Fault UNKNOWN_TAG, INVALID_TAG.
 */
async function proposeEdges(
  session: Session,
  connection: SqlConnection,
  { tag: id, method, n }: Args<KernelMethods, 'tags.edges'>,
  { signal }: CallContext,
): Promise<{ edges: (number | string)[] }> {
  const { type } = (await tagLibrary(session, connection)).get(id) ?? unknownTag(id, 'tag', null);
  if (type !== 'number' && type !== 'date') {
    const said = { tag: quoted(id), type: say(`tagType.${type}`, {}) };
    throw fault('INVALID_TAG', 'tag.bucketType', said, { hint: 'hint.numberTag', at: { path: 'tag', field: id } });
  }
  if (method === 'quantile') {
    const rows = records(await connection.query(quantileEdgesSql(id, type, n), [], signal));
    return { edges: rows.map(({ edge }) => (typeof edge === 'number' ? edge : String(edge))) };
  }
  const [range] = records(await connection.query(tagRangeSql(id), [], signal));
  if (range?.low == null || range.high == null) return { edges: [] };
  if (type === 'number') return { edges: evenly(Number(range.low), Number(range.high), n) };
  const days = evenly(dayNumber(String(range.low)), dayNumber(String(range.high)), n).map(Math.floor);
  return { edges: [...new Set(days)].filter((day) => day > dayNumber(String(range.low))).map(isoDay) };
}

function evenly(low: number, high: number, n: number): number[] {
  if (!(high > low) || !Number.isFinite(high - low)) return [];
  return Array.from({ length: n - 1 }, (_, index) => low + ((high - low) * (index + 1)) / n);
}
