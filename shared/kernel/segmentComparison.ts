import type { Bitset } from '../bits/bitStore';
import type { SegmentComparison } from '../model/segment';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { keysOfRowsSql } from '../sql/audiencesSql';
import { withMembers } from './evaluate';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { findSegmentVersion } from './storedSegments';
import { records } from './table';

const EXAMPLES = 20;

interface TwoVersions {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

export function segmentComparisonHandlers(session: Session): Pick<Handlers<KernelMethods>, 'segments.compare'> {
  return {
    'segments.compare': (versions, { signal }) =>
      session.readOneVersion((connection) => compare(session, connection, versions, signal)),
  };
}

async function compare(
  session: Session,
  connection: SqlConnection,
  { id, from, to }: TwoVersions,
  signal: AbortSignal,
): Promise<SegmentComparison> {
  const former = (await findSegmentVersion(connection, id, from)).segment;
  const latter = (await findSegmentVersion(connection, id, to)).segment;
  return await withMembers(session, connection, former, signal, (before, { key }) =>
    withMembers(session, connection, latter, signal, async (after) => {
      const joined = rest(after, before);
      const left = rest(before, after);
      const keys = async (change: 'joined' | 'left', rows: readonly number[]) => {
        const found = await connection.query(keysOfRowsSql(session.customers.rowColumn, key, rows), [], signal);
        return records(found).map((row) => ({ key: String(row.key), change }));
      };
      return {
        before: before.count(),
        after: after.count(),
        joined: joined.n,
        left: left.n,
        examples: [...(await keys('joined', joined.first)), ...(await keys('left', left.first))],
      };
    }),
  );
}

/** Those of one set that are not in the other. */
function rest(one: Bitset, other: Bitset): { n: number; first: number[] } {
  const members = other.complement();
  try {
    const { kernels } = one.store;
    const n = kernels.and(members.address, members.address, one.address, members.bytes);
    return { n, first: firstRows(members) };
  } finally {
    members.release();
  }
}

function firstRows(members: Bitset): number[] {
  for (const batch of members.rowBatches(EXAMPLES)) return [...batch];
  return [];
}
