import { fault } from '../model/result';
import { activeRule } from '../model/rule';
import { quoted, say } from '../model/saying';
import { type Segment, type SegmentVersion, segmentSchema } from '../model/segment';
import { currentDefinitions, type StoredDefinition } from './definitions';
import type { SqlConnection } from './ports';

/** Every segment as it counts: without the blocks that are switched off. */
export async function currentSegments(connection: SqlConnection): Promise<Segment[]> {
  return (await listSegments(connection)).map(({ segment }) => active(segment));
}

export async function listSegments(connection: SqlConnection): Promise<SegmentVersion[]> {
  return (await currentDefinitions(connection, 'segment')).map(segmentVersion);
}

/** As it counts: without the blocks that are switched off. @throws Fault UNKNOWN_SEGMENT. */
export async function findSegment(connection: SqlConnection, id: string): Promise<Segment> {
  const segments = await listSegments(connection);
  const found = segments.find(({ segment }) => segment.id === id);
  if (found) return active(found.segment);
  const known = segments.map(({ segment }) => segment.id);
  const hint = known.length === 0 ? 'hint.saveSegment' : say('hint.segments', { segments: known });
  throw fault('UNKNOWN_SEGMENT', 'segment.unknown', { segment: quoted(id) }, { hint, at: { field: id } });
}

export function segmentVersion({ body, version, author, savedAt }: StoredDefinition): SegmentVersion {
  return { segment: segmentSchema.parse(body), version, author, savedAt };
}

function active(segment: Segment): Segment {
  return { ...segment, who: activeRule(segment.who) };
}
