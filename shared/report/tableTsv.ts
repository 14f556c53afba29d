import { textCell } from '../model/textCell';
import { type CellTable, cellValue } from './cell';

/** A table for a spreadsheet: numbers as they are, no text a formula, nothing where there is nothing. */
export function tableTsv({ heads, rows }: Pick<CellTable, 'heads' | 'rows'>): string {
  const lines = [heads, ...rows.map((cells) => cells.map((cell) => cellValue(cell) ?? ''))];
  return lines.map((cells) => cells.map((cell) => (typeof cell === 'string' ? textCell(cell) : cell)).join('\t')).join('\n');
}
