import { CodeColumn } from '../bits/codeColumn';
import { evaluateLeaf, LeafBits } from '../bits/leaf';
import type { NumberColumn } from '../bits/numberColumn';
import { type BitTree, combine } from '../bits/tree';
import type { Comparison, Condition } from '../model/rule';
import { compileCondition, compileUnknown } from '../sql/compileRule';
import { conditionRowsSql } from '../sql/tagsSql';
import type { EvaluationScope } from './evaluationScope';
import { codeTest, numberTest } from './leafTest';
import type { Session } from './session';
import { columnOf, rowNumbers, type Table } from './table';

/** A column's values compared. */
export function leafFromColumn(session: Session, column: CodeColumn | NumberColumn, comparison: Comparison): LeafBits {
  if (column instanceof CodeColumn) return evaluateLeaf(column, codeTest(comparison, column));
  const { test, negated } = numberTest(comparison, column.kind, session.customers.asOf);
  const leaf = evaluateLeaf(column, test);
  return negated ? negation(session, leaf) : leaf;
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

/** A condition as the database answers it. */
export async function leafFromSql(
  condition: Condition,
  { session, connection, vocabulary, signal }: EvaluationScope,
): Promise<LeafBits> {
  const { rowColumn, customers } = session.customers;
  const truth = compileCondition(condition, vocabulary);
  const { sql, params } = conditionRowsSql(rowColumn, truth, compileUnknown(condition, vocabulary));
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
