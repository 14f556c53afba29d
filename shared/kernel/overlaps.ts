import type { Bitset } from '../bits/bitStore';
import { exclusiveCounts, pairCounts } from '../bits/overlaps';
import { Fault } from '../model/result';
import type { OverlapAnswer, Segment, SegmentSize } from '../model/segment';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { withMembers } from './evaluate';
import type { SqlConnection } from './ports';
import { restsOn } from './restsOn';
import { type Session, stopIfCancelled } from './session';
import { findSegment, listSegments } from './storedSegments';
import { membershipOf, readBy, readVocabulary } from './vocabulary';

/** The number of parts doubles with every segment. */
const MOST_IN_PARTS = 8;

type OverlapMethods = Pick<Handlers<KernelMethods>, 'segments.overlap' | 'segments.sizes'>;

export function overlapHandlers(session: Session): OverlapMethods {
  return {
    'segments.overlap': ({ segments }, call) =>
      session.readOneVersion((connection) => overlap(session, connection, segments, call)),
    'segments.sizes': (_, { signal, progress }) =>
      session.readOneVersion(async (connection) => {
        const sizes: SegmentSize[] = [];
        const saved = await listSegments(connection);
        for (const [index, { segment }] of saved.entries()) {
          progress({ phase: 'segments', fraction: index / saved.length });
          sizes.push(await sizeOf(session, connection, segment, signal));
        }
        return sizes;
      }),
  };
}

/** A segment that can no longer be counted must not hide the others. */
async function sizeOf(session: Session, connection: SqlConnection, segment: Segment, signal: AbortSignal): Promise<SegmentSize> {
  try {
    return { id: segment.id, n: await withMembers(session, connection, segment, signal, (members) => members.count()) };
  } catch (cause) {
    stopIfCancelled(signal);
    if (!(cause instanceof Fault)) throw cause;
    return { id: segment.id, n: 0, error: cause.error };
  }
}

async function overlap(
  session: Session,
  connection: SqlConnection,
  ids: readonly string[],
  { signal, progress }: CallContext,
): Promise<OverlapAnswer> {
  const segments: Segment[] = [];
  for (const id of ids) segments.push(await findSegment(connection, id));
  const sets: Bitset[] = [];
  try {
    for (const [index, segment] of segments.entries()) {
      progress({ phase: 'segments', fraction: index / segments.length });
      sets.push(await retained(session, connection, segment, signal));
    }
    const both = pairCounts(sets);
    const rules = segments.map(({ who }) => who);
    const vocabulary = await readVocabulary(session, connection, rules, signal);
    return {
      segments: segments.map(({ id, name }, index) => ({ id, name, n: both[index]?.[index] ?? 0 })),
      both,
      parts: sets.length > MOST_IN_PARTS ? [] : parts(ids, exclusiveCounts(sets)),
      restsOn: await restsOn(session, connection, {
        definition: segments.map((segment) => membershipOf(segment, vocabulary)),
        read: readBy(rules, vocabulary),
      }),
    };
  } finally {
    for (const set of sets) set.release();
  }
}

async function retained(session: Session, connection: SqlConnection, segment: Segment, signal: AbortSignal): Promise<Bitset> {
  return await withMembers(session, connection, segment, signal, (members) => {
    members.retain();
    return members;
  });
}

function parts(ids: readonly string[], counts: readonly number[]): OverlapAnswer['parts'] {
  return counts
    .map((n, mask) => ({ segments: ids.filter((_, set) => ((mask >>> set) & 1) === 1), n }))
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n);
}
