import { type ImportOptions, type ImportReceipt, importOptionsSchema } from '../model/import';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import type { KernelMethods } from '../rpc/contract';
import type { Args, CallContext, Handlers } from '../rpc/method';
import { FORGET_TABLE_SQL, INSERT_IMPORT_SQL, INSERT_TABLE_SQL, NEXT_IMPORT_SQL } from '../sql/workspaceSql';
import { renewCleaned } from './applyCleaning';
import { renewCustomers } from './entities';
import { refuseChanged, whileUnchanged } from './importFile';
import { saveSourceLines } from './importLines';
import { type LoadedFile, loadFile, refuseEmpty } from './importLoad';
import { openFile, planImport } from './importPreview';
import { refuseTooMany, saveRejects } from './importRejects';
import { findTemplate } from './importTemplate';
import type { FileToken, SqlConnection } from './ports';
import type { Session } from './session';
import { records } from './table';
import { countRows, refuseCleanedTable, sameTable } from './tables';
import { addVersion, putAside, takenNames } from './versions';

const DEFAULT_REJECT_SHARE = 0.001;

type ImportMethods = Pick<Handlers<KernelMethods>, 'imports.preview' | 'imports.run'>;

export function importHandlers(session: Session): ImportMethods {
  return {
    'imports.preview': ({ file, options }, { signal }) =>
      session.read(async (connection) => {
        const { files } = session.ports;
        const opening = { files, engine: session.open.engine, file, options };
        const { preview } = await whileUnchanged(files, file, async () =>
          planImport(await openFile(opening), connection, signal),
        );
        const template = Object.keys(options).length === 0 ? await findTemplate(connection, preview) : undefined;
        return { ...preview, ...(template ? { template } : {}) };
      }),
    'imports.run': (request, call) => runImport(session, request, call),
  };
}

export interface ImportRequest {
  readonly file: FileToken;
  /** An existing table of this name is replaced; its load is kept. Default: the file's name, with a number where it is taken. */
  readonly table?: string | undefined;
  readonly options: ImportOptions;
  /** What the file was compared with, and as what, by `imports.compare`: only that is replaced, and only by that. */
  readonly compared?: Args<KernelMethods, 'imports.run'>['compared'];
}

/**
 * Imports one file in one transaction: a failure, a cancel or too many rejected rows leave the workspace as it was.
 * @throws Fault TOO_MANY_REJECTS, FILE_CHANGED, TABLE_CHANGED, INVALID_REQUEST, and those of `planImport`.
 */
export async function runImport(session: Session, request: ImportRequest, call: CallContext): Promise<ImportReceipt> {
  let renewed = false;
  const receipt = await session.writeData((connection, change) =>
    whileUnchanged(session.ports.files, request.file, async () => {
      const loaded = await loadAnew(session, connection, request, call);
      call.progress({ phase: 'receipt', fraction: 1 });
      const made = await writeReceipt(session, connection, loaded);
      const cleaned = await renewCleaned(session, connection, loaded.table, call);
      const customers = await renewCustomers(session, connection, [loaded.table, ...(cleaned === null ? [] : [cleaned])]);
      renewed = customers !== null;
      if (customers) change.customers = customers;
      return made;
    }),
  );
  session.changed('tables', 'imports', 'cleanings', 'workspace', ...(renewed ? (['entities', 'tags', 'segments'] as const) : []));
  return receipt;
}

interface Loaded extends LoadedFile {
  readonly request: ImportRequest;
  readonly started: number;
}

async function loadAnew(session: Session, connection: SqlConnection, request: ImportRequest, call: CallContext): Promise<Loaded> {
  const started = session.ports.clock.now();
  const loaded = await loadFile(session, connection, request, call, ({ preview }) =>
    makeRoom(connection, request, request.table ?? preview.table),
  );
  const { compared } = request;
  if (compared && compared.sha256 !== loaded.known.sha256)
    refuseChanged(loaded.plan.preview.file, 'file.otherThanCompared', 'hint.compareAgain');
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
  refuseCleanedTable(existing);
  if (existing.receipt !== null) await putAside(connection, existing.name, existing.receipt);
  await connection.exec(FORGET_TABLE_SQL, [existing.name]);
  return existing.name;
}

async function writeReceipt(session: Session, connection: SqlConnection, loaded: Loaded): Promise<ImportReceipt> {
  const { plan, files, table, known, rejects, request, started } = loaded;
  const { clock } = session.ports;
  const rows = await countRows(connection, table);
  const rejectedRows = await saveSourceLines({ connection, files, file: request.file, table, plan, rows, rejects, known });
  refuseTooMany(plan.preview.file, rejectedRows, rows, request.options.rejectShare ?? DEFAULT_REJECT_SHARE);
  refuseEmpty(plan.preview.file, rows);
  const id = Number(records(await connection.query(NEXT_IMPORT_SQL))[0]?.id);
  const columns = loaded.columns.map(({ name, type, unit }) => ({ name, type, ...(unit && type !== 'text' ? { unit } : {}) }));
  const { file, size, entry, format, encoding, delimiter, quote, header, part, skipped } = plan.preview;
  const now = clock.now();
  const receipt: ImportReceipt = {
    id,
    table,
    file,
    size,
    sha256: known.sha256,
    format,
    encoding,
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(quote === undefined ? {} : { quote }),
    ...(header === undefined ? {} : { header }),
    ...(entry === undefined ? {} : { entry }),
    ...(part === undefined ? {} : { part }),
    ...(skipped === undefined ? {} : { skipped }),
    rowsRead: rows + rejectedRows.length,
    rows,
    rejected: rejectedRows.length,
    columns,
    options: importOptionsSchema.parse(request.options),
    seconds: (now - started) / 1000,
    importedAt: new Date(now).toISOString(),
  };
  await connection.exec(INSERT_IMPORT_SQL, [id, table, JSON.stringify(receipt)]);
  await connection.exec(INSERT_TABLE_SQL, [table, JSON.stringify(columns), id]);
  await addVersion(connection, table, id, session.nextDataVersion);
  await saveRejects(connection, id, rejectedRows);
  return receipt;
}
