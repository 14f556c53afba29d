import { type Audience, audienceSchema } from '../model/audience';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import type { Segment } from '../model/segment';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import {
  COUNT_MEMBERS_SQL,
  type CustomersNow,
  FORGET_AUDIENCE_SQL,
  FORGET_CUSTOMERS_SQL,
  INSERT_AUDIENCE_SQL,
  keepCustomersSql,
  keepRangeSql,
  LIST_AUDIENCES_SQL,
  SORTED_MEMBERS_SQL,
} from '../sql/audiencesSql';
import { compileRule, compileSegment } from '../sql/compileRule';
import { membersForReadingSql } from '../sql/tagsSql';
import { appendAudit } from './audit';
import { AUTHOR } from './author';
import { checkMembership } from './checkRule';
import type { Vocabulary } from './names';
import type { SqlConnection } from './ports';
import { keepRange } from './rowRange';
import { leavesOf } from './ruleLeaves';
import { countedNow, keepSize } from './segmentSizes';
import type { Session } from './session';
import { findSegmentVersion } from './storedSegments';
import { columnOf, records } from './table';
import { membershipOf, readVocabulary } from './vocabulary';

type AudienceMethods = Pick<Handlers<KernelMethods>, 'audiences.list' | 'audiences.freeze' | 'audiences.remove'>;

export function audienceHandlers(session: Session): AudienceMethods {
  return {
    'audiences.list': () => session.read(listAudiences),
    'audiences.freeze': async ({ segment, name, reason }, { signal }) => {
      const audience = await session.write(async (connection) => {
        const kept = await freeze(session, connection, { id: segment, name, reason }, signal);
        const detail = { audience: kept.id, segment, customers: kept.n, reason };
        await appendAudit(connection, session.ports, { action: 'audience.freeze', detail });
        return kept;
      });
      session.changed('audiences', 'audit');
      return audience;
    },
    'audiences.remove': async ({ id }) => {
      await session.write(async (connection) => {
        await findAudience(connection, id);
        await connection.exec(FORGET_AUDIENCE_SQL, [id]);
        await connection.exec(FORGET_CUSTOMERS_SQL, [id]);
        await appendAudit(connection, session.ports, { action: 'audience.remove', detail: { audience: id } });
      });
      session.changed('audiences', 'audit');
      return null;
    },
  };
}

/** Those that were frozen of a segment, last first; the arms of campaigns are known by their releases. */
export async function listAudiences(connection: SqlConnection): Promise<Audience[]> {
  const rows = records(await connection.query(LIST_AUDIENCES_SQL));
  return rows.map(({ audience }) => audienceSchema.parse(JSON.parse(String(audience)))).filter(({ arm }) => arm === undefined);
}

/** @throws Fault UNKNOWN_AUDIENCE. */
export async function findAudience(connection: SqlConnection, id: string): Promise<Audience> {
  const found = (await listAudiences(connection)).find((audience) => audience.id === id);
  if (found) return found;
  throw fault(
    'UNKNOWN_AUDIENCE',
    'audience.unknown',
    { audience: quoted(id) },
    { hint: 'hint.chooseAudience', at: { field: id } },
  );
}

/** Keeps the members of a saved segment, in the caller's transaction. @throws Fault as `checkMembership`. */
async function freeze(
  session: Session,
  connection: SqlConnection,
  { id, name, reason }: { id: string; name: string; reason: string },
  signal: AbortSignal,
): Promise<Audience> {
  const { segment, version } = await findSegmentVersion(connection, id);
  const vocabulary = await readVocabulary(session, connection, [segment.who], signal);
  checkMembership(segment, vocabulary);
  const now = session.ports.clock.now();
  const audience = `${id}-${now}`;
  await connection.exec(keepCustomersSql(audience, customersNow(segment, vocabulary)), [], signal);
  const meant = { segment, version, vocabulary };
  const kept = await keepAudience(session, connection, { id: audience, name, reason, meant, answers: true, now }, signal);
  await keepSize(connection, countedNow(session, { segment, version }, kept.n));
  return kept;
}

/** What an audience is of: a segment, or a rule under a name of its own, with all that it names. */
interface Meant {
  readonly segment: Segment;
  readonly version: number | null;
  readonly vocabulary: Vocabulary;
}

/** Keeps customers by their row numbers as an arm of a released campaign, in the caller's transaction. */
export async function freezeArm(
  session: Session,
  connection: SqlConnection,
  { rows, arm, meant, name, reason }: ArmToFreeze,
  signal: AbortSignal,
): Promise<Audience> {
  const now = session.ports.clock.now();
  const id = `${arm.campaign}/${arm.variant}-${now}`;
  await keepRange(connection, rows);
  await connection.exec(keepRangeSql(id, meant.vocabulary.rowColumn, meant.vocabulary.key), [], signal);
  return await keepAudience(session, connection, { id, name, reason, meant, answers: false, now, arm }, signal);
}

interface ArmToFreeze {
  readonly rows: Uint32Array;
  readonly arm: NonNullable<Audience['arm']>;
  readonly meant: Meant;
  readonly name: string;
  readonly reason: string;
}

interface ToKeep extends Pick<Audience, 'id' | 'name' | 'reason' | 'answers' | 'arm'> {
  readonly meant: Meant;
  readonly now: number;
}

/** Writes down what the customers that stand under the audience's id are. */
async function keepAudience(
  session: Session,
  connection: SqlConnection,
  { meant: { segment, version, vocabulary }, now, ...words }: ToKeep,
  signal: AbortSignal,
): Promise<Audience> {
  const { asOf, customers } = session.customers;
  const kept: Audience = {
    ...words,
    segment,
    version,
    definition: JSON.stringify(membershipOf(segment, vocabulary)),
    sql: membersForReadingSql(compileSegment(segment, vocabulary)),
    dataVersion: session.open.dataVersion,
    asOf,
    n: Number(records(await connection.query(COUNT_MEMBERS_SQL, [words.id]))[0]?.n),
    base: customers,
    memberHash: await hashOfMembers(session, connection, words.id, signal),
    frozenAt: new Date(now).toISOString(),
    author: AUTHOR,
  };
  await connection.exec(INSERT_AUDIENCE_SQL, [words.id, JSON.stringify(kept)]);
  return kept;
}

/** Who belongs to a segment that was checked, and what each condition of its rule says. */
export function customersNow(segment: Segment, vocabulary: Vocabulary): CustomersNow {
  return {
    rowColumn: vocabulary.rowColumn,
    key: vocabulary.key,
    members: compileSegment(segment, vocabulary),
    conditions: leavesOf(segment.who).map(({ condition }) => compileRule(condition, vocabulary)),
  };
}

async function hashOfMembers(
  session: Session,
  connection: SqlConnection,
  audience: string,
  signal: AbortSignal,
): Promise<string> {
  const hash = session.ports.sha256();
  const encoder = new TextEncoder();
  for await (const batch of connection.stream(SORTED_MEMBERS_SQL, [audience], signal)) {
    const keys = columnOf(batch, 'key').values as readonly string[];
    hash.update(encoder.encode(keys.map((key) => `${key}\n`).join('')));
  }
  return hash.digest();
}
