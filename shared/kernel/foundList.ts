import type { FileRow } from '../model/canary';
import { Fault, fault } from '../model/result';
import { quoted } from '../model/saying';
import { foundRows } from '../package/foundRows';
import { undoSafeText } from '../privacy/safeCell';
import { firstBytes, startsWith } from './importHead';
import { parquetTexts } from './parquetTexts';
import type { FileToken } from './ports';
import type { Session } from './session';
import { textRows } from './table';
import { wholeBytes } from './wholeBytes';
import { onlySheet } from './workbook';

/** Rows are unpacked in memory, to many times the size of their file. */
const MOST_BYTES = 300 * 2 ** 20;
const MOST_COLUMNS = 1000;
const MOST_CELLS = 50_000_000;
const PARQUET = [0x50, 0x41, 0x52, 0x31];

/** A list that was found somewhere. */
export interface FoundList {
  /** Its head, if it has one, is among them. */
  readonly rows: readonly FileRow[];
  readonly columns: number;
}

/** @throws Fault INVALID_EXPORT for what is no table. */
export async function foundList(session: Session, file: FileToken, signal: AbortSignal): Promise<FoundList> {
  const { files } = session.ports;
  const { name, size } = await files.info(file);
  const rows = size > MOST_BYTES ? null : await rowsIn(session, file, signal);
  const columns = (rows ?? []).reduce((most, cells) => Math.max(most, cells.length), 0);
  if (rows && columns > 0 && columns <= MOST_COLUMNS) return { rows: rows.map(asTheyWere), columns };
  throw fault('INVALID_EXPORT', 'trace.unreadable', { file: quoted(name) }, { hint: 'hint.traceTable', at: { file: name } });
}

/** Null: they are none. */
async function rowsIn(session: Session, file: FileToken, signal: AbortSignal): Promise<readonly FileRow[] | null> {
  const { files } = session.ports;
  const first = await firstBytes(files.read(file, { start: 0, end: PARQUET.length }));
  if (!startsWith(first, PARQUET)) return await rowsOf(await wholeBytes(files, file));
  try {
    const found = await parquetTexts(
      session,
      (engine, connection) => engine.source(connection, file, 'parquet', signal),
      MOST_CELLS,
      signal,
    );
    return found && [[...found.names], ...found.batches.flatMap(textRows)];
  } catch (cause) {
    if (cause instanceof Fault && cause.error.code !== 'CANCELLED') return null;
    throw cause;
  }
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
