import { tablesOf } from '../model/entities';
import { type ColumnPreview, type ImportOptions, type ImportReceipt, importOptionsSchema } from '../model/import';
import { fault } from '../model/result';
import type { KernelMethods } from '../rpc/contract';
import type { CallContext, Handlers } from '../rpc/method';
import type { ImportColumn } from '../sql/importSql';
import { INSERT_IMPORT_SQL, INSERT_TABLE_SQL, NEXT_IMPORT_SQL } from '../sql/workspaceSql';
import { applyEntities } from './entities';
import { readEntityMap } from './entityMap';
import { type FileFacts, followProgress, hashFile, textMeter, whileUnchanged } from './importFile';
import { retyped } from './importLateTypes';
import { saveSourceLines } from './importLines';
import type { ImportPlan, LoadRequest } from './importPlan';
import { planImport } from './importPreview';
import { type Rejects, refuseTooMany, saveRejects } from './importRejects';
import { loadRelation } from './importRelation';
import { type Loaded as LoadedRows, loadText } from './importRows';
import { findTemplate } from './importTemplate';
import type { FileToken, SqlConnection } from './ports';
import { keepFormerProfile } from './profiles';
import type { CustomerState, Session } from './session';
import { records } from './table';
import { countRows, forgetTable, knownTables } from './tables';
import { isPlain } from './textStream';

const DEFAULT_REJECT_SHARE = 0.001;

type ImportMethods = Pick<Handlers<KernelMethods>, 'imports.preview' | 'imports.run'>;

export function importHandlers(session: Session): ImportMethods {
  return {
    'imports.preview': ({ file, options }, { signal }) =>
      session.read(async (connection) => {
        const source = { ports: session.ports, engine: session.open.engine, connection, file, options, signal };
        const { preview } = await whileUnchanged(session.ports.files, file, () => planImport(source));
        const template = Object.keys(options).length === 0 ? await findTemplate(connection, preview) : undefined;
        return { ...preview, ...(template ? { template } : {}) };
      }),
    'imports.run': (request, call) => runImport(session, request, call),
  };
}

export interface ImportRequest {
  readonly file: FileToken;
  /** An existing table of this name is replaced. Default: the file's name, with a number where it is taken. */
  readonly table?: string | undefined;
  readonly options: ImportOptions;
}

/**
 * Imports one file in one transaction: a failure, a cancel or too many rejected rows leave the workspace as it was.
 * @throws Fault TOO_MANY_REJECTS, FILE_CHANGED, and those of `planImport`.
 */
export async function runImport(session: Session, request: ImportRequest, call: CallContext): Promise<ImportReceipt> {
  let renewed = false;
  const receipt = await session.writeData((connection, change) =>
    whileUnchanged(session.ports.files, request.file, async () => {
      const loaded = await loadFile(session, connection, request, call);
      call.progress({ phase: 'receipt', fraction: 1 });
      const made = await writeReceipt(session, connection, loaded);
      const customers = await renewCustomers(session, connection, loaded.table);
      renewed = customers !== null;
      if (customers) change.customers = customers;
      return made;
    }),
  );
  session.changed('tables', 'imports', 'workspace', ...(renewed ? (['entities', 'tags', 'segments'] as const) : []));
  return receipt;
}

interface Loaded {
  readonly plan: ImportPlan;
  /** As they were loaded, which cells behind the sample may have changed. */
  readonly columns: readonly ColumnPreview[];
  readonly table: string;
  readonly known: FileFacts;
  readonly rejects: Rejects;
  readonly request: ImportRequest;
  readonly started: number;
}

async function loadFile(session: Session, connection: SqlConnection, request: ImportRequest, call: CallContext): Promise<Loaded> {
  const { ports } = session;
  const { file, options } = request;
  const started = ports.clock.now();
  const source = { ports, engine: session.open.engine, connection, file, options, signal: call.signal };
  call.progress({ phase: 'preview' });
  // On a connection of its own, since a guess that fails would abort the transaction.
  const plan = await session.read((reading) => planImport({ ...source, connection: reading }));
  const table = request.table ?? plan.preview.table;
  await makeRoom(session, connection, table, call);
  const meter = textMeter(plan.preview.file);
  const [{ rejects, late }, sha256] = await followProgress(
    connection,
    call,
    (signal) => load({ ...source, signal, plan, table, columns: loadColumns(plan, options), meter }),
    (signal) => hashFile(ports, file, plan.dialect && isPlain(plan.shape) ? meter : null, signal),
  );
  const columns = retyped(plan.preview.columns, late);
  return { plan, columns, table, known: { sha256, lines: meter.lines }, rejects, request, started };
}

function load(request: LoadRequest): Promise<LoadedRows> {
  const { open } = request.plan;
  return open ? loadRelation(request, open) : loadText(request);
}

async function writeReceipt(session: Session, connection: SqlConnection, loaded: Loaded): Promise<ImportReceipt> {
  const { plan, table, known, rejects, request, started } = loaded;
  const columns = loaded.columns.map(({ name, type, unit }) => ({ name, type, ...(unit && type !== 'text' ? { unit } : {}) }));
  const { files, clock } = session.ports;
  const rows = await countRows(connection, table);
  const rejectedRows = await saveSourceLines({ connection, files, file: request.file, table, plan, rows, rejects, known });
  refuseTooMany(plan.preview.file, rejectedRows, rows, request.options.rejectShare ?? DEFAULT_REJECT_SHARE);
  if (rows === 0)
    throw fault(
      'FILE_EMPTY',
      'file.noRows',
      { file: plan.preview.file },
      { hint: 'hint.exportedWhole', at: { file: plan.preview.file } },
    );
  const id = Number(records(await connection.query(NEXT_IMPORT_SQL))[0]?.id);
  const { file, size, format, encoding, delimiter, quote, header, part, skipped } = plan.preview;
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
  await saveRejects(connection, id, rejectedRows);
  return receipt;
}

/** Forgets the load that is replaced, except for its profile. DuckDB's names ignore case, so `Bank` replaces `bank`. */
async function makeRoom(session: Session, connection: SqlConnection, name: string, call: CallContext): Promise<void> {
  const tables = await knownTables(connection);
  const existing = tables.find((table) => table.name.toLowerCase() === name.toLowerCase());
  if (existing) await keepFormerProfile(session, connection, existing, call);
  await forgetTable(connection, existing?.name ?? name);
}

/** A new load of a table that the entity map reads renumbers customers and measures their sources again. */
async function renewCustomers(session: Session, connection: SqlConnection, table: string): Promise<CustomerState | null> {
  const map = session.open.customers ? await readEntityMap(connection) : null;
  if (!map || !tablesOf(map).has(table)) return null;
  return (await applyEntities(session, connection, map)).state;
}

function loadColumns(plan: ImportPlan, { nulls, types = {} }: ImportOptions): ImportColumn[] {
  return plan.preview.columns.map(({ name, type, reason, nulls: guessed = [] }) => ({
    name,
    type,
    nulls: Array.isArray(nulls) ? nulls : (nulls?.[name] ?? guessed),
    percent: reason === 'percent',
    guessed: types[name] === undefined,
  }));
}
