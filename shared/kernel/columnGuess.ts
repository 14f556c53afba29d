import type { ColumnPreview, ColumnType } from '../model/import';

/** From this many digits on, a double or a spreadsheet loses some. */
const LONG_DIGITS = 15;

/** Our type for one of DuckDB's. */
export function columnTypeOf(sqlType: string): ColumnType {
  if (/^(U?(TINY|SMALL|BIG)INT|U?INTEGER)$/.test(sqlType) && sqlType !== 'UBIGINT') return 'integer';
  if (/^(DOUBLE|FLOAT|DECIMAL.*)$/.test(sqlType)) return 'number';
  if (sqlType === 'BOOLEAN') return 'boolean';
  if (sqlType === 'DATE') return 'date';
  return /^TIMESTAMP(_S|_MS|_NS)?$/.test(sqlType) ? 'timestamp' : 'text';
}

/** Why cells that look like numbers are identifiers. */
export function surprise(type: ColumnType, cells: readonly string[]): ColumnPreview['reason'] {
  if (type !== 'integer' && type !== 'number') return undefined;
  if (cells.some((cell) => /^\s*[-+]?0\d/.test(cell))) return 'leadingZeros';
  return cells.some((cell) => cell.replace(/\D/g, '').length >= LONG_DIGITS && /^\s*[-+]?\d+\s*$/.test(cell))
    ? 'longDigits'
    : undefined;
}

/** The narrowest type that all cells have. */
export function typeOfCells(cells: readonly string[]): ColumnType {
  if (cells.length === 0) return 'text';
  if (cells.every((cell) => /^[-+]?\d{1,18}$/.test(cell))) return 'integer';
  if (cells.every((cell) => cell.trim() !== '' && Number.isFinite(Number(cell)))) return 'number';
  return cells.every((cell) => /^\d{4}-\d{2}-\d{2}$/.test(cell)) ? 'date' : 'text';
}

/** Only `true` and `false` become truth values: a bank's `yes` and `no` are shown as they were written. */
export function areTruthValues(cells: readonly string[]): boolean {
  return cells.every((cell) => /^(true|false|t|f)$/i.test(cell.trim()));
}
