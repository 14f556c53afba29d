import type { ColumnPreview, ImportOptions } from '../model/import';
import { fault } from '../model/result';
import type { CallContext } from '../rpc/method';
import type { ImportColumn } from '../sql/importSql';
import { type FileFacts, followProgress, hashFile, textMeter, together } from './importFile';
import { retyped } from './importLateTypes';
import type { ImportPlan, LoadRequest } from './importPlan';
import { planImport } from './importPreview';
import type { Rejects } from './importRejects';
import { loadRelation } from './importRelation';
import { type Loaded, loadText } from './importRows';
import type { FileToken, SqlConnection } from './ports';
import type { Session } from './session';
import { isPlain } from './textStream';

/** A file and how it is to be read. */
export interface FileToLoad {
  readonly file: FileToken;
  readonly options: ImportOptions;
}

export interface LoadedFile {
  /** As they were loaded, which cells behind the sample may have changed. */
  readonly columns: readonly ColumnPreview[];
  readonly known: FileFacts;
  readonly rejects: Rejects;
}

/** Plans on a connection of its own, since a guess that fails would abort the transaction. @throws Fault as `planImport`. */
export async function planFile(session: Session, { file, options }: FileToLoad, call: CallContext): Promise<ImportPlan> {
  const { ports, open } = session;
  call.progress({ phase: 'preview' });
  return await session.read((connection) =>
    planImport({ ports, engine: open.engine, connection, file, options, signal: call.signal }),
  );
}

/** Makes the table `data.<table>` of the file, in the caller's transaction. */
export async function loadFile(
  session: Session,
  connection: SqlConnection,
  { file, options, plan, table }: FileToLoad & { readonly plan: ImportPlan; readonly table: string },
  call: CallContext,
): Promise<LoadedFile> {
  const { ports } = session;
  const source = { ports, engine: session.open.engine, connection, file, options };
  const meter = textMeter(plan.preview.file);
  const [{ rejects, late }, sha256] = await followProgress(connection, call, 'rows', () =>
    together(
      call.signal,
      (signal) => load({ ...source, signal, plan, table, columns: loadColumns(plan, options), meter }),
      (signal) => hashFile(ports, file, plan.dialect && isPlain(plan.shape) ? meter : null, signal),
    ),
  );
  return { columns: retyped(plan.preview.columns, late), known: { sha256, lines: meter.lines }, rejects };
}

function load(request: LoadRequest): Promise<Loaded> {
  const { open } = request.plan;
  return open ? loadRelation(request, open) : loadText(request);
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
