import { gb18030 } from '../model/gb18030';

/** A column of a text file: its header and its cell by row number; an empty text is an unknown value. */
export interface TextColumn {
  readonly name: string;
  readonly cell: (row: number) => string;
}

export type CsvEncoding = 'utf-8' | 'gb18030';

const ROWS_PER_CHUNK = 4096;
const BYTE_ORDER_MARK = '\uFEFF';
const NEEDS_QUOTES = /[",\r\n]/;

/** The bytes of a comma-separated file with a header, in chunks. UTF-8 starts with a byte-order mark, as spreadsheets want it. */
export function* csvFile(columns: readonly TextColumn[], rows: number, encoding: CsvEncoding = 'utf-8'): Iterable<Uint8Array> {
  const encode = encoding === 'gb18030' ? gb18030 : utf8;
  yield encode((encoding === 'utf-8' ? BYTE_ORDER_MARK : '') + line(columns.map((column) => column.name)));
  for (let from = 0; from < rows; from += ROWS_PER_CHUNK) {
    const until = Math.min(rows, from + ROWS_PER_CHUNK);
    let text = '';
    for (let row = from; row < until; row++) text += line(columns.map((column) => column.cell(row)));
    yield encode(text);
  }
}

function line(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\n`;
}

function quoted(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
