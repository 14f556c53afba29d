import { fault } from '../model/result';
import { activeRule } from '../model/rule';
import { quoted, say } from '../model/saying';
import { type Segment, type SegmentVersion, segmentSchema } from '../model/segment';
import { currentDefinitions, definitionVersions, type StoredDefinition } from './definitions';
import type { SqlConnection } from './ports';

/** Every segment as it counts: without the blocks that are switched off. */
export async function currentSegments(connection: SqlConnection): Promise<Segment[]> {
  return (await currentVersions(connection)).map(({ segment }) => segment);
}

/** The same with the number of each version. */
export async function currentVersions(connection: SqlConnection): Promise<SegmentVersion[]> {
  return (await listSegments(connection)).map((version) => ({ ...version, segment: active(version.segment) }));
}

/** Every segment as it was saved, blocks that are switched off too. */
export async function listSegments(connection: SqlConnection): Promise<SegmentVersion[]> {
  return (await currentDefinitions(connection, 'segment')).map(segmentVersion);
}

/** As it counts: without the blocks that are switched off. @throws Fault UNKNOWN_SEGMENT. */
export async function findSegment(connection: SqlConnection, id: string): Promise<Segment> {
  return (await findSegmentVersion(connection, id)).segment;
}

/** The newest version as it counts, or that of a number. @throws Fault UNKNOWN_SEGMENT. */
export async function findSegmentVersion(connection: SqlConnection, id: string, version?: number): Promise<SegmentVersion> {
  const segments = await listSegments(connection);
  const newest = segments.find(({ segment }) => segment.id === id);
  if (newest && version === undefined) return { ...newest, segment: active(newest.segment) };
  if (newest) return await findFormer(connection, newest.segment, version);
  const known = segments.map(({ segment }) => segment.id);
  const hint = known.length === 0 ? 'hint.saveSegment' : say('hint.segments', { segments: known });
  throw fault('UNKNOWN_SEGMENT', 'segment.unknown', { segment: quoted(id) }, { hint, at: { field: id } });
}

async function findFormer(connection: SqlConnection, { id, name }: Segment, version?: number): Promise<SegmentVersion> {
  const found = (await definitionVersions(connection, 'segment', id)).find((each) => each.version === version);
  if (!found) {
    const said = { segment: quoted(name), version: version ?? 0 };
    throw fault('UNKNOWN_SEGMENT', 'segment.noVersion', said, { hint: 'hint.chooseVersion', at: { field: id } });
  }
  const former = segmentVersion(found);
  return { ...former, segment: active(former.segment) };
}

export function segmentVersion({ body, version, author, savedAt }: StoredDefinition): SegmentVersion {
  return { segment: segmentSchema.parse(body), version, author, savedAt };
}

function active(segment: Segment): Segment {
  return { ...segment, who: activeRule(segment.who) };
}
