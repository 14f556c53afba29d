import type { ColumnPreview, ImportOptions } from '../model/import';
import { fault } from '../model/result';
import type { CallContext } from '../rpc/method';
import type { ImportColumn } from '../sql/importSql';
import { type FileFacts, followProgress, hashFile, textMeter, together } from './importFile';
import { unreadable } from './importHead';
import { retyped } from './importLateTypes';
import type { FileToRead, ImportPlan, LoadRequest } from './importPlan';
import { type OpenedFile, openFile, planImport } from './importPreview';
import type { Rejects } from './importRejects';
import { loadRelation } from './importRelation';
import { type Loaded, loadText } from './importRows';
import type { FileReader, FileToken, SqlConnection } from './ports';
import type { Session } from './session';
import { countRows } from './tables';
import { isPlain } from './textStream';

export interface LoadedFile {
  readonly file: FileToken;
  /** What it is called. */
  readonly name: string;
  readonly plan: ImportPlan;
  /** What its bytes were read with. */
  readonly files: FileReader;
  readonly table: string;
  readonly rows: number;
  /** As they were loaded, which cells behind the sample may have changed. */
  readonly columns: readonly ColumnPreview[];
  readonly known: FileFacts;
  readonly rejects: Rejects;
}

/** Checks a plan, makes room for what it will load, and names the table that is made. */
type Place = (plan: ImportPlan) => Promise<string> | string;

interface FileToLoad extends FileToRead {
  /** What is known of it already, and decided; `name` tells it from others of its name. */
  readonly opened?: OpenedFile;
  readonly plan?: ImportPlan;
  readonly name?: string;
}

/** Makes a table of the file in schema `data`, in the caller's transaction, while the file is hashed. @throws Fault as `planImport`. */
export async function loadFile(
  session: Session,
  connection: SqlConnection,
  request: FileToLoad,
  call: CallContext,
  place: Place,
): Promise<LoadedFile> {
  const { ports, open } = session;
  call.progress({ phase: 'preview' });
  const source = { files: ports.files, engine: open.engine, file: request.file, options: request.options };
  const opened = request.opened ?? (await openFile(source));
  const meters = { bytes: textMeter(opened.info.name), text: textMeter(opened.info.name) };
  let tellPlanned: (isPlanned: boolean) => void = () => undefined;
  const planned = new Promise<boolean>((resolve) => {
    tellPlanned = resolve;
  });
  // On a connection of its own, since a guess that fails would abort the transaction.
  const planIt = (signal: AbortSignal) => session.read((apart) => planImport(opened, apart, signal));
  const readPlaced = async (signal: AbortSignal) => {
    const plan = request.plan ?? (await planIt(signal).catch(refusedBy(tellPlanned)));
    tellPlanned(true);
    const table = await place(plan);
    const columns = loadColumns(plan, request.options);
    const loadIt = () => load({ ...opened.unpacked.source, connection, signal, plan, table, columns, meter: meters.text });
    return { plan, table, ...(await followProgress(connection, call, 'rows', loadIt)) };
  };
  const hashIt = async (signal: AbortSignal) => {
    try {
      return await hashFile(ports, request.file, mayBePlain(opened) ? meters.bytes : null, signal);
    } catch (cause) {
      // Of one fault that both find, planning says more; which of them came to it first must not matter.
      if (signal.aborted || (await planned)) throw cause;
      return '';
    }
  };
  const [{ plan, table, rejects, late }, sha256] = await together(call.signal, readPlaced, hashIt);
  const { lines } = isPlain(plan.shape) ? meters.bytes : meters.text;
  const { file, name = opened.info.name } = request;
  return {
    file,
    name,
    plan,
    files: opened.unpacked.source.files,
    table,
    rows: await countRows(connection, table),
    columns: retyped(plan.preview.columns, late),
    known: { sha256, lines },
    rejects,
  };
}

function refusedBy(tellPlanned: (isPlanned: boolean) => void): (cause: unknown) => never {
  return (cause) => {
    tellPlanned(false);
    throw cause;
  };
}

/** Whether the file's own bytes may be the lines that the database reads. */
function mayBePlain({ format, head }: OpenedFile): boolean {
  return isPlain(head.shape) && (format === undefined || format === 'csv' || format === 'fixed');
}

/** Some readers find only behind the first rows that a file is none of theirs. */
async function load(request: LoadRequest): Promise<Loaded> {
  const { open, preview } = request.plan;
  try {
    return await (open ? loadRelation(request, open) : loadText(request));
  } catch (cause) {
    throw request.signal.aborted ? cause : unreadable(cause, preview.file, open ? 'file.brokenRows' : 'file.notTextTable');
  }
}

/** @throws Fault FILE_EMPTY: an export that came out empty is a mistake far more often than not. */
export function refuseEmpty(file: string, rows: number): void {
  if (rows === 0) throw fault('FILE_EMPTY', 'file.noRows', { file }, { hint: 'hint.exportedWhole', at: { file } });
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
