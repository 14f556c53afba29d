import { activeRule } from '../model/rule';
import type { Segment, SegmentVersion } from '../model/segment';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import { FORGET_SEGMENT_SIZES_SQL } from '../sql/segmentSizesSql';
import { checkMembership } from './checkRule';
import { definitionVersions, saveDefinition } from './definitions';
import { refuseNamed } from './inUse';
import { holdMandatorySegment } from './mandatoryReads';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { findSegment, listSegments, segmentVersion } from './storedSegments';
import { refuseSegmentCycle } from './tagReads';
import { tagScope } from './tagScope';
import { readVocabulary, withSegment } from './vocabulary';

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
        const { name } = await findSegment(connection, id);
        await refuseNamed(connection, { kind: 'segment', id, name });
        await saveDefinition(connection, { kind: 'segment', id, body: null, now: session.ports.clock.now() });
        await connection.exec(FORGET_SEGMENT_SIZES_SQL, [id]);
      });
      session.changed('segments');
      return null;
    },
  };
}

/** Saves a new version, in the caller's transaction. @throws Fault as `checkRule`. */
export async function saveSegment(session: Session, connection: SqlConnection, segment: Segment): Promise<SegmentVersion> {
  const active = { ...segment, who: activeRule(segment.who) };
  const vocabulary = await readVocabulary(session, connection, [active.who]);
  checkMembership(active, { ...withSegment(vocabulary, active), reading: [segment.id] });
  const scope = await tagScope(connection);
  refuseSegmentCycle(active, scope);
  await holdMandatorySegment(session, connection, active, scope);
  const stored = await saveDefinition(connection, {
    kind: 'segment',
    id: segment.id,
    body: segment,
    now: session.ports.clock.now(),
  });
  return segmentVersion(stored);
}
