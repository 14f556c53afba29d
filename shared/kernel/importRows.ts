import { COLUMN_TYPES } from '../model/import';
import { type RejectReason, rejectWords } from '../model/rejectReasons';
import { SQL_TYPES } from '../sql/columnTypes';
import {
  CSV_REJECTS_SQL,
  createFromCsvSql,
  createFromStagingSql,
  DROP_CSV_REJECTS_SQL,
  DROP_STAGING_SQL,
  type ImportColumn,
  readsTyped,
  stageCsvSql,
  stagedRejectsSql,
  stageFixedSql,
} from '../sql/importSql';
import type { ImportPlan, ImportSource } from './importPlan';
import type { Reject, Rejects } from './importRejects';
import type { LineMeter } from './lineMeter';
import type { SqlConnection, SqlSource } from './ports';
import { type Cell, records } from './table';
import { isPlain, readAsUtf8 } from './textStream';

export interface LoadRequest extends ImportSource {
  readonly plan: ImportPlan;
  readonly table: string;
  readonly columns: readonly ImportColumn[];
  /** Counts the lines of a text that has to be written anew for the database. */
  readonly meter: LineMeter;
}

/** Makes the table `data.<table>` from delimited text, in the caller's transaction. */
export async function loadText(request: LoadRequest): Promise<Rejects> {
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

async function openSource({ ports, engine, connection, file, signal, plan, meter }: LoadRequest): Promise<SqlSource> {
  if (isPlain(plan.shape)) return await engine.source(connection, file, 'csv', signal);
  return await engine.textSource(metered(readAsUtf8(ports.files, file, plan.shape), meter), signal);
}

async function* metered(text: AsyncIterable<Uint8Array>, meter: LineMeter): AsyncIterable<Uint8Array> {
  for await (const chunk of text) {
    meter.add(chunk);
    yield chunk;
  }
}

async function loadTyped({ connection, table, plan, columns, signal }: LoadRequest, path: string): Promise<Rejects> {
  if (!plan.dialect) throw new Error('a delimited file has a dialect');
  await connection.exec(DROP_CSV_REJECTS_SQL);
  await connection.exec(createFromCsvSql(table, path, plan.dialect, columns), [], signal);
  return { byByte: await csvRejects(connection), byStagedRow: [] };
}

async function csvRejects(connection: SqlConnection): Promise<Reject[]> {
  const rows = records(await connection.query(CSV_REJECTS_SQL)).map((row) => ({
    // DuckDB counts bytes from 1.
    at: Number(row.position) - 1,
    column: row.column_name === null ? null : String(row.column_name),
    reason: reasonOf(String(row.error_type), row.error_message),
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

function reasonOf(type: string, message: Cell | undefined): string {
  const reason = type === 'CAST' ? misfit(String(message ?? '')) : REASONS[type];
  return reason ? rejectWords(reason) : type.toLowerCase();
}

function misfit(message: string): RejectReason {
  const sqlType = /to '?([A-Z]+)'?/.exec(message)?.[1];
  const type = COLUMN_TYPES.find((each) => SQL_TYPES[each] === sqlType);
  return type ? { key: 'reject.notType', type } : { key: 'reject.notColumnType' };
}

async function loadStaged(request: LoadRequest, path: string): Promise<Rejects> {
  const { connection, plan, columns, signal } = request;
  if (!plan.dialect) throw new Error('a text file has a dialect');
  const names = columns.map(({ name }) => name);
  const fixed = plan.preview.format === 'fixed';
  await connection.exec(DROP_CSV_REJECTS_SQL);
  const stage = fixed ? stageFixedSql(path, names, plan.dialect.header) : stageCsvSql(path, plan.dialect, names);
  await connection.exec(stage, [], signal);
  const byStagedRow = await loadStagedRows(request);
  return { byByte: await csvRejects(connection), byStagedRow };
}

/** Makes the table from the staged cells, which are text. The rows that do not fit its types are answered. */
export async function loadStagedRows({ connection, table, plan, columns, signal }: LoadRequest): Promise<Reject[]> {
  const fixed = plan.preview.format === 'fixed';
  const rejected = records(await connection.query(stagedRejectsSql(columns, fixed), [], signal));
  await connection.exec(createFromStagingSql(table, columns, fixed), [], signal);
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
