import type { ImportOptions } from '../model/import';
import type { Cell } from './table';

const MOST_TITLES = 20;
/** What a decoder puts where bytes are no character. */
const NO_CHARACTER = '\uFFFD';

/** A column as DuckDB finds it, with the dialect of the file. */
type FoundColumn = Record<string, Cell>;

/**
 * The columns with the names that stand in the file, where DuckDB does not take them from there: it passes over a header that has
 * fewer names than its rows have cells, as if it were a title, and over one with bytes that are no characters.
 */
export function withHeaderNames(found: FoundColumn[], { header, names }: ImportOptions, head: string): FoundColumn[] {
  const [first] = found;
  if (!first || header === false || names) return found;
  const skip = Number(first.skip ?? 0);
  const cellsOf = (line: number) => headerCells(textLines(head, line + 1)[line] ?? '', String(first.delimiter));
  if (first.header === true) {
    const cells = cellsOf(skip);
    const isPassedOver = cells.length === found.length && cells.some((cell) => cell.includes(NO_CHARACTER));
    return isPassedOver ? named(found, cells, skip) : found;
  }
  const cells = skip === 0 ? [] : cellsOf(skip - 1);
  const areNames = cells.length > 1 && cells.length >= found.length / 2 && cells.every((cell) => cell !== '' && !isNumber(cell));
  return areNames ? named(found, cells, skip - 1) : found;
}

function named(found: FoundColumn[], names: readonly string[], skip: number): FoundColumn[] {
  return found.map((column, index) => ({ ...column, name: names[index] ?? `column${index}`, header: true, skip }));
}

function headerCells(line: string, delimiter: string): string[] {
  const cells: string[] = [];
  for (const piece of line.split(delimiter)) {
    const last = cells.at(-1);
    if (last !== undefined && last.split('"').length % 2 === 0) cells[cells.length - 1] = `${last}${delimiter}${piece}`;
    else cells.push(piece);
  }
  return cells.map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/s, '$1')
      .replaceAll('""', '"'),
  );
}

/** No header has numbers alone: it is the first row. */
export function isNumber(name: Cell | undefined): boolean {
  return /^[-+]?[\d.,]+$/.test(String(name));
}

/** A column that the header does not name. */
export function isMadeName(name: Cell | undefined): boolean {
  return /^column\d+$/.test(String(name));
}

/** Lines above the table with a title in their first cell, or nothing at all. */
export function titleLines(head: string, delimiter: string): number {
  const lines = textLines(head, MOST_TITLES + 1);
  const first = lines.findIndex(
    (line) => line.split(delimiter).filter((cell, index) => index > 0 && cell.trim() !== '').length > 0,
  );
  return Math.max(0, first);
}

export function textLines(head: string, limit?: number): string[] {
  return head.split(/\r\n|\n|\r/, limit);
}
