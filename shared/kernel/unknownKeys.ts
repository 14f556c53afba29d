import type { Condition, Rule } from '../model/rule';
import { checkQuery } from '../sql/checkQuery';
import { countUnknownSql, keysSql } from '../sql/listsSql';
import type { EvaluationScope } from './evaluationScope';
import type { Vocabulary } from './names';
import { leavesOf } from './ruleLeaves';
import { records } from './table';
import { definitionOf } from './vocabulary';

/** Of every condition of a checked rule that asks for keys, how many different keys are no customer's: path → keys. */
export async function unknownKeys(rule: Rule, scope: EvaluationScope): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for (const { path, condition } of leavesOf(rule)) {
    const sql = keysAskedFor(condition, scope.vocabulary);
    if (sql !== null) found.set(path, await countOnce(condition, sql, scope));
  }
  return found;
}

function keysAskedFor(condition: Condition, { listOf, queryTables }: Vocabulary): string | null {
  if (condition.kind === 'list') return keysSql(listOf(condition.list));
  return condition.kind === 'query' ? checkQuery(condition.sql, queryTables).sql : null;
}

/** Once per data version, as the condition's members are. */
async function countOnce(condition: Condition, sql: string, { session, connection, vocabulary, signal }: EvaluationScope) {
  const { unknownKeys: counted } = session.open.resident;
  const definition = JSON.stringify(definitionOf(condition, vocabulary));
  const known = counted.get(definition);
  if (known !== undefined) return known;
  const n = Number(records(await connection.query(countUnknownSql(sql, vocabulary.key ?? ''), [], signal))[0]?.n);
  counted.set(definition, n);
  return n;
}
