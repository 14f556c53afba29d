import { Fault } from '../model/result';
import type { SegmentSize, SegmentVersion, SizePoint } from '../model/segment';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { FORGET_SEGMENT_SIZE_SQL, INSERT_SEGMENT_SIZE_SQL, LIST_SEGMENT_SIZES_SQL } from '../sql/segmentSizesSql';
import { withMembers } from './evaluate';
import type { SqlConnection } from './ports';
import { type OpenWorkspace, type Session, stopIfCancelled } from './session';
import { currentVersions } from './storedSegments';
import { records } from './table';

export function segmentSizeHandlers(session: Session): Pick<Handlers<KernelMethods>, 'segments.sizes'> {
  return {
    'segments.sizes': async (_, call) => {
      const workspace = session.open;
      const { counted, sizes } = await session.readOneVersion((connection) => sizesNow(session, connection, call));
      keepSizes(session, workspace, counted);
      return sizes;
    },
  };
}

/** One size of a saved segment. */
export interface CountedSegment extends SizePoint {
  readonly segment: string;
}

/** What a count of a saved segment says of it on the data as they are. */
export function countedNow(session: Session, { segment, version }: Pick<SegmentVersion, 'segment' | 'version'>, n: number) {
  const { asOf, customers: base } = session.customers;
  const countedAt = new Date(session.ports.clock.now()).toISOString();
  return { segment: segment.id, version, dataVersion: session.open.dataVersion, asOf, n, base, countedAt };
}

/** Keeps sizes that are not kept yet. Nobody waits for it, since it has to wait for a running import itself. */
export function keepSizes(session: Session, workspace: OpenWorkspace, counted: readonly CountedSegment[]): void {
  keepNewSizes(session, workspace, counted).catch((cause) => session.ports.log.error('sizes of segments were not kept', cause));
}

/** What the same version of a segment had on the same data version before is forgotten. */
async function keepNewSizes(session: Session, workspace: OpenWorkspace, counted: readonly CountedSegment[]): Promise<void> {
  const fresh = await session.read(async (connection) => newSizes(await keptSizes(connection), counted));
  if (fresh.length === 0) return;
  await session.write(async (connection) => {
    if (session.current === workspace) for (const size of fresh) await keepSize(connection, size);
  });
}

/** In the caller's transaction. */
export async function keepSize(connection: SqlConnection, size: CountedSegment): Promise<void> {
  const { segment, version, dataVersion, asOf, n, base, countedAt } = size;
  await connection.exec(FORGET_SEGMENT_SIZE_SQL, [segment, version, dataVersion]);
  await connection.exec(INSERT_SEGMENT_SIZE_SQL, [segment, version, dataVersion, asOf, n, base, countedAt]);
}

async function sizesNow(
  session: Session,
  connection: SqlConnection,
  { signal, progress }: CallContext,
): Promise<{ counted: CountedSegment[]; sizes: SegmentSize[] }> {
  const kept = await keptSizes(connection);
  const counted: CountedSegment[] = [];
  const sizes: SegmentSize[] = [];
  const saved = await currentVersions(connection);
  for (const [index, version] of saved.entries()) {
    progress({ phase: 'segments', fraction: index / saved.length });
    const size = await sizeOf(session, connection, version, signal);
    if (!size.error) counted.push(countedNow(session, version, size.n));
    sizes.push({ ...size, trend: trendOf(size.id, [...without(kept, counted), ...counted]) });
  }
  return { counted, sizes };
}

/** A segment that can no longer be counted must not hide the others. */
async function sizeOf(
  session: Session,
  connection: SqlConnection,
  { segment }: SegmentVersion,
  signal: AbortSignal,
): Promise<Omit<SegmentSize, 'trend'>> {
  try {
    return { id: segment.id, n: await withMembers(session, connection, segment, signal, (members) => members.count()) };
  } catch (cause) {
    stopIfCancelled(signal);
    if (!(cause instanceof Fault)) throw cause;
    return { id: segment.id, n: 0, error: cause.error };
  }
}

async function keptSizes(connection: SqlConnection): Promise<CountedSegment[]> {
  return records(await connection.query(LIST_SEGMENT_SIZES_SQL)).map((row) => ({
    segment: String(row.segment),
    version: Number(row.version),
    dataVersion: Number(row.data_version),
    asOf: String(row.as_of),
    n: Number(row.n),
    base: Number(row.base),
    countedAt: String(row.counted_at),
  }));
}

function trendOf(id: string, sizes: readonly CountedSegment[]): SizePoint[] {
  return sizes.filter(({ segment }) => segment === id).map(({ segment: _, ...point }) => point);
}

function without(kept: readonly CountedSegment[], counted: readonly CountedSegment[]): CountedSegment[] {
  return kept.filter((size) => !counted.some((other) => isSameCount(size, other)));
}

function newSizes(kept: readonly CountedSegment[], counted: readonly CountedSegment[]): CountedSegment[] {
  return counted.filter((size) => !kept.some((other) => isSameCount(size, other) && other.n === size.n));
}

function isSameCount(a: CountedSegment, b: CountedSegment): boolean {
  return a.segment === b.segment && a.version === b.version && a.dataVersion === b.dataVersion;
}
