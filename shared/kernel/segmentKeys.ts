import type { Bitset } from '../bits/bitStore';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { keysOfRowsSql } from '../sql/audiencesSql';
import { withMembers } from './evaluate';
import { countedNow, keepSizes } from './segmentSizes';
import type { Session } from './session';
import { findSegmentVersion } from './storedSegments';
import { records } from './table';

export function segmentKeyHandlers(session: Session): Pick<Handlers<KernelMethods>, 'segments.members' | 'segments.count'> {
  return {
    'segments.count': (membership, { signal }) =>
      session.readOneVersion(async (connection) => ({
        n: await withMembers(session, connection, membership, signal, (members) => members.count()),
      })),
    'segments.members': async ({ id, offset, limit }, { signal }) => {
      const workspace = session.open;
      const { answer, counted } = await session.readOneVersion(async (connection) => {
        const version = await findSegmentVersion(connection, id);
        return await withMembers(session, connection, version.segment, signal, async (members, { key }) => {
          const rows = rowsFrom(members, offset, limit);
          const found = await connection.query(keysOfRowsSql(session.customers.rowColumn, key, rows), [], signal);
          const total = members.count();
          const keys = records(found).map((record) => String(record.key));
          return { answer: { total, keys }, counted: countedNow(session, version, total) };
        });
      });
      keepSizes(session, workspace, [counted]);
      return answer;
    },
  };
}

/** Row numbers of members `offset` to `offset + limit`, in row order. */
function rowsFrom(members: Bitset, offset: number, limit: number): number[] {
  const rows: number[] = [];
  let passed = 0;
  for (const batch of members.rowBatches(65_536)) {
    if (passed + batch.length > offset) rows.push(...batch.slice(Math.max(0, offset - passed), offset + limit - passed));
    passed += batch.length;
    if (rows.length >= limit) break;
  }
  return rows;
}
