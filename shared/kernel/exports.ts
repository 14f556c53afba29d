import { type ApprovalReason, type ExportGap, type ExportSpec, gapsInExport, type WrittenPackage } from '../model/export';
import { fault } from '../model/result';
import { quoted, say } from '../model/saying';
import type { KernelMethods } from '../rpc/contract';
import type { Args, CallContext, Handlers } from '../rpc/method';
import { CHANGE_EXPORT_SQL } from '../sql/exportsSql';
import { appendAudit } from './audit';
import { historyPseudonym, judgeRows } from './exportJudgement';
import { type ExportKeys, exportKeys } from './exportKeys';
import { nextExport, type Packed, packRows } from './exportPackage';
import { readExportPolicy } from './exportPolicy';
import { previewRows } from './exportPreview';
import { releaseExport } from './exportRelease';
import { refuseUnsealed, writePackage } from './exportSeal';
import type { FileToken, SqlConnection } from './ports';
import type { Session } from './session';
import { stageExport } from './stagedExport';
import { recordOf, storedExports } from './storedExports';

type ExportMethods = 'exports.list' | 'exports.preview' | 'exports.write' | 'exports.request' | 'exports.release';

/**
 * The one door by which rows of customers leave. The entry of the audit and the contact policy come first, in the transaction that makes
 * the rows; the file follows, and a file that cannot be written is noted, too.
 */
export function exportHandlers(session: Session): Pick<Handlers<KernelMethods>, ExportMethods> {
  return {
    'exports.list': () => session.read(async (connection) => (await storedExports(connection)).map(recordOf)),
    'exports.preview': async ({ spec }, call) => {
      const keys = await exportKeys(session, spec.recipient.name);
      return await session.readAside((connection) => previewExport(session, connection, { spec, keys }, call));
    },
    'exports.write': (asked, call) => writeExport(session, asked, 'package', call),
    'exports.request': (asked, call) => writeExport(session, asked, 'request', call),
    'exports.release': async (asked, call) => {
      const packed = await releaseExport(session, asked, call);
      return await writeFile(session, packed, asked);
    },
  };
}

interface Prepared {
  readonly spec: ExportSpec;
  readonly keys: ExportKeys;
}

async function previewExport(session: Session, connection: SqlConnection, { spec, keys }: Prepared, call: CallContext) {
  const { policy } = await readExportPolicy(connection);
  const id = await nextExport(connection);
  const staged = await stageExport(session, connection, { id, spec, keys, policy }, call);
  const pseudonym = await historyPseudonym(session, connection, keys.history);
  const judged = await judgeRows(session, connection, { spec, staged, policy, pseudonym }, call);
  return await previewRows(session, connection, { spec, staged, judged, key: keys.recipient }, call);
}

/** @throws Fault INVALID_EXPORT for what is missing or has to be agreed to, and as `stageRows`. */
async function writeExport(
  session: Session,
  { spec, language, file, passphrase }: Args<KernelMethods, 'exports.write'>,
  kind: 'package' | 'request',
  call: CallContext,
): Promise<WrittenPackage> {
  refuseIncomplete(spec);
  refuseUnsealed(spec, passphrase);
  const keys = await exportKeys(session, spec.recipient.name);
  const publicKey = await session.ports.keys.publicKey();
  const packed = await session.write((connection) => {
    return packRows(
      session,
      connection,
      {
        ...{ spec, kind, language, keys, publicKey },
        sealed: passphrase !== undefined,
        agree: (reasons) => refuseUnagreed(spec, kind, reasons),
      },
      call,
    );
  });
  return await writeFile(session, packed, { file, passphrase });
}

/** A file that could not be written does not count as left, and nobody is told that it did before it is there. */
async function writeFile(
  session: Session,
  packed: Packed,
  { file, passphrase }: { readonly file: FileToken; readonly passphrase?: string | undefined },
): Promise<WrittenPackage> {
  const { id, hash, rows, canaries, chunks } = packed;
  try {
    const bytes = await writePackage(session.ports, file, chunks, passphrase);
    return { id, hash, rows, canaries, bytes };
  } catch (cause) {
    await session.write((connection) => noteFailure(session, connection, packed));
    throw cause;
  } finally {
    session.changed('exports', 'audit');
  }
}

async function noteFailure(session: Session, connection: SqlConnection, { id, action, before }: Packed): Promise<void> {
  await appendAudit(connection, session.ports, { action: 'export.fail', detail: { export: id, action } });
  await connection.exec(CHANGE_EXPORT_SQL, [id, before.state, null, JSON.stringify(before.manifest)]);
}

function refuseIncomplete(spec: ExportSpec): void {
  const gaps: readonly ExportGap[] = gapsInExport(spec);
  if (gaps.length === 0) return;
  const said = { export: quoted(spec.name), missing: gaps.map((gap) => say(`export.${gap}`, {})) };
  throw fault('INVALID_EXPORT', 'export.incomplete', said, { hint: 'hint.completeExport', at: { field: spec.name } });
}

function refuseUnagreed(spec: ExportSpec, kind: 'package' | 'request', reasons: readonly ApprovalReason[]): void {
  if (kind === 'request' || reasons.length === 0) return;
  const said = { export: quoted(spec.name), reasons: reasons.map((reason) => say(`export.because.${reason}`, {})) };
  throw fault('INVALID_EXPORT', 'export.needsReview', said, { hint: 'hint.askReviewer', at: { field: spec.name } });
}
