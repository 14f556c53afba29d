import { fault } from '../model/result';
import { MAXIMUM_LINE_BYTES } from '../sql/importSql';
import { LineMeter } from './lineMeter';
import type { FileInfo, Files, FileToken } from './ports';

/** The part of a file that guesses rest on, in bytes. */
const HEAD_BYTES = 1_048_576;

export interface Head {
  readonly bytes: Uint8Array;
  /** As UTF-8, without a mark at the start and without a character that the end cuts. */
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-8 with BOM';
  readonly parquet: boolean;
}

export async function readHead(files: Files, file: FileToken): Promise<Head> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of files.read(file, { start: 0, end: HEAD_BYTES })) chunks.push(chunk);
  const bytes = joined(chunks);
  const marked = startsWith(bytes, [0xef, 0xbb, 0xbf]);
  const text = new TextDecoder('utf-8').decode(bytes, { stream: true });
  return { bytes, text, encoding: marked ? 'utf-8 with BOM' : 'utf-8', parquet: startsWith(bytes, [0x50, 0x41, 0x52, 0x31]) };
}

/** Kinds of files that carry other names' endings now and then, by their first bytes. */
const MAGIC: readonly { name: string; bytes: readonly number[]; hint: string }[] = [
  { name: 'a ZIP archive or an Excel workbook', bytes: [0x50, 0x4b, 0x03, 0x04], hint: 'Unpack it, or save the sheet as CSV.' },
  { name: 'an old Excel workbook', bytes: [0xd0, 0xcf, 0x11, 0xe0], hint: 'Save the sheet as CSV.' },
  { name: 'a gzip archive', bytes: [0x1f, 0x8b], hint: 'Unpack it first.' },
  { name: 'a PDF document', bytes: [0x25, 0x50, 0x44, 0x46], hint: 'Export the data as CSV or Parquet.' },
  { name: 'text in UTF-16', bytes: [0xff, 0xfe], hint: 'Save it as UTF-8.' },
  { name: 'text in UTF-16', bytes: [0xfe, 0xff], hint: 'Save it as UTF-8.' },
];

/** @throws Fault FILE_EMPTY or FILE_UNREADABLE for what is no text and no Parquet. */
export function refuseUnreadable({ name, size }: FileInfo, head: Head, format: string | undefined): void {
  if (size === 0)
    throw fault('FILE_EMPTY', `${name} is empty.`, { hint: 'Check that it was exported completely.', at: { file: name } });
  if (format === 'parquet') return;
  const known = MAGIC.find(({ bytes }) => startsWith(head.bytes, bytes));
  if (known)
    throw fault('FILE_UNREADABLE', `${name} is ${known.name}, not a text table.`, { hint: known.hint, at: { file: name } });
  if (head.text.replace(/^\uFEFF/, '').trim() === '') {
    throw fault('FILE_EMPTY', `${name} holds nothing but blanks.`, {
      hint: 'Check that it was exported completely.',
      at: { file: name },
    });
  }
  if (head.bytes.includes(0)) {
    throw fault('FILE_UNREADABLE', `${name} is not a text table: it holds binary data.`, {
      hint: 'Import CSV, TSV or Parquet.',
      at: { file: name },
    });
  }
  const broken = head.text.indexOf('\uFFFD');
  if (broken >= 0 && !isUtf8(head.bytes)) {
    const line = head.text.slice(0, broken).split('\n').length;
    throw fault('FILE_UNREADABLE', `${name}, line ${line}: this is not UTF-8 text.`, {
      hint: 'Save the file as UTF-8 and import it again.',
      at: { file: name, line },
    });
  }
}

/**
 * Looks at the lines that DuckDB's guess rests on: at one that is too long it fails, after minutes when the line has gigabytes.
 * @throws Fault FILE_UNREADABLE.
 */
export async function refuseLongLines(files: Files, file: FileToken, name: string, lines: number): Promise<void> {
  const meter = new LineMeter(name, MAXIMUM_LINE_BYTES);
  for await (const chunk of files.read(file)) {
    meter.add(chunk);
    if (meter.lines > lines) return;
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
