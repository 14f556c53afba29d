import { writeXlsx } from 'hucre/xlsx';
import type { Sheet } from '../report/portraitSheets';

/** Of no day in particular, so that the same answer has the same bytes. */
const WRITTEN = new Date(0);

/** Sheets as an XLSX; the same bytes for the same sheets. */
export async function workbookBytes(sheets: readonly Sheet[]): Promise<Uint8Array> {
  return await writeXlsx({
    properties: { created: WRITTEN, modified: WRITTEN },
    sheets: sheets.map(({ name, rows }) => ({
      name,
      rows: rows.map((row) => [...row]),
      columns: Array.from({ length: Math.max(...rows.map((row) => row.length)) }, () => ({ autoWidth: true })),
    })),
  });
}
