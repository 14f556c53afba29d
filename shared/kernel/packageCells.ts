import type { Manifest } from '../model/package';
import type { RowsFault, UnreadableRows } from '../model/packageReview';
import { BrokenCells, cellRows } from '../package/cellRows';
import { isFormula, undoSafeText } from '../privacy/safeCell';
import { createCellsSql, PACKAGE_CELLS } from '../sql/packageReviewSql';
import { dataPath } from './exportFiles';
import type { SqlConnection } from './ports';
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
  connection: SqlConnection,
  manifest: Manifest,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<StagedCells | UnreadableRows> {
  try {
    const rows = await rowsOf(manifest, files.get(dataPath(manifest.dataFormat)));
    const { columns } = manifest;
    const head = rows.next().value ?? [];
    const names = columns.map(({ name }) => name);
    if (head.length !== names.length || head.some((cell, place) => undoSafeText(cell ?? '') !== names[place])) {
      throw new Unreadable('columns');
    }
    const known = new Set(names);
    if ([...manifest.quasi, ...manifest.sensitive].some((name) => !known.has(name))) throw new Unreadable('columns');
    await connection.exec(createCellsSql(columns.length));
    const formulas = columns.map(() => 0);
    await connection.append(PACKAGE_CELLS, batches(rows, formulas));
    return { formulas };
  } catch (cause) {
    if (cause instanceof Unreadable) return { fault: cause.fault, line: cause.line };
    if (cause instanceof BrokenCells) return { fault: 'cells', line: cause.row };
    throw cause;
  }
}

async function rowsOf({ dataFormat }: Manifest, bytes: Uint8Array | undefined): Promise<Iterator<(string | null)[], undefined>> {
  if (!bytes) throw new Unreadable('missing');
  if (bytes.length > MOST_BYTES) throw new Unreadable('tooLarge');
  if (dataFormat === 'xlsx') return (await sheetRows(bytes)).values();
  return cellRows(textOf(bytes, dataFormat === 'csv' ? 'utf-8' : 'gb18030'));
}

async function sheetRows(bytes: Uint8Array): Promise<(string | null)[][]> {
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
function* batches(rows: Iterator<(string | null)[], undefined>, formulas: number[]): Generator<Table> {
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
