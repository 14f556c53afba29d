import { type RejectReason, rejectWords } from '../model/rejectReasons';
import {
  type CellFormats,
  CSV_REJECTS_SQL,
  createFromCsvSql,
  createFromStagingSql,
  DROP_CSV_REJECTS_SQL,
  DROP_STAGING_SQL,
  dropOrdinarySql,
  type ImportColumn,
  MISFIT_COLUMNS_SQL,
  readableRejectsSql,
  readsTyped,
  stageCsvSql,
  stagedRejectsSql,
  stageFixedSql,
} from '../sql/importSql';
import { dropTableSql } from '../sql/workspaceSql';
import { areOrdinary, type LateTypes, lateTypes, retyped, stagedLateTypes } from './importLateTypes';
import type { LoadRequest } from './importPlan';
import type { Reject, Rejects } from './importRejects';
import type { LineMeter } from './lineMeter';
import type { SqlConnection, SqlSource } from './ports';
import { type Cell, records } from './table';
import { isPlain, readAsUtf8 } from './textStream';

export interface Loaded {
  readonly rejects: Rejects;
  readonly late: LateTypes;
}

/** Makes the table `data.<table>` from delimited text, in the caller's transaction. */
export async function loadText(request: LoadRequest): Promise<Loaded> {
  const { plan } = request;
  const source = await openSource(request);
  try {
    if (!('path' in source)) throw new Error('a text has a path');
    const typed = request.columns.every((column, index) => readsTyped(column, plan.found[index]));
    const staged = plan.preview.format === 'fixed' || !typed;
    return staged ? await loadStaged(request, source.path) : await loadTyped(request, source.path);
  } finally {
    await source.release();
  }
}

async function openSource({ files, engine, connection, file, signal, plan, meter }: LoadRequest): Promise<SqlSource> {
  if (isPlain(plan.shape)) return await engine.source(connection, file, 'csv', signal);
  return await engine.textSource(metered(readAsUtf8(files, file, plan.shape), meter), signal);
}

async function* metered(text: AsyncIterable<Uint8Array>, meter: LineMeter): AsyncIterable<Uint8Array> {
  for await (const chunk of text) {
    meter.add(chunk);
    yield chunk;
  }
}

async function loadTyped(request: LoadRequest, path: string): Promise<Loaded> {
  const { connection, table, plan, columns, signal } = request;
  if (!plan.dialect) throw new Error('a delimited file has a dialect');
  await connection.exec(DROP_CSV_REJECTS_SQL);
  await connection.exec(createFromCsvSql(table, path, plan.dialect, columns), [], signal);
  const ordinary = await areOrdinary(request);
  // The reader rounds what a chosen type does not fit.
  const mayBeRounded = !ordinary && columns.some(({ type, guessed }) => type === 'integer' && !guessed);
  if (mayBeRounded || (await rejectedReadable(connection, columns))) {
    await connection.exec(dropTableSql(table));
    return await loadStaged(request, path);
  }
  const late = await lateTypes(request, path, ordinary);
  if (late.size > 0) {
    await connection.exec(dropTableSql(table));
    const { rejects } = await loadTyped({ ...request, columns: retyped(columns, late) }, path);
    return { rejects, late };
  }
  const dropOrdinary = dropOrdinarySql(table, columns);
  if (dropOrdinary) await connection.exec(dropOrdinary);
  return { rejects: { byByte: await csvRejects(connection, columns), byStagedRow: [] }, late };
}

/** Whether the reader refused cells that say a value of their column's type in a writing that it does not know. */
async function rejectedReadable(connection: SqlConnection, columns: readonly ImportColumn[]): Promise<boolean> {
  const refused = records(await connection.query(MISFIT_COLUMNS_SQL)).map(({ column_name }) => column_name);
  const misfits = columns.filter(({ name }) => refused.includes(name));
  return misfits.length > 0 && records(await connection.query(readableRejectsSql(misfits)))[0]?.readable === true;
}

async function csvRejects(connection: SqlConnection, columns: readonly ImportColumn[]): Promise<Reject[]> {
  const rows = records(await connection.query(CSV_REJECTS_SQL)).map((row) => ({
    // DuckDB counts bytes from 1.
    at: Number(row.position) - 1,
    column: row.column_name === null ? null : String(row.column_name),
    reason: reasonOf(
      String(row.error_type),
      columns.find(({ name }) => name === row.column_name),
    ),
    text: String(row.csv_line ?? ''),
  }));
  await connection.exec(DROP_CSV_REJECTS_SQL);
  return rows;
}

const REASONS: Readonly<Record<string, RejectReason>> = {
  'MISSING COLUMNS': { key: 'reject.fewCells' },
  'TOO MANY COLUMNS': { key: 'reject.manyCells' },
  'UNQUOTED VALUE': { key: 'reject.openQuote' },
  'LINE SIZE OVER MAXIMUM': { key: 'reject.longLine' },
  'INVALID ENCODING': { key: 'reject.notText' },
  'INVALID STATE': { key: 'reject.afterQuote' },
};

function reasonOf(errorType: string, column: ImportColumn | undefined): string {
  const misfit: RejectReason = column ? { key: 'reject.notType', type: column.type } : { key: 'reject.notColumnType' };
  const reason = errorType === 'CAST' ? misfit : REASONS[errorType];
  return reason ? rejectWords(reason) : errorType.toLowerCase();
}

async function loadStaged(request: LoadRequest, path: string): Promise<Loaded> {
  const { connection, plan, columns: wanted, signal } = request;
  const { dialect } = plan;
  if (!dialect) throw new Error('a text file has a dialect');
  const names = wanted.map(({ name }) => name);
  const fixed = plan.preview.format === 'fixed';
  await connection.exec(DROP_CSV_REJECTS_SQL);
  const stage = fixed ? stageFixedSql(path, names, dialect.header) : stageCsvSql(path, dialect, names);
  await connection.exec(stage, [], signal);
  const late = await stagedLateTypes(connection, wanted, signal);
  const columns = retyped(wanted, late);
  const byStagedRow = await loadStagedRows({ ...request, columns }, dialect);
  return { rejects: { byByte: await csvRejects(connection, columns), byStagedRow }, late };
}

/** Makes the table from the staged cells, which are text. The rows that do not fit its types are answered. */
export async function loadStagedRows(
  { connection, table, plan, columns, signal }: LoadRequest,
  formats: CellFormats,
): Promise<Reject[]> {
  const fixed = plan.preview.format === 'fixed';
  const rejected = records(await connection.query(stagedRejectsSql(columns, formats, fixed), [], signal));
  await connection.exec(createFromStagingSql(table, columns, formats, fixed), [], signal);
  await connection.exec(DROP_STAGING_SQL);
  return rejected.map((row) => stagedReject(row, columns));
}

function stagedReject(row: Record<string, Cell>, columns: readonly ImportColumn[]): Reject {
  const column = row.fault === null ? undefined : columns[Number(row.fault)];
  return {
    at: Number(row.n),
    column: column?.name ?? null,
    reason: rejectWords(column ? { key: 'reject.notType', type: column.type } : { key: 'reject.otherCells' }),
    text: String(row.broken_line ?? row.cell ?? ''),
  };
}
