import { isOfTable, type QualityAnswer, type QualityDraft, type QualityResult, type QualityRuleState } from '../model/quality';
import { Fault } from '../model/result';
import type { CallContext } from '../rpc/method';
import { countFailuresSql, type QualityScope } from '../sql/qualitySql';
import { checkQualityRule, qualityScope } from './checkQualityRule';
import type { SqlConnection } from './ports';
import { qualityDay, qualityRules } from './qualityResults';
import { type Session, stopIfCancelled } from './session';
import { records } from './table';
import { findTable, type KnownTable, knownTables } from './tables';

/** Runs the rules of a table, or all of them, one after the other. @throws Fault UNKNOWN_TABLE, CANCELLED. */
export async function runRules(
  session: Session,
  connection: SqlConnection,
  table: string | undefined,
  { signal, progress }: CallContext,
): Promise<Omit<QualityAnswer, 'tables'>> {
  const { dataVersion } = session.open;
  const asOf = qualityDay(session);
  if (table !== undefined) await findTable(connection, table);
  const tables = await knownTables(connection);
  const wanted = (await qualityRules(session, connection)).filter(({ rule }) => table === undefined || rule.table === table);
  const rules: QualityRuleState[] = [];
  for (const [index, state] of wanted.entries()) {
    stopIfCancelled(signal);
    progress({ phase: 'quality', fraction: index / wanted.length });
    rules.push({ ...state, result: await runRule(connection, state.rule, tables, asOf, signal) });
  }
  return { dataVersion, asOf, rules };
}

/** Faults that are not the rule's own. */
const OUTER_FAULTS: ReadonlySet<string> = new Set(['CANCELLED', 'ENGINE_STOPPED', 'OUT_OF_MEMORY', 'DISK_FULL', 'DISK_FAILED']);

async function runRule(
  connection: SqlConnection,
  rule: QualityDraft,
  tables: readonly KnownTable[],
  asOf: string,
  signal: AbortSignal,
): Promise<QualityResult> {
  try {
    checkQualityRule(rule, tables);
    return await countRule(connection, rule, qualityScope(tables, asOf), signal);
  } catch (cause) {
    if (!(cause instanceof Fault) || OUTER_FAULTS.has(cause.error.code)) throw cause;
    return { state: 'error', error: cause.error };
  }
}

/** Counts what a rule that was held to its tables finds. */
export async function countRule(
  connection: SqlConnection,
  rule: QualityDraft,
  scope: QualityScope,
  signal: AbortSignal,
): Promise<Exclude<QualityResult, { state: 'error' }>> {
  const row = records(await connection.query(countFailuresSql(rule, scope), [], signal))[0];
  const counts = { checked: Number(row?.checked), failing: Number(row?.failing) };
  const found = typeof row?.found === 'boolean' ? null : (row?.found ?? null);
  return { state: counts.failing > 0 ? 'failed' : 'passed', ...counts, ...(isOfTable(rule.check) ? { found } : {}) };
}
