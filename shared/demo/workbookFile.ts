import { writeXlsx } from 'hucre/xlsx';
import type { SheetColumn } from './customerColumns';

/** Of no day in particular, so that the same bank has the same bytes. */
const WRITTEN = new Date(0);

/** The bytes of a workbook with one sheet: a header and `rows` rows, numbers as numbers. */
export async function* workbookFile(sheet: string, columns: readonly SheetColumn[], rows: number): AsyncIterable<Uint8Array> {
  const lines = Array.from({ length: rows }, (_, row) => columns.map(({ type, cell }) => workbookCell(type, cell(row))));
  const header = columns.map(({ name }) => name);
  yield await writeXlsx({
    properties: { created: WRITTEN, modified: WRITTEN },
    sheets: [{ name: sheet, rows: [header, ...lines] }],
  });
}

function workbookCell(type: SheetColumn['type'], text: string): string | number | null {
  if (text === '') return null;
  return type === 'number' || type === 'integer' ? Number(text) : text;
}
