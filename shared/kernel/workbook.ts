import { readXlsx, type StreamRow, streamXlsxRows } from 'hucre/xlsx';

/** A sheet of a workbook, in the workbook's order. */
export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
}

type Cell = StreamRow['values'][number];

/** The sheets of an Excel workbook. @throws Error where the bytes are none. */
export async function listSheets(workbook: Uint8Array): Promise<Sheet[]> {
  const sheets: Sheet[] = [];
  await readXlsx(workbook, {
    sheets: ({ name, hidden, veryHidden }) => {
      sheets.push({ name, hidden: hidden === true || veryHidden === true });
      return false;
    },
  });
  return sheets;
}

/**
 * The rows of a workbook's only sheet, a formula as `=` and what it says; null where the workbook has other sheets too.
 * @throws Error where the bytes are none.
 */
export async function onlySheet(workbook: Uint8Array): Promise<(string | null)[][] | null> {
  const { sheets } = await readXlsx(workbook);
  const [sheet] = sheets;
  if (!sheet || sheets.length > 1) return null;
  return sheet.rows.map((values, row) =>
    values.map((value, column) => {
      const formula = sheet.cells?.get(`${row},${column}`)?.formula;
      return formula === undefined ? plainText(value) : `=${formula}`;
    }),
  );
}

/** Rows that the width of a sheet is taken from. */
const WIDTH_ROWS = 1000;
const ROWS_PER_PIECE = 500;

/**
 * A sheet as delimited UTF-8 text, a line for every row of the sheet: cells between commas, text in quotes, days and times in
 * ISO form, formulas by the values that were last calculated.
 */
export async function* sheetAsText(workbook: Uint8Array, sheet: string): AsyncIterable<Uint8Array> {
  const encoder = new TextEncoder();
  const rows = streamXlsxRows(workbook, { sheet })[Symbol.asyncIterator]();
  const first = await takeRows(rows, WIDTH_ROWS);
  const width = Math.max(1, ...first.map(({ values }) => usedCells(values)));
  let line = 0;
  for (let batch = first; batch.length > 0; batch = await takeRows(rows, ROWS_PER_PIECE)) {
    let text = '';
    for (const { index, values } of batch) {
      text += '\n'.repeat(Math.max(0, index - line));
      text += `${lineOf(values, width)}\n`;
      line = index + 1;
    }
    yield encoder.encode(text);
  }
}

async function takeRows(rows: AsyncIterator<StreamRow>, most: number): Promise<StreamRow[]> {
  const taken: StreamRow[] = [];
  while (taken.length < most) {
    const next = await rows.next();
    if (next.done) break;
    taken.push(next.value);
  }
  return taken;
}

function usedCells(values: readonly Cell[]): number {
  return values.findLastIndex((value) => value !== null && value !== '') + 1;
}

/** A row without a value is a blank line; one that is wider than the sheet keeps its cells, so that it is seen to be. */
function lineOf(values: readonly Cell[], width: number): string {
  const used = usedCells(values);
  if (used === 0) return '';
  return Array.from({ length: Math.max(used, width) }, (_, index) => textOf(values[index] ?? null)).join(',');
}

/** Spreadsheets keep 15 digits of a number: behind them stand zeros that nobody wrote. */
const FIRST_INEXACT = 1e15;

function textOf(value: Cell): string {
  const text = plainText(value) ?? '';
  return typeof value === 'string' ? `"${text.replaceAll('"', '""')}"` : text;
}

function plainText(value: Cell): string | null {
  if (typeof value === 'number') return Math.abs(value) >= FIRST_INEXACT ? value.toExponential() : String(value);
  if (!(value instanceof Date)) return value === null ? null : String(value);
  return value
    .toISOString()
    .replace('T00:00:00.000Z', '')
    .replace('T', ' ')
    .replace(/(\.000)?Z$/, '');
}
