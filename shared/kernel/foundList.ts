import type { FileRow } from '../model/canary';
import { fault } from '../model/result';
import { quoted } from '../model/saying';
import { foundRows } from '../package/foundRows';
import { undoSafeText } from '../privacy/safeCell';
import type { FileToken, Ports } from './ports';
import { wholeBytes } from './wholeBytes';
import { onlySheet } from './workbook';

/** Rows are unpacked in memory, to many times the size of their file. */
const MOST_BYTES = 300 * 2 ** 20;
const MOST_COLUMNS = 1000;

/** A list that was found somewhere. */
export interface FoundList {
  /** Its head, if it has one, is among them. */
  readonly rows: readonly FileRow[];
  readonly columns: number;
}

/** @throws Fault INVALID_EXPORT for what is no table. */
export async function foundList(files: Ports['files'], file: FileToken): Promise<FoundList> {
  const { name, size } = await files.info(file);
  const rows = size > MOST_BYTES ? null : await rowsOf(await wholeBytes(files, file));
  const columns = (rows ?? []).reduce((most, cells) => Math.max(most, cells.length), 0);
  if (rows && columns > 0 && columns <= MOST_COLUMNS) return { rows: rows.map(asTheyWere), columns };
  throw fault('INVALID_EXPORT', 'trace.unreadable', { file: quoted(name) }, { hint: 'hint.traceTable', at: { file: name } });
}

/** Without what made them safe for spreadsheets. */
function asTheyWere(cells: FileRow): FileRow {
  return cells.map((cell) => (cell === null ? null : undoSafeText(cell)));
}

/** Null: they are none. */
async function rowsOf(bytes: Uint8Array): Promise<readonly FileRow[] | null> {
  const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!isArchive) return textOf(bytes, 'utf-8') ?? textOf(bytes, 'gb18030');
  return await onlySheet(bytes).catch(() => null);
}

function textOf(bytes: Uint8Array, encoding: 'utf-8' | 'gb18030'): readonly FileRow[] | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : foundRows(text);
  } catch {
    return null;
  }
}
