import { writeXlsx } from 'hucre/xlsx';
import type { ExportFormat } from '../model/export';
import { gb18030 } from '../model/gb18030';
import { joined } from '../model/joinedBytes';
import type { PackedFile } from '../package/storedZip';
import { safeText } from '../privacy/safeCell';
import { EXPORT_FILE, exportTextsSql } from '../sql/exportRowsSql';
import { parquetBytes } from './exportParquet';
import type { StagedColumn } from './exportRows';
import type { SqlConnection } from './ports';
import { cellText, type Table } from './table';

/** How a file says what it is. */
export const FILE_FACTS: Readonly<
  Record<ExportFormat, { readonly end: string; readonly mediaType: string; readonly encoding?: string }>
> = {
  csv: { end: 'csv', mediaType: 'text/csv', encoding: 'utf-8' },
  gb18030: { end: 'csv', mediaType: 'text/csv', encoding: 'gb18030' },
  xlsx: { end: 'xlsx', mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
  parquet: { end: 'parquet', mediaType: 'application/vnd.apache.parquet' },
};

/** Where a package has its rows. */
export function dataPath(format: ExportFormat): string {
  return `data/customers.${FILE_FACTS[format].end}`;
}

/** A sheet has no more rows. */
export const MOST_SHEET_ROWS = 1_048_575;

/** The rows that were staged, as a file, with the made-up ones among them; the same rows are the same bytes. */
export async function dataFile(
  connection: SqlConnection,
  columns: readonly StagedColumn[],
  format: ExportFormat,
  signal: AbortSignal,
): Promise<PackedFile> {
  const path = dataPath(format);
  if (format === 'parquet') {
    return {
      path,
      bytes: await parquetBytes(
        connection,
        columns.map(({ column }) => column.name),
        signal,
      ),
    };
  }
  const rows = connection.stream(exportTextsSql(EXPORT_FILE, columns.length), [], signal);
  return { path, bytes: format === 'xlsx' ? await sheetBytes(columns, rows) : await textBytes(columns, rows, format) };
}

async function textBytes(
  columns: readonly StagedColumn[],
  rows: AsyncIterable<Table>,
  format: 'csv' | 'gb18030',
): Promise<Uint8Array> {
  const encode = format === 'csv' ? (text: string) => new TextEncoder().encode(text) : gb18030;
  const chunks = [
    encode(`${format === 'csv' ? '\uFEFF' : ''}${columns.map(({ column }) => quotedCell(column.name)).join(',')}\r\n`),
  ];
  for await (const batch of rows) {
    const lines = Array.from({ length: batch.rowCount }, (_, row) => {
      return columns.map((column, place) => csvCell(textAt(batch, place, row), isNumber(column))).join(',');
    });
    chunks.push(encode(lines.map((line) => `${line}\r\n`).join('')));
  }
  return joined(chunks);
}

/** Text is always in quotes, so that no other delimiter parts it; a number is one. */
function csvCell(text: string | null, number: boolean): string {
  if (text === null) return '';
  return number ? text : quotedCell(text);
}

function quotedCell(text: string): string {
  return `"${safeText(text).replaceAll('"', '""')}"`;
}

async function sheetBytes(columns: readonly StagedColumn[], batches: AsyncIterable<Table>): Promise<Uint8Array> {
  const rows: (string | number | null)[][] = [columns.map(({ column }) => safeText(column.name))];
  for await (const batch of batches) {
    for (let row = 0; row < batch.rowCount; row++) {
      rows.push(columns.map((column, place) => sheetCell(textAt(batch, place, row), isNumber(column))));
    }
  }
  const made = new Date(0);
  return await writeXlsx({ properties: { created: made, modified: made }, sheets: [{ name: 'customers', rows }] });
}

function sheetCell(text: string | null, number: boolean): string | number | null {
  if (text === null || !number) return text === null ? null : safeText(text);
  return Number(text);
}

/** Whether a column leaves as numbers. */
function isNumber({ column: { treatment }, tag }: StagedColumn): boolean {
  return treatment.kind === 'keep' && tag?.type === 'number';
}

function textAt(batch: Table, place: number, row: number): string | null {
  const column = batch.columns[place];
  return column ? cellText(column, row) : null;
}
