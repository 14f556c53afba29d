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
  LIST_AUDIENCES_SQL,
  SORTED_MEMBERS_SQL,
} from '../sql/audiencesSql';
import { compileRule, compileSegment } from '../sql/compileRule';
import { membersForReadingSql } from '../sql/tagsSql';
import { checkMembership } from './checkRule';
import { AUTHOR } from './definitions';
import type { Vocabulary } from './names';
import type { SqlConnection } from './ports';
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
      const audience = await session.write((connection) => freeze(session, connection, { id: segment, name, reason }, signal));
      session.changed('audiences');
      return audience;
    },
    'audiences.remove': async ({ id }) => {
      await session.write(async (connection) => {
        await findAudience(connection, id);
        await connection.exec(FORGET_AUDIENCE_SQL, [id]);
        await connection.exec(FORGET_CUSTOMERS_SQL, [id]);
      });
      session.changed('audiences');
      return null;
    },
  };
}

async function listAudiences(connection: SqlConnection): Promise<Audience[]> {
  const rows = records(await connection.query(LIST_AUDIENCES_SQL));
  return rows.map(({ audience }) => audienceSchema.parse(JSON.parse(String(audience))));
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
  const { asOf, customers } = session.customers;
  const { segment, version } = await findSegmentVersion(connection, id);
  const vocabulary = await readVocabulary(session, connection, [segment.who], signal);
  checkMembership(segment, vocabulary);
  const now = session.ports.clock.now();
  const audience = `${id}-${now}`;
  await connection.exec(keepCustomersSql(audience, customersNow(segment, vocabulary)), [], signal);
  const kept: Audience = {
    id: audience,
    name,
    reason,
    segment,
    version,
    definition: JSON.stringify(membershipOf(segment, vocabulary)),
    sql: membersForReadingSql(compileSegment(segment, vocabulary)),
    dataVersion: session.open.dataVersion,
    asOf,
    n: Number(records(await connection.query(COUNT_MEMBERS_SQL, [audience]))[0]?.n),
    base: customers,
    memberHash: await hashOfMembers(session, connection, audience, signal),
    answers: true,
    frozenAt: new Date(now).toISOString(),
    author: AUTHOR,
  };
  await connection.exec(INSERT_AUDIENCE_SQL, [audience, JSON.stringify(kept)]);
  await keepSize(connection, countedNow(session, { segment, version }, kept.n));
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
