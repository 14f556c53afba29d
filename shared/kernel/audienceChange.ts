import type { Audience, AudienceChange } from '../model/audience';
import type { Segment } from '../model/segment';
import type { KernelMethods } from '../rpc/contract';
import type { Handlers } from '../rpc/method';
import {
  audienceChangeKeysSql,
  audienceChangeSql,
  audienceFlipsSql,
  customersNowSql,
  customersThenSql,
  type TwoSides,
} from '../sql/audiencesSql';
import { flipsOf } from './audienceFlips';
import { customersNow, findAudience } from './audiences';
import { checkMembership } from './checkRule';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { findSegment } from './storedSegments';
import { records } from './table';
import { readVocabulary } from './vocabulary';

const EXAMPLES = 20;

export function audienceChangeHandlers(session: Session): Pick<Handlers<KernelMethods>, 'audiences.change'> {
  return {
    'audiences.change': ({ id, to }, { signal }) =>
      session.readOneVersion(async (connection) => {
        const audience = await findAudience(connection, id);
        const after = await sideOf(session, connection, audience, to, signal);
        return await change(connection, audience, after, signal);
      }),
  };
}

/** What an audience is compared with: its customers, whether it is kept who all of them were, and by which rule they belong. */
interface Side {
  readonly sql: string;
  readonly isComplete: boolean;
  readonly segment: Segment;
}

async function sideOf(
  session: Session,
  connection: SqlConnection,
  { segment: frozen }: Audience,
  to: 'frozen' | 'saved' | { audience: string },
  signal: AbortSignal,
): Promise<Side> {
  if (typeof to === 'object') {
    const { id, segment, answers } = await findAudience(connection, to.audience);
    return { sql: customersThenSql(id), isComplete: answers, segment };
  }
  const segment = to === 'saved' ? await findSegment(connection, frozen.id) : frozen;
  const vocabulary = await readVocabulary(session, connection, [segment.who], signal);
  checkMembership(segment, vocabulary);
  return { sql: customersNowSql(customersNow(segment, vocabulary)), isComplete: true, segment };
}

async function change(
  connection: SqlConnection,
  audience: Audience,
  { sql, isComplete, segment }: Side,
  signal: AbortSignal,
): Promise<AudienceChange> {
  const sides: TwoSides = { before: customersThenSql(audience.id), after: sql };
  const [counts = {}] = records(await connection.query(audienceChangeSql(sides), [], signal));
  const keys = await connection.query(audienceChangeKeysSql(sides, EXAMPLES), [], signal);
  const isSameRule = JSON.stringify(segment.who) === JSON.stringify(audience.segment.who);
  return {
    before: Number(counts.before),
    after: Number(counts.after),
    joined: Number(counts.joined),
    left: Number(counts.left_n),
    gone: isComplete ? Number(counts.gone) : null,
    arrived: audience.answers ? Number(counts.arrived) : null,
    examples: records(keys).map((row) => ({ key: String(row.key), change: row.change === 'joined' ? 'joined' : 'left' })),
    flips: isComplete && audience.answers && isSameRule ? await flips(connection, sides, segment, signal) : null,
  };
}

async function flips(connection: SqlConnection, sides: TwoSides, { who }: Segment, signal: AbortSignal) {
  const turned = records(await connection.query(audienceFlipsSql(sides), [], signal)).map((row) => ({
    joined: row.joined === true,
    before: String(row.answers_before),
    after: String(row.answers_after),
    n: Number(row.n),
  }));
  return flipsOf(who, turned);
}
