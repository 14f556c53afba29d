import type { Manifest } from '../model/package';
import type { RowsFault, UnreadableRows } from '../model/packageReview';
import { Fault } from '../model/result';
import { BrokenCells, cellRows } from '../package/cellRows';
import { plainParquet } from '../package/plainParquet';
import { isFormula, undoSafeText } from '../privacy/safeCell';
import { createCellsSql, PACKAGE_CELLS } from '../sql/packageReviewSql';
import { dataPath } from './exportFiles';
import { parquetTexts } from './parquetTexts';
import type { FileReader, SqlConnection } from './ports';
import type { Session } from './session';
import type { Table } from './table';
import { TextBatch } from './textBatch';
import { onlySheet } from './workbook';

/** Rows are unpacked in memory, to many times the size of their file. */
const MOST_BYTES = 300 * 2 ** 20;

class Unreadable extends Error implements UnreadableRows {
  constructor(
    readonly fault: RowsFault,
    readonly line: number | null = null,
  ) {
    super(fault);
  }
}

/** What stands in the cells of a package, now in `PACKAGE_CELLS`. */
export interface StagedCells {
  /** Cells of each column that a spreadsheet could calculate. */
  readonly formulas: readonly number[];
}

/**
 * Reads the rows of a package that anybody made into `PACKAGE_CELLS`, as texts. Nothing of them is run, and nothing else in
 * them is followed.
 */
export async function stageCells(
  session: Session,
  connection: SqlConnection,
  manifest: Manifest,
  files: ReadonlyMap<string, Uint8Array>,
  signal: AbortSignal,
): Promise<StagedCells | UnreadableRows> {
  try {
    const bytes = files.get(dataPath(manifest.dataFormat));
    if (!bytes) throw new Unreadable('missing');
    if (bytes.length > MOST_BYTES) throw new Unreadable('tooLarge');
    const formulas = manifest.columns.map(() => 0);
    const cells =
      manifest.dataFormat === 'parquet'
        ? await parquetBatches(session, manifest, bytes, signal)
        : batches(await rowsBehindHead(manifest, manifest.dataFormat, bytes), formulas);
    await connection.exec(createCellsSql(formulas.length));
    await connection.append(PACKAGE_CELLS, cells);
    return { formulas };
  } catch (cause) {
    if (cause instanceof Unreadable) return { fault: cause.fault, line: cause.line };
    if (cause instanceof BrokenCells) return { fault: 'cells', line: cause.row };
    throw cause;
  }
}

/** @throws Unreadable for other columns than the manifest's. */
function holdColumns({ columns, quasi, sensitive }: Manifest, found: readonly string[]): void {
  const names = columns.map(({ name }) => name);
  const known = new Set(names);
  const isSame = found.length === names.length && found.every((name, place) => name === names[place]);
  if (!isSame || [...quasi, ...sensitive].some((name) => !known.has(name))) throw new Unreadable('columns');
}

/** A cell of it is a value, which no program calculates: nothing was made safe. */
async function parquetBatches(
  session: Session,
  manifest: Manifest,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<readonly Table[]> {
  const said = plainParquet(bytes);
  if (!said) throw new Unreadable('parquet');
  holdColumns(manifest, said.columns);
  const files = readerOf(dataPath('parquet'), bytes);
  try {
    const open = (engine: Session['open']['engine'], connection: SqlConnection) =>
      engine.copiedSource(connection, files, dataPath('parquet'), 'parquet', signal);
    const found = await parquetTexts(session, open, Number.POSITIVE_INFINITY, signal);
    return found?.batches ?? [];
  } catch (cause) {
    if (cause instanceof Fault && cause.error.code !== 'CANCELLED') throw new Unreadable('parquet');
    throw cause;
  }
}

function readerOf(name: string, bytes: Uint8Array): FileReader {
  return {
    info: async () => ({ name, size: bytes.length, modified: 0 }),
    async *read(_file, { start, end } = {}) {
      yield bytes.subarray(start, end);
    },
  };
}

type Cells = (string | null)[];

async function rowsBehindHead(
  manifest: Manifest,
  format: Exclude<Manifest['dataFormat'], 'parquet'>,
  bytes: Uint8Array,
): Promise<Iterator<Cells, undefined>> {
  const rows = await rowsOf(format, bytes);
  const head = rows.next().value ?? [];
  holdColumns(
    manifest,
    head.map((cell) => undoSafeText(cell ?? '')),
  );
  return rows;
}

async function rowsOf(
  format: Exclude<Manifest['dataFormat'], 'parquet'>,
  bytes: Uint8Array,
): Promise<Iterator<Cells, undefined>> {
  if (format === 'xlsx') return (await sheetRows(bytes)).values();
  return cellRows(textOf(bytes, format === 'csv' ? 'utf-8' : 'gb18030'));
}

async function sheetRows(bytes: Uint8Array): Promise<Cells[]> {
  const rows = await onlySheet(bytes).catch(() => null);
  if (rows === null) throw new Unreadable('workbook');
  const width = rows[0]?.length ?? 0;
  return rows.map((cells) => (cells.length < width ? [...cells, ...Array<null>(width - cells.length).fill(null)] : cells));
}

/** Without the mark at its start. */
function textOf(bytes: Uint8Array, encoding: 'utf-8' | 'gb18030'): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new Unreadable('encoding');
  }
}

/** The rows behind the head; counts formulas on the way. */
function* batches(rows: Iterator<Cells, undefined>, formulas: number[]): Generator<Table> {
  const width = formulas.length;
  const batch = new TextBatch(width);
  for (let line = 2, next = rows.next(); !next.done; line++, next = rows.next()) {
    const cells = next.value;
    if (cells.length !== width) throw new Unreadable('cells', line);
    for (const [place, cell] of cells.entries()) {
      if (cell === null) continue;
      if (isFormula(cell)) formulas[place] = (formulas[place] ?? 0) + 1;
      batch.set(place, undoSafeText(cell));
    }
    batch.endRow();
    if (batch.isFull) yield batch.take();
  }
  yield batch.take();
}
