import { type Audience, type AudienceChange, audienceSchema } from '../model/audience';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import type { Segment } from '../model/segment';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import {
  audienceChangeKeysSql,
  audienceChangeSql,
  COUNT_MEMBERS_SQL,
  FORGET_AUDIENCE_SQL,
  FORGET_MEMBERS_SQL,
  INSERT_AUDIENCE_SQL,
  keepMembersSql,
  LIST_AUDIENCES_SQL,
  SORTED_MEMBERS_SQL,
} from '../sql/audiencesSql';
import { compileSegment } from '../sql/compileRule';
import { membersForReadingSql } from '../sql/tagsSql';
import { checkMembership } from './checkRule';
import { AUTHOR } from './definitions';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { findSegment, listSegments } from './storedSegments';
import { columnOf, records } from './table';
import { membershipOf, readVocabulary } from './vocabulary';

const EXAMPLES = 20;

type AudienceMethods = Pick<
  Handlers<KernelMethods>,
  'audiences.list' | 'audiences.freeze' | 'audiences.change' | 'audiences.remove'
>;

export function audienceHandlers(session: Session): AudienceMethods {
  return {
    'audiences.list': () => session.read(listAudiences),
    'audiences.freeze': async ({ segment, name, reason }, { signal }) => {
      const audience = await session.write((connection) => freeze(session, connection, { id: segment, name, reason }, signal));
      session.changed('audiences');
      return audience;
    },
    'audiences.change': ({ id, definition }, { signal }) =>
      session.readOneVersion(async (connection) => {
        const audience = await findAudience(connection, id);
        const segment = definition === 'saved' ? await findSegment(connection, audience.segment.id) : audience.segment;
        return await change(session, connection, audience, segment, signal);
      }),
    'audiences.remove': async ({ id }) => {
      await session.write(async (connection) => {
        await findAudience(connection, id);
        await connection.exec(FORGET_AUDIENCE_SQL, [id]);
        await connection.exec(FORGET_MEMBERS_SQL, [id]);
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
async function findAudience(connection: SqlConnection, id: string): Promise<Audience> {
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
  const { asOf, customers, rowColumn } = session.customers;
  const segment = await findSegment(connection, id);
  const version = (await listSegments(connection)).find((saved) => saved.segment.id === id)?.version ?? null;
  const vocabulary = await readVocabulary(session, connection, [segment.who], signal);
  checkMembership(segment, vocabulary);
  const members = compileSegment(segment, vocabulary);
  const now = session.ports.clock.now();
  const audience = `${id}-${now}`;
  await connection.exec(keepMembersSql(audience, rowColumn, vocabulary.key, members), [], signal);
  const kept: Audience = {
    id: audience,
    name,
    reason,
    segment,
    version,
    definition: JSON.stringify(membershipOf(segment, vocabulary)),
    sql: membersForReadingSql(members),
    dataVersion: session.open.dataVersion,
    asOf,
    n: Number(records(await connection.query(COUNT_MEMBERS_SQL, [audience]))[0]?.n),
    base: customers,
    memberHash: await hashOfMembers(session, connection, audience, signal),
    frozenAt: new Date(now).toISOString(),
    author: AUTHOR,
  };
  await connection.exec(INSERT_AUDIENCE_SQL, [audience, JSON.stringify(kept)]);
  return kept;
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

async function change(
  session: Session,
  connection: SqlConnection,
  { id }: Audience,
  segment: Segment,
  signal: AbortSignal,
): Promise<AudienceChange> {
  const { rowColumn } = session.customers;
  const vocabulary = await readVocabulary(session, connection, [segment.who], signal);
  checkMembership(segment, vocabulary);
  const members = compileSegment(segment, vocabulary);
  const [counts = {}] = records(await connection.query(audienceChangeSql(id, rowColumn, vocabulary.key, members), [], signal));
  const keys = await connection.query(audienceChangeKeysSql(id, rowColumn, vocabulary.key, members, EXAMPLES), [], signal);
  return {
    before: Number(counts.before),
    after: Number(counts.after),
    joined: Number(counts.joined),
    left: Number(counts.left_n),
    gone: Number(counts.gone),
    examples: records(keys).map((row) => ({ key: String(row.key), change: row.change === 'joined' ? 'joined' : 'left' })),
  };
}
