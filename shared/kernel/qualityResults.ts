import {
  checkedColumns,
  type QualityAnswer,
  type QualityResult,
  type QualityRuleState,
  type QualitySummary,
  qualityRuleSchema,
  qualityScore,
  type TableQuality,
} from '../model/quality';
import { READ_SETTING_SQL } from '../sql/workspaceSql';
import { currentDefinitions, type StoredDefinition } from './definitions';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { writeSetting } from './settings';
import { records } from './table';

const SETTING = 'quality';

/** The newest results, kept in the workspace. They say nothing of another data version or another version of a rule. */
interface KeptResults {
  readonly dataVersion: number;
  readonly results: Readonly<Record<string, { readonly version: number; readonly asOf: string; readonly result: QualityResult }>>;
}

/** The day that `freshness` counts back from. */
export function qualityDay({ open, ports }: Session): string {
  return open.customers?.asOf ?? ports.clock.today();
}

/** Every rule in the order of saving, with its result where that still holds. */
export async function qualityRules(session: Session, connection: SqlConnection): Promise<QualityRuleState[]> {
  const kept = await readKept(connection);
  const valid = kept?.dataVersion === session.open.dataVersion ? kept : null;
  const stored = (await currentDefinitions(connection, 'quality')).toReversed();
  return stored.map((definition) => stateOf(definition, valid, qualityDay(session)));
}

/** A rule that was saved just now. */
export function unrun(definition: StoredDefinition): QualityRuleState {
  return stateOf(definition, null, '');
}

function stateOf({ body, version, savedAt }: StoredDefinition, kept: KeptResults | null, asOf: string): QualityRuleState {
  const rule = qualityRuleSchema.parse(body);
  const found = kept?.results[rule.id];
  const holds = found?.version === version && (rule.check.kind !== 'freshness' || found.asOf === asOf);
  return { rule, version, savedAt, result: found && holds ? found.result : null };
}

/** Adds results to those of the same data version; those of an older one go. */
export async function keepResults(
  connection: SqlConnection,
  { dataVersion, asOf, rules }: Pick<QualityAnswer, 'dataVersion' | 'asOf' | 'rules'>,
): Promise<void> {
  const before = await readKept(connection);
  if (before && before.dataVersion > dataVersion) return;
  const fresh = rules.flatMap(({ rule, version, result }) => (result ? [[rule.id, { version, asOf, result }] as const] : []));
  const older = before?.dataVersion === dataVersion ? before.results : {};
  const kept: KeptResults = { dataVersion, results: { ...older, ...Object.fromEntries(fresh) } };
  await writeSetting(connection, SETTING, JSON.stringify(kept));
}

async function readKept(connection: SqlConnection): Promise<KeptResults | null> {
  const value = records(await connection.query(READ_SETTING_SQL, [SETTING]))[0]?.value;
  return typeof value === 'string' ? (JSON.parse(value) as KeptResults) : null;
}

export async function qualityAnswer(session: Session, connection: SqlConnection): Promise<QualityAnswer> {
  const rules = await qualityRules(session, connection);
  const names = [...new Set(rules.map(({ rule }) => rule.table))].sort();
  return {
    dataVersion: session.open.dataVersion,
    asOf: qualityDay(session),
    rules,
    tables: names.map((table) =>
      tableQuality(
        table,
        rules.filter(({ rule }) => rule.table === table),
      ),
    ),
  };
}

/** What is known of the tables that an answer rests on; undefined where no rule of theirs was run at this data version. */
export async function qualityOf(
  session: Session,
  connection: SqlConnection,
  tables: ReadonlySet<string>,
): Promise<QualitySummary | undefined> {
  const rules = (await qualityRules(session, connection)).filter(({ rule }) => tables.has(rule.table));
  return rules.some(({ result }) => result) ? summaryOf(rules) : undefined;
}

function tableQuality(table: string, rules: readonly QualityRuleState[]): TableQuality {
  const columns = [...new Set(rules.flatMap(({ rule }) => checkedColumns(rule.check)))];
  return {
    table,
    ...summaryOf(rules),
    columns: columns.map((column) => ({
      column,
      score: qualityScore(rules.filter(({ rule }) => checkedColumns(rule.check).includes(column))),
    })),
  };
}

function summaryOf(rules: readonly QualityRuleState[]): QualitySummary {
  const count = (holds: (state: QualityRuleState) => boolean) => rules.filter(holds).length;
  return {
    score: qualityScore(rules),
    failedBlocks: count(({ rule, result }) => result?.state === 'failed' && rule.severity === 'block'),
    failedWarns: count(({ rule, result }) => result?.state === 'failed' && rule.severity === 'warn'),
    errors: count(({ result }) => result?.state === 'error'),
    notRun: count(({ result }) => !result),
  };
}
