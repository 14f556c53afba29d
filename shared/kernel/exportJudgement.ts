import { APPROVAL_REASONS, type ApprovalReason, type ExportPolicy, type ExportSpec, type NearExport } from '../model/export';
import type { ExportRisk } from '../model/exportRisk';
import type { CallContext } from '../rpc/method';
import { keyText } from '../sql/audiencesSql';
import { COUNT_EXPORT_ROWS_SQL, EXPORT_FILE, EXPORT_POPULATION, EXPORT_ROWS } from '../sql/exportRowsSql';
import { comparedExportsSql } from '../sql/exportsSql';
import { hashedText } from '../sql/treatmentSql';
import { measureRisk } from './exportRisk';
import { quasiOf, type StagedRows } from './exportRows';
import { customersBy } from './policySets';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import type { StagedExport } from './stagedExport';
import { storedExports } from './storedExports';
import { records } from './table';

const NEAR_DAYS = 7;
const DAY_MS = 86_400_000;

/** Rows that were staged, with all that a person has to know before they leave. */
export interface Judged {
  /** Of the customers. */
  readonly risk: ExportRisk;
  /** Of all rows of the file; null: no made-up ones are among them. */
  readonly riskInFile: ExportRisk | null;
  readonly near: readonly NearExport[];
  readonly approval: readonly ApprovalReason[];
}

export interface ToJudge {
  readonly spec: ExportSpec;
  readonly staged: StagedExport;
  readonly policy: ExportPolicy;
  /** As of `historyPseudonym`. */
  readonly pseudonym: string;
}

/** What the staged rows give away, and why a second person has to agree. */
export async function judgeRows(
  session: Session,
  connection: SqlConnection,
  { spec, staged, policy, pseudonym }: ToJudge,
  call: CallContext,
): Promise<Judged> {
  call.progress({ phase: 'risk' });
  const limit = policy.limits[spec.recipient.kind];
  const chosen = staged.columns.filter(({ column }) => spec.sensitive.includes(column.name));
  const sensitive = chosen.map(({ staged: column, column: { treatment }, tag }) => {
    return { column, isOrdered: treatment.kind === 'keep' && (tag?.type === 'number' || tag?.type === 'date') };
  });
  const quasi = quasiOf(staged.columns, spec);
  const question = {
    relation: EXPORT_ROWS,
    population: quasi.length === 0 ? null : EXPORT_POPULATION,
    quasi,
    sensitive,
    limit,
  };
  const risk = named(await measureRisk(connection, question, call.signal), staged);
  const inFile = { ...question, relation: EXPORT_FILE, population: null };
  const riskInFile = staged.canaries ? named(await measureRisk(connection, inFile, call.signal), staged) : null;
  const near = await nearExports(session, connection, { limit, pseudonym }, call.signal);
  return { risk, riskInFile, near, approval: approvalReasons(spec, staged, policy, { risk, near }) };
}

/** With its columns as the file calls them. */
function named(risk: ExportRisk, { columns }: StagedRows): ExportRisk {
  const nameOf = (name: string) => columns.find(({ staged }) => staged === name)?.column.name ?? name;
  return { ...risk, sensitive: risk.sensitive.map((each) => ({ ...each, column: nameOf(each.column) })) };
}

function approvalReasons(
  { recipient, quasi }: ExportSpec,
  { columns }: StagedRows,
  policy: ExportPolicy,
  { risk, near }: Pick<Judged, 'risk' | 'near'>,
): ApprovalReason[] {
  const shows = columns.some(({ column: { treatment }, dataClass }) => {
    return dataClass !== 'C1' && (treatment.kind === 'keep' || treatment.kind === 'mask');
  });
  const reasons: Record<ApprovalReason, boolean> = {
    always: policy.approval === 'always',
    outside: recipient.kind !== 'inside',
    class: shows,
    small: quasi.length > 0 && risk.below > 0,
    near: near.length > 0,
  };
  return APPROVAL_REASONS.filter((reason) => reasons[reason]);
}

/** Exports of the last days that hold the same customers but for a few. */
async function nearExports(
  session: Session,
  connection: SqlConnection,
  { limit, pseudonym }: { readonly limit: number; readonly pseudonym: string },
  signal: AbortSignal,
): Promise<NearExport[]> {
  const since = new Date(session.ports.clock.now() - NEAR_DAYS * DAY_MS).toISOString();
  const by = await customersBy(session, connection);
  const compared = records(await connection.query(comparedExportsSql(by.rowColumn, pseudonym), [since], signal));
  const rows = Number(records(await connection.query(COUNT_EXPORT_ROWS_SQL))[0]?.n);
  const exports = new Map((await storedExports(connection)).map((each) => [each.id, each]));
  return compared.flatMap(({ id, both, there }) => {
    const [onlyHere, onlyThere] = [rows - Number(both), Number(there) - Number(both)];
    const tells = (n: number) => n > 0 && n < limit;
    const found = exports.get(String(id));
    return found && (tells(onlyHere) || tells(onlyThere)) && Number(both) > 0
      ? [{ id: found.id, name: found.spec.name, at: found.at, onlyHere, onlyThere }]
      : [];
  });
}

/** By which the workspace knows a customer of an export again, an expression over the customers. */
export async function historyPseudonym(session: Session, connection: SqlConnection, key: Uint8Array): Promise<string> {
  const by = await customersBy(session, connection);
  return hashedText(keyText(by.rowColumn, by.key), { key, type: 'customer' });
}
