import { dayAfter } from '../model/calendar';
import { type ExportColumn, type ExportSpec, isStricter } from '../model/export';
import type { Decision } from '../model/package';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import { isDecisionSigned, readDecision } from '../package/readPackage';
import { fingerprint, sha256Hex } from '../package/signature';
import type { KernelMethods } from '../rpc/contract';
import type { Args, CallContext } from '../rpc/method';
import { CHANGE_EXPORT_SQL } from '../sql/exportsSql';
import { appendAudit } from './audit';
import { keepCanaries } from './exportCanaries';
import { dataFile } from './exportFiles';
import { type ExportKeys, exportKeys } from './exportKeys';
import { judgedRows, makePackage, type Packed } from './exportPackage';
import { readExportPolicy } from './exportPolicy';
import type { StagedColumn } from './exportRows';
import { refuseUnsealed } from './exportSeal';
import type { FileToken, SqlConnection } from './ports';
import type { Session } from './session';
import { findExport, type StoredExport } from './storedExports';
import { wholeBytes } from './wholeBytes';

/** A decision is a page of text. */
const MOST_DECISION_BYTES = 2 ** 20;

/**
 * Makes the package that was agreed to, once: the rows must still be those that the reviewer saw, byte for byte, before stricter
 * treatments are applied.
 * @throws Fault INVALID_EXPORT, UNKNOWN_EXPORT, and as `stageRows`.
 */
export async function releaseExport(
  session: Session,
  asked: Args<KernelMethods, 'exports.release'>,
  call: CallContext,
): Promise<Packed> {
  const { name } = await session.ports.files.info(asked.decision);
  const decision = await decisionIn(session, asked.decision, name);
  const publicKey = await session.ports.keys.publicKey();
  const { spec } = await session.read((connection) => findExport(connection, asked.id));
  const keys = await exportKeys(session, spec.recipient.name);
  const packed = await session.write(async (connection) => {
    const found = await findExport(connection, asked.id);
    await holdDecision(session, connection, { found, decision, publicKey, file: name });
    if (decision.body.verdict === 'returned') return await noteReturn(session, connection, found, decision);
    refuseUnsealed(found.spec, asked.passphrase);
    const sealed = asked.passphrase !== undefined;
    return await release(session, connection, { found, decision, keys, publicKey, sealed, language: asked.language }, call);
  });
  if (packed) return packed;
  session.changed('exports', 'audit');
  const { reviewer, reasons } = decision.body;
  const said = { reviewer: quoted(reviewer.name), reasons };
  throw fault('INVALID_EXPORT', 'export.returned', said, { hint: 'hint.mendRequest', at: { file: name } });
}

/** The request is done with, and nothing leaves. */
async function noteReturn(
  session: Session,
  connection: SqlConnection,
  { id, manifest }: StoredExport,
  decision: Decision,
): Promise<null> {
  await appendAudit(connection, session.ports, {
    action: 'export.return',
    detail: { export: id, reviewer: decision.body.reviewer.publicKey },
  });
  await connection.exec(CHANGE_EXPORT_SQL, [id, 'returned', JSON.stringify(decision), JSON.stringify(manifest)]);
  return null;
}

async function decisionIn(session: Session, file: FileToken, name: string): Promise<Decision> {
  const { size } = await session.ports.files.info(file);
  const decision = size > MOST_DECISION_BYTES ? null : readDecision(await wholeBytes(session.ports.files, file));
  if (decision && isDecisionSigned(decision)) return decision;
  throw fault('INVALID_EXPORT', 'decision.unreadable', { file: quoted(name) }, { hint: 'hint.sameDecision', at: { file: name } });
}

interface Held {
  readonly found: StoredExport;
  readonly decision: Decision;
  readonly publicKey: string;
  /** What the decision's file is called. */
  readonly file: string;
}

/** Holds a decision to the request, to who may decide, and to the days that it counts for. */
async function holdDecision(
  session: Session,
  connection: SqlConnection,
  { found, decision: { body }, publicKey, file }: Held,
): Promise<void> {
  const { policy } = await readExportPolicy(connection);
  const at = { file };
  const name = quoted(found.spec.name);
  const decider = body.reviewer.publicKey;
  if (found.state !== 'requested') throw fault('INVALID_EXPORT', 'export.used', { export: name }, { hint: 'hint.askAgain', at });
  if (body.request !== found.hash)
    throw fault('INVALID_EXPORT', 'decision.other', { file: quoted(file) }, { hint: 'hint.sameDecision', at });
  if (decider === publicKey || decider === found.manifest.signer.publicKey) {
    throw fault('INVALID_EXPORT', 'decision.own', { file: quoted(file) }, { hint: 'hint.otherReviewer', at });
  }
  if (!policy.reviewers.some((reviewer) => reviewer.publicKey === decider)) {
    const said = { file: quoted(file), fingerprint: fingerprint(decider) };
    throw fault('INVALID_EXPORT', 'decision.stranger', said, { hint: 'hint.nameReviewer', at });
  }
  const last =
    [body.expires, dayAfter(body.decidedAt.slice(0, 10), { n: policy.decisionDays, unit: 'day' })].sort()[0] ?? body.expires;
  if (session.ports.clock.today() > last) {
    throw fault('INVALID_EXPORT', 'decision.late', { file: quoted(file), day: last }, { hint: 'hint.askAgain', at });
  }
}

interface ToRelease {
  readonly found: StoredExport;
  readonly decision: Decision;
  readonly keys: ExportKeys;
  readonly publicKey: string;
  readonly sealed: boolean;
  readonly language: 'zh' | 'en';
}

async function release(session: Session, connection: SqlConnection, asked: ToRelease, call: CallContext): Promise<Packed> {
  const { found, decision, keys, publicKey, sealed, language } = asked;
  const { policy } = await readExportPolicy(connection);
  const asRequested = await judgedRows(session, connection, { id: found.id, spec: found.spec, keys, policy }, call);
  await holdRows(connection, found, asRequested.staged.columns, call.signal);
  const spec = stricterSpec(found.spec, decision);
  const { staged, judged } =
    spec === found.spec ? asRequested : await judgedRows(session, connection, { id: found.id, spec, keys, policy }, call);
  const made = {
    spec,
    kind: 'package' as const,
    language,
    publicKey,
    sealed,
    id: found.id,
    action: 'export.write' as const,
    staged,
    judged,
    decision,
  };
  const { manifest, chunks } = await makePackage(session, connection, made, call);
  await keepCanaries(connection, found.id, staged.canaries);
  await connection.exec(CHANGE_EXPORT_SQL, [found.id, 'written', JSON.stringify(decision), JSON.stringify(manifest)]);
  const before = { state: found.state, manifest: found.manifest };
  return {
    id: found.id,
    hash: found.hash,
    rows: staged.leaving,
    canaries: manifest.canaries?.n ?? 0,
    chunks,
    action: 'export.write',
    before,
  };
}

/** @throws Fault INVALID_EXPORT where the rows are no longer the ones that were agreed to. */
async function holdRows(
  connection: SqlConnection,
  { spec, manifest }: StoredExport,
  columns: readonly StagedColumn[],
  signal: AbortSignal,
): Promise<void> {
  const { path, bytes } = await dataFile(connection, columns, spec.format, signal);
  const agreed = manifest.files.find((file) => file.path === path);
  if (agreed?.sha256 === sha256Hex(bytes)) return;
  throw fault(
    'INVALID_EXPORT',
    'export.changed',
    { export: quoted(spec.name) },
    { hint: 'hint.askAgain', at: { field: spec.name } },
  );
}

/** The export as it was agreed to. @throws Fault INVALID_EXPORT for a change that is not stricter. */
function stricterSpec(spec: ExportSpec, { body: { changes } }: Decision): ExportSpec {
  if (changes.length === 0) return spec;
  const columns = spec.columns.map((column): ExportColumn => {
    const change = changes.find((each) => each.column === column.name);
    if (!change) return column;
    if (isStricter(column.treatment, change.treatment)) return { ...column, treatment: change.treatment };
    const said = { file: quoted(spec.name), column: quoted(column.name) };
    throw fault('INVALID_EXPORT', 'decision.looser', said, { hint: 'hint.sameDecision', at: { field: column.name } });
  });
  const leaves = (name: string) => columns.some((column) => column.name === name && column.treatment.kind !== 'drop');
  return { ...spec, columns, quasi: spec.quasi.filter(leaves), sensitive: spec.sensitive.filter(leaves) };
}
