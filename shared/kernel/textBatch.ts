import type { Column, Table } from './table';

const CELLS_PER_BATCH = 200_000;

/** Rows of text that are being gathered; a cell that is not set is unknown. */
export class TextBatch {
  private rows = 0;
  private cells: (string | null)[][];

  constructor(private readonly width: number) {
    this.cells = this.empty();
  }

  get isFull(): boolean {
    return this.rows * this.width >= CELLS_PER_BATCH;
  }

  set(place: number, text: string): void {
    const cells = this.cells[place];
    if (!cells) return;
    while (cells.length < this.rows) cells.push(null);
    cells[this.rows] = text;
  }

  endRow(): void {
    this.rows++;
  }

  /** The rows so far; the batch is empty afterwards. */
  take(): Table {
    const { rows, cells } = this;
    this.rows = 0;
    this.cells = this.empty();
    return { rowCount: rows, columns: cells.map((values) => textColumn(values, rows)) };
  }

  private empty(): (string | null)[][] {
    return Array.from({ length: this.width }, () => []);
  }
}

/** Cells of text; null is unknown. */
export function textColumn(cells: readonly (string | null)[], rows: number): Column {
  const valid = Uint8Array.from({ length: rows }, (_, row) => ((cells[row] ?? null) === null ? 0 : 1));
  const values = Array.from({ length: rows }, (_, row) => cells[row] ?? '');
  return { name: '', sqlType: 'VARCHAR', kind: 'text', valid, values };
}
