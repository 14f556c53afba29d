import type { CustomerSegments, SegmentReason, ShownValue } from '../model/customer';
import type { HuaxiangError } from '../model/result';
import { Fault } from '../model/result';
import type { Condition, Rule } from '../model/rule';
import type { ExplainBlock } from '../model/segment';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import { KEPT_MEMBERSHIPS_SQL } from '../sql/customerSql';
import { listAudiences } from './audiences';
import { findCustomer } from './customerAt';
import { clearTag, shownTag } from './customerMasks';
import { withMembers } from './evaluate';
import { explainBlocks } from './explain';
import type { Vocabulary } from './names';
import { personColumns } from './personColumns';
import type { SqlConnection } from './ports';
import type { PersonColumns } from './resident';
import { restsOn } from './restsOn';
import { leavesOf } from './ruleLeaves';
import { type Session, stopIfCancelled } from './session';
import { currentVersions } from './storedSegments';
import { records } from './table';
import { readBy, readVocabulary } from './vocabulary';

export function customerSegmentHandlers(session: Session): Pick<Handlers<KernelMethods>, 'customers.segments'> {
  return {
    'customers.segments': ({ customer }, call) =>
      session.readOneVersion((connection) => segmentsOf(session, connection, customer, call)),
  };
}

interface Asked {
  readonly session: Session;
  readonly connection: SqlConnection;
  readonly row: number;
  readonly persons: PersonColumns;
  readonly signal: AbortSignal;
}

async function segmentsOf(
  session: Session,
  connection: SqlConnection,
  customer: string,
  { signal, progress }: CallContext,
): Promise<CustomerSegments> {
  const { key, row } = await findCustomer(session, connection, customer);
  const asked: Asked = { session, connection, row, persons: await personColumns(session, connection, signal), signal };
  const saved = await currentVersions(connection);
  const now: CustomerSegments['now'][number][] = [];
  const failed: CustomerSegments['failed'][number][] = [];
  for (const [index, { segment, version }] of saved.entries()) {
    stopIfCancelled(signal);
    progress({ phase: 'segments', fraction: index / saved.length });
    const { id, name } = segment;
    const found = await orFault(signal, async () => {
      const isMember = await withMembers(session, connection, segment, signal, (members) => members.has(row));
      return isMember ? await reasonsOf(asked, segment.who) : null;
    });
    if (found.error) failed.push({ id, name, error: found.error });
    else if (found.value) now.push({ id, name, version, reasons: found.value });
  }
  const rules = saved.map(({ segment }) => segment.who);
  const isFailed = failed.length > 0;
  const read = isFailed ? { tags: [], tables: [] } : readBy(rules, await readVocabulary(session, connection, rules, signal));
  return {
    now,
    left: await leftSegments(asked, key),
    failed,
    restsOn: await restsOn(session, connection, { definition: { customer, rules }, read }),
  };
}

/** A segment that can no longer be counted must not hide the others. */
async function orFault<T>(
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<{ value: T; error?: undefined } | { value?: undefined; error: HuaxiangError }> {
  try {
    return { value: await work() };
  } catch (cause) {
    stopIfCancelled(signal);
    if (!(cause instanceof Fault)) throw cause;
    return { error: cause.error };
  }
}

async function reasonsOf({ session, connection, row, persons, signal }: Asked, who: Rule): Promise<SegmentReason[]> {
  const vocabulary = await readVocabulary(session, connection, [who], signal);
  const blocks = await explainBlocks({ session, connection, vocabulary, signal }, who, row);
  return leavesOf(who).flatMap(({ path, condition }) => {
    const block = blocks.find((each) => each.path === path);
    if (!block) return [];
    const read = readOf(condition, block, vocabulary, persons);
    return [{ path, condition, passes: block.passes, ...(read ? { read } : {}) }];
  });
}

function readOf(
  condition: Condition,
  { value }: ExplainBlock,
  { tags }: Vocabulary,
  persons: PersonColumns,
): ShownValue | undefined {
  if (value === undefined) return undefined;
  const tag = condition.kind === 'tag' ? tags.get(condition.tag) : undefined;
  return tag ? shownTag(tag, value, persons) : clearTag({ labels: [] }, value);
}

/** Of every segment the newest audience that the customer was a member of, where its rule no longer finds the customer. */
async function leftSegments(asked: Asked, key: string): Promise<CustomerSegments['left']> {
  const { session, connection, row, signal } = asked;
  const rows = records(await connection.query(KEPT_MEMBERSHIPS_SQL, [key], signal));
  if (rows.length === 0) return [];
  const answers = new Map(rows.map((kept) => [String(kept.audience), kept.answers]));
  const audiences = (await listAudiences(connection)).filter(({ id }) => answers.has(id));
  const left: CustomerSegments['left'][number][] = [];
  const seen = new Set<string>();
  for (const { id, segment, name: audience, frozenAt } of audiences) {
    if (seen.has(segment.id)) continue;
    seen.add(segment.id);
    const found = await orFault(signal, async () => {
      const isMember = await withMembers(session, connection, segment, signal, (members) => members.has(row));
      return isMember ? null : turned(await reasonsOf(asked, segment.who), answers.get(id) ?? null);
    });
    if (found.value) left.push({ id: segment.id, name: segment.name, audience, frozenAt, reasons: found.value });
  }
  return left;
}

/** The conditions whose answer is another than the one that was kept: a digit each, 1 where it was met. */
function turned(reasons: readonly SegmentReason[], answers: unknown): SegmentReason[] {
  if (typeof answers !== 'string') return [];
  return reasons.filter(({ passes }, index) => passes !== (answers[index] === '1'));
}
