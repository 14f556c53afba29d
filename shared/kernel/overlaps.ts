import { exclusiveCounts, pairCounts } from '../bits/overlaps';
import type { OverlapAnswer, SegmentVersion } from '../model/segment';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { withMembersOfEach } from './evaluate';
import type { SqlConnection } from './ports';
import { restsOn } from './restsOn';
import { type CountedSegment, countedNow, keepSizes } from './segmentSizes';
import type { Session } from './session';
import { findSegmentVersion } from './storedSegments';
import { membershipOf, readBy, readVocabulary } from './vocabulary';

/** The number of parts doubles with every segment. */
const MOST_IN_PARTS = 8;

export function overlapHandlers(session: Session): Pick<Handlers<KernelMethods>, 'segments.overlap'> {
  return {
    'segments.overlap': async ({ segments }, call) => {
      const workspace = session.open;
      const { answer, counted } = await session.readOneVersion((connection) => overlap(session, connection, segments, call));
      keepSizes(session, workspace, counted);
      return answer;
    },
  };
}

async function overlap(
  session: Session,
  connection: SqlConnection,
  ids: readonly string[],
  call: CallContext,
): Promise<{ answer: OverlapAnswer; counted: CountedSegment[] }> {
  const versions: SegmentVersion[] = [];
  for (const id of ids) versions.push(await findSegmentVersion(connection, id));
  const segments = versions.map(({ segment }) => segment);
  return await withMembersOfEach(session, connection, segments, call, async (sets) => {
    const both = pairCounts(sets);
    const rules = segments.map(({ who }) => who);
    const vocabulary = await readVocabulary(session, connection, rules, call.signal);
    const answer = {
      segments: segments.map(({ id, name }, index) => ({ id, name, n: both[index]?.[index] ?? 0 })),
      both,
      parts: sets.length > MOST_IN_PARTS ? [] : parts(ids, exclusiveCounts(sets)),
      restsOn: await restsOn(session, connection, {
        definition: segments.map((segment) => membershipOf(segment, vocabulary)),
        read: readBy(rules, vocabulary),
      }),
    };
    return { answer, counted: versions.map((version, index) => countedNow(session, version, both[index]?.[index] ?? 0)) };
  });
}

function parts(ids: readonly string[], counts: readonly number[]): OverlapAnswer['parts'] {
  return counts
    .map((n, mask) => ({ segments: ids.filter((_, set) => ((mask >>> set) & 1) === 1), n }))
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n);
}
