import { isOfTable, type QualityRule, type QualityRuleState } from '../model/quality';
import { Fault, fault } from '../model/result';
import { quoted, say } from '../model/saying';
import type { KernelMethods, QualityFailures } from '../rpc/contract';
import type { Args, Handlers } from '../rpc/method';
import { countFailuresSql, failuresPageSql, type QualityScope, tryPatternSql } from '../sql/qualitySql';
import { toArrowBytes } from './arrowBytes';
import { checkQualityRule, qualityScope } from './checkQualityRule';
import { saveDefinition } from './definitions';
import type { SqlConnection } from './ports';
import { keepResults, qualityAnswer, qualityDay, qualityRules, unrun } from './qualityResults';
import { countRule, runRules } from './runQuality';
import type { Session } from './session';
import { readSourceLines } from './sourceLines';
import { suggestQuality } from './suggestQuality';
import { cell } from './table';
import { findTable, knownTables } from './tables';

type QualityMethods = Pick<
  Handlers<KernelMethods>,
  'quality.rules' | 'quality.save' | 'quality.remove' | 'quality.suggest' | 'quality.run' | 'quality.failures'
>;

export function qualityHandlers(session: Session): QualityMethods {
  return {
    'quality.rules': () => session.read((connection) => qualityAnswer(session, connection)),
    'quality.save': async ({ rules }) => {
      const saved = await session.write((connection) => saveRules(session, connection, rules));
      session.changed('quality');
      return saved;
    },
    'quality.remove': async ({ id }) => {
      await session.write(async (connection) => {
        await findRule(session, connection, id);
        await saveDefinition(connection, { kind: 'quality', id, body: null, now: session.ports.clock.now() });
      });
      session.changed('quality');
      return null;
    },
    'quality.suggest': ({ table }, call) =>
      session.readOneVersion((connection) => suggestQuality(session, connection, table, call)),
    'quality.run': async ({ table }, call) => {
      const ran = await session.readOneVersion((connection) => runRules(session, connection, table, call));
      await session.write((connection) => keepResults(connection, ran));
      session.changed('quality');
      return await session.read((connection) => qualityAnswer(session, connection));
    },
    'quality.failures': (request, { signal }) =>
      session.readOneVersion((connection) => failures(session, connection, request, signal)),
  };
}

/** @throws Fault as `checkQualityRule`; INVALID_SQL where the database itself does not take a condition. */
async function saveRules(
  session: Session,
  connection: SqlConnection,
  rules: readonly QualityRule[],
): Promise<QualityRuleState[]> {
  const tables = await knownTables(connection);
  const scope = qualityScope(tables, qualityDay(session));
  const saved: QualityRuleState[] = [];
  for (const rule of rules) {
    checkQualityRule(rule, tables);
    await tryRule(connection, rule, scope);
    const { id } = rule;
    saved.push(unrun(await saveDefinition(connection, { kind: 'quality', id, body: rule, now: session.ports.clock.now() })));
  }
  return saved;
}

async function tryRule(connection: SqlConnection, rule: QualityRule, scope: QualityScope): Promise<void> {
  if (rule.check.kind === 'pattern') await tryPattern(connection, rule.check.pattern);
  await connection.query(`EXPLAIN ${countFailuresSql(rule, scope)}`);
}

async function tryPattern(connection: SqlConnection, pattern: string): Promise<void> {
  try {
    await connection.query(tryPatternSql(pattern));
  } catch (cause) {
    if (!(cause instanceof Fault) || cause.error.code !== 'INVALID_SQL') throw cause;
    throw fault(
      'INVALID_RULE',
      'quality.notPattern',
      { pattern: quoted(pattern) },
      { hint: 'hint.pattern', at: { field: 'pattern' } },
    );
  }
}

/** @throws Fault UNKNOWN_QUALITY_RULE. */
async function findRule(session: Session, connection: SqlConnection, id: string): Promise<QualityRuleState> {
  const rules = await qualityRules(session, connection);
  const found = rules.find(({ rule }) => rule.id === id);
  if (found) return found;
  const known = rules.map(({ rule }) => rule.id);
  const hint = known.length === 0 ? 'hint.saveRule' : say('hint.qualityRules', { rules: known });
  throw fault('UNKNOWN_QUALITY_RULE', 'quality.unknown', { rule: quoted(id) }, { hint, at: { field: id } });
}

async function failures(
  session: Session,
  connection: SqlConnection,
  { rule: id, offset, limit }: Args<KernelMethods, 'quality.failures'>,
  signal: AbortSignal,
): Promise<QualityFailures> {
  const { rule, result } = await findRule(session, connection, id);
  const tables = await knownTables(connection);
  checkQualityRule(rule, tables);
  const table = await findTable(connection, rule.table);
  const scope = qualityScope(tables, qualityDay(session));
  const columns = table.columns.map(({ name }) => name);
  if (isOfTable(rule.check)) return { offset, total: 0, lines: [], arrow: toArrowBytes({ rowCount: 0, columns: [] }) };
  const counted = result && result.state !== 'error' ? result : await countRule(connection, rule, scope, signal);
  const page = await connection.query(failuresPageSql(rule, scope, { columns, offset, limit }), [], signal);
  const [rows, ...cells] = page.columns;
  const lineOf = await readSourceLines(connection, rule.table);
  const lines = Array.from({ length: page.rowCount }, (_, row) => lineOf(Number(rows && cell(rows, row))));
  return { offset, total: counted.failing, lines, arrow: toArrowBytes({ rowCount: page.rowCount, columns: cells }) };
}
