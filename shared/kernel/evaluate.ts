import type { Bitset } from '../bits/bitStore';
import type { CacheLease } from '../bits/cache';
import { CodeColumn } from '../bits/codeColumn';
import { evaluateLeaf, LeafBits } from '../bits/leaf';
import { type BitTree, combine, type NodeCount } from '../bits/tree';
import type { Condition, Rule, TagCondition } from '../model/rule';
import { isGroup } from '../model/rule';
import type { Tag } from '../model/tag';
import { compileCondition, compileUnknown } from '../sql/compileRule';
import { conditionRowsSql } from '../sql/tagsSql';
import { atBlock, checkRule, childPath } from './checkRule';
import { codeTest, numberTest } from './leafTest';
import type { SqlConnection } from './ports';
import { type Session, stopIfCancelled } from './session';
import { columnOf, rowNumbers, type Table } from './table';
import { isCached, withColumn } from './tagColumns';
import { tagLibrary } from './tags';

/** One evaluation of a rule: the counts of every block and the members. `members` is released after `use`. */
export interface Evaluation {
  readonly nodes: readonly NodeCount[];
  readonly members: Bitset;
}

interface Scope {
  readonly session: Session;
  readonly connection: SqlConnection;
  readonly tags: ReadonlyMap<string, Tag>;
  readonly signal: AbortSignal;
}

/**
 * Evaluates a rule as bitsets: each condition once per data version, the tree word by word.
 * @throws Fault UNKNOWN_TAG, INVALID_RULE, INVALID_SQL, NO_CUSTOMERS, CANCELLED.
 */
export async function evaluateRule<T>(
  session: Session,
  connection: SqlConnection,
  rule: Rule,
  signal: AbortSignal,
  use: (evaluation: Evaluation) => T | Promise<T>,
): Promise<T> {
  const { customers } = session.customers;
  const tags = await tagLibrary(session, connection);
  checkRule(rule, tags);
  return await session.withResident(async () => {
    const { store, leaves } = session.open.resident;
    const lease = leaves.lease();
    try {
      const tree = await bitTree(rule, { session, connection, tags, signal }, lease);
      const { nodes, members } = combine(store, tree, customers);
      try {
        return await use({ nodes, members });
      } finally {
        members.release();
      }
    } finally {
      lease.release();
    }
  });
}

async function bitTree(rule: Rule, scope: Scope, lease: CacheLease<LeafBits>, path = ''): Promise<BitTree> {
  if (!isGroup(rule)) return { kind: 'leaf', bits: await leafAt(path, rule, scope, lease) };
  const rules: BitTree[] = [];
  for (const [index, child] of rule.rules.entries()) rules.push(await bitTree(child, scope, lease, childPath(path, index)));
  return { kind: rule.kind, rules };
}

/** What the database refuses of a predicate that a person typed is said at its block. */
async function leafAt(path: string, condition: Condition, scope: Scope, lease: CacheLease<LeafBits>): Promise<LeafBits> {
  try {
    return await leafOf(condition, scope, lease);
  } catch (cause) {
    throw condition.kind === 'sql' && !scope.signal.aborted ? atBlock(cause, path) : cause;
  }
}

async function leafOf(condition: Condition, scope: Scope, lease: CacheLease<LeafBits>): Promise<LeafBits> {
  stopIfCancelled(scope.signal);
  const key = JSON.stringify([condition, scope.session.customers.asOf]);
  return lease.get(key) ?? lease.add(key, await makeLeaf(condition, scope));
}

async function makeLeaf(condition: Condition, scope: Scope): Promise<LeafBits> {
  const tag = condition.kind === 'tag' ? scope.tags.get(condition.tag) : undefined;
  if (condition.kind === 'tag' && tag && isCached(tag)) return await leafFromColumn(condition, tag, scope);
  return await leafFromSql(condition, scope);
}

async function leafFromColumn(condition: TagCondition, tag: Tag, { session, connection, signal }: Scope): Promise<LeafBits> {
  const make = (column: Parameters<Parameters<typeof withColumn>[3]>[0]) => {
    if (column instanceof CodeColumn) return evaluateLeaf(column, codeTest(condition, column));
    const { test, negated } = numberTest(condition, tag.type === 'date' ? 'date' : 'number', session.customers.asOf);
    const leaf = evaluateLeaf(column, test);
    return negated ? negation(session, leaf) : leaf;
  };
  return await withColumn(session, connection, tag, make, signal);
}

/** Known and not true. */
function negation(session: Session, leaf: LeafBits): LeafBits {
  const { store } = session.open.resident;
  try {
    const known: BitTree = { kind: 'leaf', bits: new LeafBits(leaf.known, leaf.known) };
    const tree: BitTree = { kind: 'all', rules: [known, { kind: 'none', rules: [{ kind: 'leaf', bits: leaf }] }] };
    const { members } = combine(store, tree, leaf.known.rowCount);
    leaf.known.retain();
    return new LeafBits(members, leaf.known);
  } finally {
    leaf.release();
  }
}

async function leafFromSql(condition: Condition, { session, connection, tags, signal }: Scope): Promise<LeafBits> {
  const { rowColumn, customers, asOf } = session.customers;
  const truth = compileCondition(condition, { typeOf: (id) => tags.get(id)?.type ?? 'category', asOf });
  const asksForUnknown = condition.kind === 'tag' && (condition.op === 'isNull' || condition.op === 'isNotNull');
  const { sql, params } = conditionRowsSql(rowColumn, truth, asksForUnknown ? null : compileUnknown(condition));
  const rows = splitRows(await connection.query(sql, params, signal));
  const { store } = session.open.resident;
  const members = store.fromRows(customers, rows.true);
  try {
    const unknown = store.fromRows(customers, rows.unknown);
    const known = unknown.complement();
    unknown.release();
    return new LeafBits(members, known);
  } catch (cause) {
    members.release();
    throw cause;
  }
}

function splitRows(table: Table): { true: ArrayLike<number>; unknown: ArrayLike<number> } {
  const rows = rowNumbers(table);
  const unknownRows = columnOf(table, 'unknown');
  if (unknownRows.kind !== 'boolean') throw new Error(`a flag came as ${unknownRows.sqlType}`);
  const flags = unknownRows.values;
  if (!flags.includes(1)) return { true: rows, unknown: [] };
  const split = { true: new Uint32Array(rows.length), unknown: new Uint32Array(rows.length) };
  let unknown = 0;
  for (let index = 0; index < rows.length; index++) {
    if (flags[index] === 1) split.unknown[unknown++] = rows[index] ?? 0;
    else split.true[index - unknown] = rows[index] ?? 0;
  }
  return { true: split.true.subarray(0, rows.length - unknown), unknown: split.unknown.subarray(0, unknown) };
}
