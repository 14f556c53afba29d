/** A text of cells that is not as packages are written. */
export class BrokenCells extends Error {
  constructor(
    /** The row at which it shows, from 1. */
    readonly row: number,
  ) {
    super(`row ${row}`);
  }
}

/** A quoted text, or what stands before the next comma or end of line, and what ends it. */
const CELL = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r?\n|$)/y;

/**
 * Rows of comma-separated text (RFC 4180), the header first: text in quotes, unknown as nothing at all.
 * @throws BrokenCells for a quote that is not closed or does not hold the whole cell.
 */
export function* cellRows(text: string): Generator<(string | null)[]> {
  let cells: (string | null)[] = [];
  let row = 1;
  for (let at = 0; at < text.length; ) {
    CELL.lastIndex = at;
    const found = CELL.exec(text);
    if (!found) throw new BrokenCells(row);
    at = CELL.lastIndex;
    const [, quoted, plain, end] = found;
    cells.push(quoted === undefined ? plain || null : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    yield cells;
    cells = [];
    row += 1;
  }
  if (cells.length > 0) yield [...cells, null];
}
