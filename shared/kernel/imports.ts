import {
  type ImportedFile,
  type ImportOptions,
  type ImportPreview,
  type ImportReceipt,
  importOptionsSchema,
  type RejectedRow,
} from '../model/import';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import type { KernelMethods } from '../rpc/contract';
import type { Args, CallContext, Handlers } from '../rpc/method';
import { FORGET_TABLE_SQL, INSERT_IMPORT_SQL, INSERT_TABLE_SQL, NEXT_IMPORT_SQL } from '../sql/workspaceSql';
import { appendAudit } from './audit';
import { cancelledBy } from './cancelledBy';
import { todayOf } from './columnClasses';
import { renewCustomers } from './entities';
import { classesOfFile, columnsOfC3, leaveOutCredentials } from './importCredentials';
import { refuseChanged, whileUnchanged } from './importFile';
import { saveSourceLines } from './importLines';
import { type LoadedFile, refuseEmpty } from './importLoad';
import type { FilesToRead } from './importPlan';
import { openFile, planImport } from './importPreview';
import { refuseTooMany, saveRejects } from './importRejects';
import { alikeFiles, planSeveral } from './importSeveral';
import { type LoadedTable, loadTable, previewOfSeveral } from './importTable';
import { findTemplate } from './importTemplate';
import { loadsChanged } from './loadsChanged';
import type { SqlConnection } from './ports';
import { renewTags } from './refreshTags';
import { renewCleaned } from './renewCleaned';
import { requireRoomForImport } from './room';
import type { Session } from './session';
import { records } from './table';
import { refuseMadeTable, sameTable } from './tables';
import { addVersion, putAside, takenNames } from './versions';

const DEFAULT_REJECT_SHARE = 0.001;

type ImportMethods = Pick<Handlers<KernelMethods>, 'imports.preview' | 'imports.alike' | 'imports.run'>;

export function importHandlers(session: Session): ImportMethods {
  return {
    'imports.preview': (request, { signal }) =>
      session.read(async (connection) => {
        const preview = await whileUnchanged(session.ports.files, request, () => previewOf(session, connection, request, signal));
        const { entry: _entry, ...chosen } = request.options;
        const template = Object.keys(chosen).length === 0 ? await findTemplate(connection, preview) : undefined;
        const classes = await classesOfFile(connection, preview, request.table ?? preview.table, todayOf(session));
        const credentials = columnsOfC3(classes);
        return {
          ...preview,
          classes: classes.map(({ dataClass }) => dataClass),
          ...(template ? { template } : {}),
          ...(credentials.length > 0 ? { credentials } : {}),
        };
      }),
    'imports.alike': ({ file, others }, { signal }) => alikeFiles(session, file, others, signal),
    'imports.run': (request, call) => runImport(session, request, call),
  };
}

async function previewOf(
  session: Session,
  connection: SqlConnection,
  { file, more = [], options }: FilesToRead,
  signal: AbortSignal,
): Promise<ImportPreview> {
  if (more.length > 0) return await previewOfSeveral(connection, await planSeveral(session, { file, more, options }, signal));
  const opened = await openFile({ files: session.ports.files, engine: session.open.engine, file, options });
  return (await planImport(opened, connection, signal)).preview;
}

export interface ImportRequest extends FilesToRead {
  /** An existing table of this name is replaced; its load is kept. Default: the file's name, with a number where it is taken. */
  readonly table?: string | undefined;
  /** What the file was compared with, and as what, by `imports.compare`: only that is replaced, and only by that. */
  readonly compared?: Args<KernelMethods, 'imports.run'>['compared'];
}

/**
 * Imports one file, or several of one shape into one table, in one transaction: a failure, a cancel or too many rejected rows leave the workspace as it was.
 * @throws Fault DISK_FULL where there is not the room for it, TOO_MANY_REJECTS, FILE_CHANGED, TABLE_CHANGED, INVALID_REQUEST, and those of `planImport`.
 */
export async function runImport(session: Session, request: ImportRequest, call: CallContext): Promise<ImportReceipt> {
  await requireRoomForImport(session, [request.file, ...(request.more ?? [])]);
  let renewed = false;
  const receipt = await session.writeData((connection, change) =>
    whileUnchanged(session.ports.files, request, async () => {
      const loaded = await loadAnew(session, connection, request, call);
      call.progress({ phase: 'receipt', fraction: 1 });
      const written = await writeReceipt(session, connection, loaded);
      const made = await renewCleaned(session, connection, [loaded.table], call);
      const customers = await renewCustomers(session, cancelledBy(connection, call.signal), [loaded.table, ...made]);
      renewed = customers !== null;
      if (customers) change.customers = customers;
      return written;
    }),
  );
  loadsChanged(session, renewed);
  await renewTags(session, call);
  return receipt;
}

interface Loaded extends LoadedTable {
  readonly request: ImportRequest;
  readonly started: number;
}

async function loadAnew(session: Session, connection: SqlConnection, request: ImportRequest, call: CallContext): Promise<Loaded> {
  const started = session.ports.clock.now();
  const whole = await loadTable(session, connection, request, call, ({ preview }) =>
    makeRoom(connection, request, request.table ?? preview.table),
  );
  const loaded = await leaveOutCredentials(connection, whole, request.options, whole.table, todayOf(session));
  const { compared } = request;
  if (compared && compared.sha256 !== loaded.sha256)
    refuseChanged(loaded.preview.file, 'file.otherThanCompared', 'hint.compareAgain');
  return { ...loaded, request, started };
}

/** The name that the new load gets. A load that stands there is put aside, if it is the one expected. */
async function makeRoom(connection: SqlConnection, { compared }: ImportRequest, name: string): Promise<string> {
  const existing = await sameTable(connection, name);
  const at = { field: name };
  if (compared && existing?.receipt !== compared.receipt)
    throw fault('TABLE_CHANGED', 'table.changed', { table: quoted(name) }, { hint: 'hint.compareAgain', at });
  if (!existing) {
    if ((await takenNames(connection)).has(name.toLowerCase()))
      throw fault('INVALID_REQUEST', 'table.formerLoad', { table: quoted(name) }, { hint: 'hint.otherTable', at });
    return name;
  }
  refuseMadeTable(existing);
  if (existing.receipt !== null) await putAside(connection, existing.name, existing.receipt);
  await connection.exec(FORGET_TABLE_SQL, [existing.name]);
  return existing.name;
}

async function writeReceipt(session: Session, connection: SqlConnection, loaded: Loaded): Promise<ImportReceipt> {
  const { table, preview, parts, sha256, request, started } = loaded;
  const rejected = await saveSourceLines(connection, table, parts);
  const files = parts.map((part, index) => importedFile(part, rejected[index] ?? [], request.options));
  const id = Number(records(await connection.query(NEXT_IMPORT_SQL))[0]?.id);
  const columns = loaded.columns.map(({ name, type, unit }) => ({ name, type, ...(unit && type !== 'text' ? { unit } : {}) }));
  const { file, size, format, encoding } = preview;
  const now = session.ports.clock.now();
  const sum = (of: 'rows' | 'rejected') => files.reduce((total, each) => total + each[of], 0);
  const receipt: ImportReceipt = {
    id,
    table,
    file,
    size,
    sha256,
    ...(files.length > 1 ? { files } : {}),
    format,
    encoding,
    ...whereKnown(preview, 'delimiter', 'quote', 'header', 'entry', 'part', 'skipped'),
    rowsRead: sum('rows') + sum('rejected'),
    rows: sum('rows'),
    rejected: sum('rejected'),
    columns,
    ...(loaded.leftOut ? { leftOut: loaded.leftOut } : {}),
    options: importOptionsSchema.parse(request.options),
    seconds: (now - started) / 1000,
    importedAt: new Date(now).toISOString(),
  };
  await connection.exec(INSERT_IMPORT_SQL, [id, table, JSON.stringify(receipt)]);
  await connection.exec(INSERT_TABLE_SQL, [table, JSON.stringify(columns), id]);
  await addVersion(connection, table, id, session.nextDataVersion);
  await saveRejects(connection, id, rejected.flat());
  const { rejected: left, rows, files: several } = receipt;
  const detail = { table, receipt: id, rows, rejected: left, files: several?.length ?? 1, sha256 };
  await appendAudit(connection, session.ports, { action: 'import.run', detail });
  await noteKept(session, connection, receipt);
  return receipt;
}

/** Whoever takes passwords in says why, in the chain. */
async function noteKept(
  session: Session,
  connection: SqlConnection,
  { id, table, options, columns }: ImportReceipt,
): Promise<void> {
  const kept = (options.kept ?? []).filter(({ column }) => columns.some(({ name }) => name === column));
  if (kept.length === 0) return;
  await appendAudit(connection, session.ports, {
    action: 'import.keepCredentials',
    detail: { table, receipt: id, columns: kept.map(({ column, reason }) => ({ column, reason })) },
  });
}

/** @throws Fault TOO_MANY_REJECTS, FILE_EMPTY: each of several files is held to what is allowed for one. */
function importedFile(
  { name, rows, plan, known }: LoadedFile,
  rejected: readonly RejectedRow[],
  { rejectShare = DEFAULT_REJECT_SHARE }: ImportOptions,
): ImportedFile {
  refuseTooMany(name, rejected, rows, rejectShare);
  refuseEmpty(name, rows);
  return { name, size: plan.preview.size, sha256: known.sha256, rows, rejected: rejected.length };
}

function whereKnown<K extends keyof ImportPreview>(preview: ImportPreview, ...keys: readonly K[]): Pick<ImportPreview, K> {
  return Object.fromEntries(keys.flatMap((key) => (preview[key] === undefined ? [] : [[key, preview[key]]]))) as Pick<
    ImportPreview,
    K
  >;
}
