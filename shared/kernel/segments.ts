import { fault } from '../model/result';
import { quoted, say } from '../model/saying';
import { type Segment, type SegmentVersion, segmentSchema } from '../model/segment';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { checkRule } from './checkRule';
import { currentDefinitions, definitionVersions, type StoredDefinition, saveDefinition } from './definitions';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { tagLibrary } from './tags';

type SegmentMethods = Pick<Handlers<KernelMethods>, 'segments.list' | 'segments.save' | 'segments.versions' | 'segments.remove'>;

export function segmentHandlers(session: Session): SegmentMethods {
  return {
    'segments.list': () => session.read(listSegments),
    'segments.versions': ({ id }) =>
      session.read(async (connection) => (await definitionVersions(connection, 'segment', id)).map(segmentVersion)),
    'segments.save': async ({ segment }) => {
      const saved = await session.write((connection) => saveSegment(session, connection, segment));
      session.changed('segments');
      return saved;
    },
    'segments.remove': async ({ id }) => {
      await session.write(async (connection) => {
        await findSegment(connection, id);
        await saveDefinition(connection, { kind: 'segment', id, body: null, now: session.ports.clock.now() });
      });
      session.changed('segments');
      return null;
    },
  };
}

async function listSegments(connection: SqlConnection): Promise<SegmentVersion[]> {
  return (await currentDefinitions(connection, 'segment')).map(segmentVersion);
}

/** @throws Fault UNKNOWN_SEGMENT. */
export async function findSegment(connection: SqlConnection, id: string): Promise<Segment> {
  const segments = await listSegments(connection);
  const found = segments.find(({ segment }) => segment.id === id);
  if (found) return found.segment;
  const known = segments.map(({ segment }) => segment.id);
  const hint = known.length === 0 ? 'hint.saveSegment' : say('hint.segments', { segments: known });
  throw fault('UNKNOWN_SEGMENT', 'segment.unknown', { segment: quoted(id) }, { hint, at: { field: id } });
}

/** Saves a new version, in the caller's transaction. @throws Fault as `checkRule`. */
export async function saveSegment(session: Session, connection: SqlConnection, segment: Segment): Promise<SegmentVersion> {
  checkRule(segment.who, await tagLibrary(session, connection));
  const stored = await saveDefinition(connection, {
    kind: 'segment',
    id: segment.id,
    body: segment,
    now: session.ports.clock.now(),
  });
  return segmentVersion(stored);
}

function segmentVersion({ body, version, author, savedAt }: StoredDefinition): SegmentVersion {
  return { segment: segmentSchema.parse(body), version, author, savedAt };
}
