import type { ColumnPreview, ImportOptions } from '../model/import';
import { Fault } from '../model/result';
import type { CallContext } from '../rpc/method';
import { createCombinedSql, insertCombinedSql } from '../sql/importSql';
import { dropTableSql } from '../sql/workspaceSql';
import { agreedColumns, type PlannedAlone, refuseOtherColumns, sameColumn, wider } from './importAgree';
import { type LoadedFile, loadFile } from './importLoad';
import type { FilesToRead, FileToRead, ImportPlan } from './importPlan';
import { chosenColumns, type OpenedFile, openFile, planImport } from './importPreview';
import type { FileToken, SqlConnection } from './ports';
import { type Session, stopIfCancelled } from './session';
import { takenNames } from './versions';

/** One of several files, and how it is read so that it fits the others. */
export interface PlannedFile extends FileToRead, PlannedAlone {
  readonly opened: OpenedFile;
  readonly plan: ImportPlan;
}

/**
 * How several files of one shape are read: each by itself, then with the types that all of them agree on.
 * @throws Fault UNKNOWN_COLUMN where a file has other columns, and those of `planImport`.
 */
export async function planSeveral(session: Session, request: FilesToRead, signal: AbortSignal): Promise<PlannedFile[]> {
  const alone = await planAlone(session, request, signal);
  refuseOtherColumns(alone);
  const renamed = request.options.names ? await rename(session, alone, request.options.names, signal) : alone;
  const columns = chosenColumns(agreedColumns(renamed), request.options, renamed[0]?.name ?? '');
  return renamed.map((file) => fitted(file, columns));
}

/** Those of the other files that have the columns of the first. What cannot be read has none. */
export async function alikeFiles(
  session: Session,
  file: FileToken,
  others: readonly FileToken[],
  signal: AbortSignal,
): Promise<FileToken[]> {
  const options: ImportOptions = {};
  const first = await planOne(session, { file, options }, signal);
  const alike: FileToken[] = [];
  for (const other of others) {
    stopIfCancelled(signal);
    try {
      refuseOtherColumns([first, await planOne(session, { file: other, options }, signal)]);
      alike.push(other);
    } catch (cause) {
      if (!(cause instanceof Fault) || cause.error.code === 'CANCELLED') throw cause;
    }
  }
  return alike;
}

/** What is chosen for columns by their names waits until all names are known. */
async function planAlone(
  session: Session,
  { file, more = [], options }: FilesToRead,
  signal: AbortSignal,
): Promise<PlannedFile[]> {
  const { names: _names, types: _types, units: _units, ...cut } = options;
  const planned: PlannedFile[] = [];
  for (const token of [file, ...more]) planned.push(await planOne(session, { file: token, options: cut }, signal));
  return numbered(planned);
}

async function planOne(session: Session, { file, options }: FileToRead, signal: AbortSignal): Promise<PlannedFile> {
  const opened = await openFile({ files: session.ports.files, engine: session.open.engine, file, options });
  const plan = await session.read((apart) => planImport(opened, apart, signal));
  return { file, options, opened, plan, name: opened.info.name };
}

/** Files of several folders may have one name. */
function numbered(files: readonly PlannedFile[]): PlannedFile[] {
  const seen = new Map<string, number>();
  return files.map((file) => {
    const count = (seen.get(file.name) ?? 0) + 1;
    seen.set(file.name, count);
    return count === 1 ? file : { ...file, name: `${file.name} (${count})` };
  });
}

/** Names are given in the order of the first file's columns; the others may have another. */
async function rename(
  session: Session,
  files: readonly PlannedFile[],
  names: readonly string[],
  signal: AbortSignal,
): Promise<PlannedFile[]> {
  const former = files[0]?.plan.preview.columns ?? [];
  const renamed: PlannedFile[] = [];
  for (const { file, options, name, plan } of files) {
    const own = plan.preview.columns.map((column) => names[former.indexOf(sameColumn(former, column) ?? column)] ?? column.name);
    const isFirst = renamed.length === 0;
    const again = await planOne(session, { file, options: { ...options, names: isFirst ? [...names] : own } }, signal);
    renamed.push({ ...again, name });
  }
  return renamed;
}

/** The file's columns in its own order, with what is agreed of each. */
function fitted(file: PlannedFile, agreed: readonly ColumnPreview[]): PlannedFile {
  const columns = file.plan.preview.columns.map((column) => ({ ...(sameColumn(agreed, column) ?? column), name: column.name }));
  return { ...file, plan: { ...file.plan, preview: { ...file.plan.preview, columns } } };
}

export interface LoadedSeveral {
  readonly columns: readonly ColumnPreview[];
  readonly parts: readonly LoadedFile[];
}

/** Makes the table `table` of all files, in their order; a last column says which file a row came from. */
export async function loadSeveral(
  session: Session,
  connection: SqlConnection,
  files: readonly PlannedFile[],
  options: ImportOptions,
  table: string,
  call: CallContext,
): Promise<LoadedSeveral> {
  const parts = await loadParts(session, connection, files, options, table, call);
  const columns = parts[0]?.columns ?? [];
  const origin = originColumn(columns);
  const names = columns.map(({ name }) => name);
  await connection.exec(createCombinedSql(table, parts[0]?.table ?? '', names, origin));
  for (const { table: part, name } of parts) {
    await connection.exec(insertCombinedSql(table, part, names, name), [], call.signal);
    await connection.exec(dropTableSql(part));
  }
  return { parts, columns: [...columns, { name: origin, type: 'text' }] };
}

/**
 * Each file as a table of its own. Cells behind the sample of one may show that a column is wider than was agreed; then those that
 * were loaded with a narrower type are loaded again.
 */
async function loadParts(
  session: Session,
  connection: SqlConnection,
  files: readonly PlannedFile[],
  options: ImportOptions,
  table: string,
  call: CallContext,
): Promise<LoadedFile[]> {
  const names = await partNames(connection, table, files.length);
  const parts: LoadedFile[] = [];
  const load = async (planned: PlannedFile, index: number) => {
    const progress: CallContext['progress'] = (at) =>
      call.progress(at.fraction === undefined ? at : { ...at, fraction: (index + at.fraction) / files.length });
    const request = { ...planned, options: { ...planned.options, ...chosenTypes(options) } };
    parts[index] = await loadFile(session, connection, request, { ...call, progress }, () => names[index] ?? '');
  };
  for (const [index, planned] of files.entries()) await load(planned, index);
  for (let columns = widest(parts); ; columns = widest(parts)) {
    const narrow = parts.flatMap((part, index) => (isNarrower(part, columns) ? [index] : []));
    if (narrow.length === 0) return parts;
    for (const index of narrow) {
      await connection.exec(dropTableSql(names[index] ?? ''));
      const planned = files[index];
      if (planned) await load(fitted(planned, columns), index);
    }
  }
}

function chosenTypes({ types }: ImportOptions): Pick<ImportOptions, 'types'> {
  return types ? { types } : {};
}

function widest(parts: readonly LoadedFile[]): ColumnPreview[] {
  return (parts[0]?.columns ?? []).map((column) => {
    const types = parts.flatMap(({ columns }) => sameColumn(columns, column)?.type ?? []);
    return { ...column, type: types.reduce(wider, column.type) };
  });
}

function isNarrower({ columns }: LoadedFile, wide: readonly ColumnPreview[]): boolean {
  return wide.some((column) => sameColumn(columns, column)?.type !== column.type);
}

/** Names that no table has, until the parts are put together. */
async function partNames(connection: SqlConnection, table: string, count: number): Promise<string[]> {
  const taken = await takenNames(connection);
  let stem = `${table}@part`;
  while ([...taken].some((name) => name.startsWith(stem.toLowerCase()))) stem += '@';
  return Array.from({ length: count }, (_, index) => `${stem}${index + 1}`);
}

function originColumn(columns: readonly ColumnPreview[]): string {
  let name = 'file';
  for (let number = 2; sameColumn(columns, { name }); number++) name = `file_${number}`;
  return name;
}
