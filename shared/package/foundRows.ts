import type { FileRow } from '../model/canary';
import { BrokenCells, cellRows } from './cellRows';

const DELIMITERS = ['\t', ';', '|', ','] as const;
/** Lines that tell what parts the cells. */
const LOOKED_LINES = 20;

/** The rows of a list that was found: as a package writes them, or as somebody's program saved them again. */
export function foundRows(text: string): FileRow[] {
  const rows = packedRows(text) ?? plainRows(text);
  return rows.map((cells) => cells.map((cell) => cell?.trim() ?? null));
}

/** Null: it is not as a package writes text, or all of it is one column. */
function packedRows(text: string): FileRow[] | null {
  try {
    const rows = [...cellRows(text)];
    return rows.some((cells) => cells.length > 1) || delimiterOf(text) === ',' ? rows : null;
  } catch (cause) {
    if (cause instanceof BrokenCells) return null;
    throw cause;
  }
}

function plainRows(text: string): FileRow[] {
  const delimiter = delimiterOf(text);
  const lines = text.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
  return lines.map((line) => line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1') || null));
}

/** What stands equally often in all of the first lines; a comma where nothing does. */
function delimiterOf(text: string): (typeof DELIMITERS)[number] {
  const lines = text.split(/\r\n?|\n/, LOOKED_LINES).filter((line) => line.trim() !== '');
  const parts = (delimiter: string) => new Set(lines.map((line) => line.split(delimiter).length));
  return DELIMITERS.find((delimiter) => parts(delimiter).size === 1 && !parts(delimiter).has(1)) ?? ',';
}
