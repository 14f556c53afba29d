import type { AuditAction, AuditEntry } from '../model/audit';
import type { ApprovalReason, ExportSpec, ExportState } from '../model/export';
import { lengthOf } from '../model/joinedBytes';
import {
  AUDIT_PATH,
  DECISION_PATH,
  type Decision,
  MANIFEST_PATH,
  type Manifest,
  REPORT_PATH,
  SIGNATURE_PATH,
} from '../model/package';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import { canonicalBytes, sha256Hex, signedBytes } from '../package/signature';
import { MOST_BYTES, type PackedFile, storedZip } from '../package/storedZip';
import { exportHtml } from '../report/exportHtml';
import type { CallContext } from '../rpc/method';
import { AUDIT_PAGE_SQL } from '../sql/auditSql';
import { COUNT_EXPORTS_SQL, INSERT_EXPORT_SQL, keepExportCustomersSql } from '../sql/exportsSql';
import { appendAudit, entryOf } from './audit';
import { keepCanaries } from './exportCanaries';
import { dataFile, MOST_SHEET_ROWS } from './exportFiles';
import { historyPseudonym, type Judged, judgeRows } from './exportJudgement';
import type { ExportKeys } from './exportKeys';
import { dataPackage, manifestOf } from './exportManifest';
import { parquetTypes } from './exportParquet';
import { readExportPolicy } from './exportPolicy';
import { customersBy } from './policySets';
import type { SqlConnection } from './ports';
import type { Session } from './session';
import { type StagedExport, stageExport, type ToStage } from './stagedExport';
import { records } from './table';

/** A package that is about to be written. */
export interface Packed {
  readonly id: string;
  readonly hash: string;
  readonly rows: number;
  readonly canaries: number;
  readonly chunks: readonly Uint8Array[];
  readonly action: AuditAction;
  /** What it is again where its file cannot be written: a request that was agreed to may be tried once more. */
  readonly before: { readonly state: ExportState; readonly manifest: Manifest };
}

export interface ToPack {
  readonly spec: ExportSpec;
  readonly kind: Manifest['kind'];
  readonly language: 'zh' | 'en';
  readonly keys: ExportKeys;
  readonly publicKey: string;
  /** Whether the file will be sealed with a passphrase. */
  readonly sealed: boolean;
  /** Throws where a second person has to agree and did not. */
  agree(reasons: readonly ApprovalReason[]): void;
}

/** Entries of the audit that a package carries: enough to see what led to it. */
const ENTRIES_CARRIED = 100;

/**
 * Makes a package and writes down that it leaves, in the caller's transaction.
 * @throws Fault INVALID_EXPORT for no rows or too many bytes, and as `stageRows` and `agree`.
 */
export async function packRows(session: Session, connection: SqlConnection, asked: ToPack, call: CallContext): Promise<Packed> {
  const { spec, kind, keys } = asked;
  const { policy } = await readExportPolicy(connection);
  const id = await nextExport(connection);
  const { staged, judged } = await judgedRows(session, connection, { id, spec, keys, policy }, call);
  asked.agree(judged.approval);
  const action = kind === 'request' ? 'export.request' : 'export.write';
  const { manifest, chunks } = await makePackage(
    session,
    connection,
    { ...asked, id, action, staged, judged, decision: null },
    call,
  );
  const state = kind === 'request' ? 'requested' : 'written';
  await keepCanaries(connection, id, staged.canaries);
  await connection.exec(INSERT_EXPORT_SQL, [id, manifest.madeAt, state, JSON.stringify(spec), JSON.stringify(manifest)]);
  const by = await customersBy(session, connection);
  await connection.exec(
    keepExportCustomersSql(by.rowColumn, await historyPseudonym(session, connection, keys.history)),
    [id],
    call.signal,
  );
  return {
    id,
    hash: sha256Hex(canonicalBytes(manifest)),
    rows: staged.leaving,
    canaries: manifest.canaries?.n ?? 0,
    chunks,
    action,
    before: { state: 'failed', manifest },
  };
}

/** What the next export will be called. */
export async function nextExport(connection: SqlConnection): Promise<string> {
  return `E${String(Number(records(await connection.query(COUNT_EXPORTS_SQL))[0]?.n) + 1).padStart(4, '0')}`;
}

/** The rows of an export, with what they give away. */
export async function judgedRows(
  session: Session,
  connection: SqlConnection,
  { id, spec, keys, policy }: ToStage,
  call: CallContext,
): Promise<{ readonly staged: StagedExport; readonly judged: Judged }> {
  const staged = await stageExport(session, connection, { id, spec, keys, policy }, call);
  if (staged.leaving === 0) {
    throw fault(
      'INVALID_EXPORT',
      'export.nobody',
      { export: quoted(spec.name) },
      { hint: 'hint.widerExport', at: { field: spec.name } },
    );
  }
  const pseudonym = await historyPseudonym(session, connection, keys.history);
  return { staged, judged: await judgeRows(session, connection, { spec, staged, policy, pseudonym }, call) };
}

export interface ToMake {
  readonly spec: ExportSpec;
  readonly kind: Manifest['kind'];
  readonly language: 'zh' | 'en';
  readonly publicKey: string;
  readonly sealed: boolean;
  readonly id: string;
  readonly action: AuditAction;
  readonly staged: StagedExport;
  readonly judged: Judged;
  readonly decision: Decision | null;
}

/** Writes the entry of the audit and makes all files of a package of the staged rows, signed. */
export async function makePackage(
  session: Session,
  connection: SqlConnection,
  { spec, kind, language, publicKey, sealed, id, action, staged, judged, decision }: ToMake,
  call: CallContext,
): Promise<{ readonly manifest: Manifest; readonly chunks: Uint8Array[] }> {
  if (spec.format === 'xlsx' && staged.leaving + (staged.canaries?.rows.length ?? 0) > MOST_SHEET_ROWS) throw tooLarge(spec);
  call.progress({ phase: 'package', rows: staged.leaving });
  const entry = await appendAudit(connection, session.ports, { action, detail: { ...auditDetail(id, spec, staged), sealed } });
  const data = await dataFile(connection, staged.columns, spec.format, call.signal);
  const decided = decision === null ? [] : [{ path: DECISION_PATH, bytes: canonicalBytes(decision) }];
  const types = spec.format === 'parquet' ? await parquetTypes(connection, staged.columns.length) : null;
  const parts = [data, dataPackage({ spec, staged, data, types }), await auditExcerpt(connection, entry), ...decided];
  const declared = { id, kind, spec, staged, judged, entry, publicKey };
  const report = {
    path: REPORT_PATH,
    bytes: new TextEncoder().encode(exportHtml(manifestOf(session, { ...declared, files: parts }), language)),
  };
  const files = [...parts, report];
  const manifest = manifestOf(session, { ...declared, files });
  const chunks = storedZip([...files, ...(await signedFiles(session, manifest))]);
  if (lengthOf(chunks) > MOST_BYTES) throw tooLarge(spec);
  return { manifest, chunks };
}

function auditDetail(id: string, { from, recipient, format }: ExportSpec, { columns, leaving, canaries }: StagedExport) {
  const classes = [...new Set(columns.map(({ dataClass }) => dataClass))].sort();
  return {
    export: id,
    from: Object.values(from).map(String),
    recipient: recipient.kind,
    format,
    columns: columns.length,
    rows: leaving,
    ...(canaries ? { canaries: canaries.rows.length } : {}),
    classes,
  };
}

async function signedFiles(session: Session, manifest: Manifest): Promise<PackedFile[]> {
  const bytes = canonicalBytes(manifest);
  const signature = await session.ports.keys.sign(signedBytes('package', bytes));
  const signed = { manifest: sha256Hex(bytes), publicKey: manifest.signer.publicKey, signature };
  return [
    { path: MANIFEST_PATH, bytes },
    { path: SIGNATURE_PATH, bytes: canonicalBytes(signed) },
  ];
}

/** The last entries of the chain, oldest first, one a line. */
async function auditExcerpt(connection: SqlConnection, { seq }: AuditEntry): Promise<PackedFile> {
  const entries = records(await connection.query(AUDIT_PAGE_SQL, [Math.min(seq, ENTRIES_CARRIED), 0]))
    .map(entryOf)
    .reverse();
  return { path: AUDIT_PATH, bytes: new TextEncoder().encode(entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')) };
}

function tooLarge({ name }: ExportSpec) {
  return fault(
    'INVALID_EXPORT',
    'export.tooLarge',
    { export: quoted(name) },
    { hint: 'hint.smallerExport', at: { field: name } },
  );
}
