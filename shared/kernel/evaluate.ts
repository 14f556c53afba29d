import type { Bitset } from '../bits/bitStore';
import type { CacheLease } from '../bits/cache';
import { LeafBits } from '../bits/leaf';
import { type BitTree, combine, type NodeCount } from '../bits/tree';
import { type Comparison, type Condition, isGroup, type Rule, type SegmentCondition } from '../model/rule';
import type { Membership } from '../model/segment';
import type { CallContext } from '../rpc/method';
import { atBlock, childPath } from './checkComparison';
import { checkMembership, checkRule } from './checkRule';
import type { EvaluationScope } from './evaluationScope';
import { indexedEvents } from './eventIndex';
import { leafFromColumn, leafFromSql, limitedMembers } from './leaves';
import { withMeasure } from './measures';
import type { Vocabulary } from './names';
import type { SqlConnection } from './ports';
import { sequenceLeaf } from './sequences';
import { type Session, stopIfCancelled } from './session';
import { isCached, withColumn } from './tagColumns';
import { definitionOf, readVocabulary } from './vocabulary';

/** One evaluation of a rule: the counts of every block and the members. `members` is released after `use`. */
export interface Evaluation {
  readonly nodes: readonly NodeCount[];
  readonly members: Bitset;
  readonly vocabulary: Vocabulary;
}

/**
 * Evaluates a rule as bitsets: each condition once per data version, the tree word by word.
 * @throws Fault as `checkRule`, NO_CUSTOMERS, CANCELLED.
 */
export async function evaluateRule<T>(
  session: Session,
  connection: SqlConnection,
  rule: Rule,
  signal: AbortSignal,
  use: (evaluation: Evaluation) => T | Promise<T>,
): Promise<T> {
  const vocabulary = await readVocabulary(session, connection, [rule], signal);
  checkRule(rule, vocabulary);
  const scope = { session, connection, vocabulary, signal };
  await readyEvents(scope);
  return await session.withResident(() => evaluateChecked(scope, rule, use));
}

/** Sorts the events before the turn for derived state is taken, so that no other count waits for it. */
export async function readyEvents({ session, connection, vocabulary, signal }: EvaluationScope): Promise<void> {
  if (vocabulary.events.size > 0) await indexedEvents(session, connection, signal);
}

async function evaluateChecked<T>(
  scope: EvaluationScope,
  rule: Rule,
  use: (evaluation: Evaluation) => T | Promise<T>,
): Promise<T> {
  const { store, leaves } = scope.session.open.resident;
  const lease = leaves.lease();
  try {
    const tree = await bitTree(rule, scope, lease);
    const { nodes, members } = combine(store, tree, scope.session.customers.customers);
    try {
      return await use({ nodes, members, vocabulary: scope.vocabulary });
    } finally {
      members.release();
    }
  } finally {
    lease.release();
  }
}

/**
 * The members of a segment; they are released after `use`.
 * @throws Fault as `checkMembership`, NO_CUSTOMERS, CANCELLED.
 */
export async function withMembers<T>(
  session: Session,
  connection: SqlConnection,
  membership: Membership,
  signal: AbortSignal,
  use: (members: Bitset, vocabulary: Vocabulary) => T | Promise<T>,
): Promise<T> {
  const vocabulary = await readVocabulary(session, connection, [membership.who], signal);
  checkMembership(membership, vocabulary);
  const scope = { session, connection, vocabulary, signal };
  await readyEvents(scope);
  const members = await session.withResident(() => membersOf(scope, membership));
  try {
    return await use(members, vocabulary);
  } finally {
    members.release();
  }
}

/** The members of several segments, in their order; they are released after `use`. @throws Fault as `withMembers`. */
export async function withMembersOfEach<T>(
  session: Session,
  connection: SqlConnection,
  memberships: readonly Membership[],
  { signal, progress }: CallContext,
  use: (sets: readonly Bitset[]) => T | Promise<T>,
): Promise<T> {
  const sets: Bitset[] = [];
  try {
    for (const [index, membership] of memberships.entries()) {
      progress({ phase: 'segments', fraction: index / memberships.length });
      const members = await withMembers(session, connection, membership, signal, (found) => {
        found.retain();
        return found;
      });
      sets.push(members);
    }
    return await use(sets);
  } finally {
    for (const set of sets) set.release();
  }
}

/** The members of a segment that was checked; the caller owns them. */
async function membersOf(scope: EvaluationScope, membership: Membership): Promise<Bitset> {
  if (membership.limit) return await limitedMembers(membership, scope);
  return await evaluateChecked(scope, membership.who, ({ members }) => {
    members.retain();
    return members;
  });
}

async function bitTree(rule: Rule, scope: EvaluationScope, lease: CacheLease<LeafBits>, path = ''): Promise<BitTree> {
  if (!isGroup(rule)) return { kind: 'leaf', bits: await leafAt(path, rule, scope, lease) };
  const rules: BitTree[] = [];
  for (const [index, child] of rule.rules.entries()) rules.push(await bitTree(child, scope, lease, childPath(path, index)));
  return { kind: rule.kind, rules };
}

/** A condition's bits, from the cache where they are; what the database refuses of a typed predicate is said at its block. */
async function leafAt(
  path: string,
  condition: Condition,
  scope: EvaluationScope,
  lease: CacheLease<LeafBits>,
): Promise<LeafBits> {
  stopIfCancelled(scope.signal);
  const key = JSON.stringify([definitionOf(condition, scope.vocabulary), scope.session.customers.asOf]);
  try {
    return lease.get(key) ?? lease.add(key, await makeLeaf(condition, scope));
  } catch (cause) {
    throw isTyped(condition) && !scope.signal.aborted ? atBlock(cause, path) : cause;
  }
}

function isTyped({ kind }: Condition): boolean {
  return kind === 'sql' || kind === 'query';
}

async function makeLeaf(condition: Condition, scope: EvaluationScope): Promise<LeafBits> {
  const { session, connection, vocabulary, signal } = scope;
  switch (condition.kind) {
    case 'tag': {
      const tag = vocabulary.tags.get(condition.tag);
      if (!tag || !isCached(tag) || comparesTags(condition)) return await leafFromSql(condition, scope);
      return await withColumn(session, connection, tag, (column) => leafFromColumn(session, column, condition), signal);
    }
    case 'event':
      return await withMeasure(scope, condition, (column) => leafFromColumn(session, column, condition));
    case 'sequence':
      return await sequenceLeaf(condition, scope);
    case 'segment':
      return await segmentLeaf(condition, scope);
    case 'list':
    case 'query':
    case 'sql':
      return await leafFromSql(condition, scope);
  }
}

function comparesTags({ values }: Comparison): boolean {
  return values.some((value) => typeof value === 'object' && 'from' in value && value.from !== 'asOf');
}

/** Membership is known of everybody. */
async function segmentLeaf({ segment, member }: SegmentCondition, scope: EvaluationScope): Promise<LeafBits> {
  const { store } = scope.session.open.resident;
  const members = await membersOf(scope, scope.vocabulary.segmentOf(segment));
  const everybody = store.everybody(members.rowCount);
  if (member) return new LeafBits(members, everybody);
  try {
    return new LeafBits(members.complement(), everybody);
  } finally {
    members.release();
  }
}
