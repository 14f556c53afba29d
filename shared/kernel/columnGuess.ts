import type { ColumnPreview, ColumnType } from '../model/import';
import { cell, type Table } from './table';

/** From this many digits on, a double or a spreadsheet loses some. */
const LONG_DIGITS = 15;

/** What a spreadsheet writes for a card number that it took for a number. */
const RUINED_DIGITS = /^\s*\d(\.\d+)?[eE]\+(1[4-9]|[2-9]\d)\s*$/;

/** Our type for one of DuckDB's. */
export function columnTypeOf(sqlType: string): ColumnType {
  if (/^(U?(TINY|SMALL|BIG)INT|U?INTEGER)$/.test(sqlType) && sqlType !== 'UBIGINT') return 'integer';
  if (/^(DOUBLE|FLOAT|DECIMAL.*)$/.test(sqlType)) return 'number';
  if (sqlType === 'BOOLEAN') return 'boolean';
  if (sqlType === 'DATE') return 'date';
  return /^TIMESTAMP(_S|_MS|_NS)?$/.test(sqlType) ? 'timestamp' : 'text';
}

/** A column as its cells and the database's reader show it; `type` is what the reader takes it for. */
export function guessColumn(name: string, type: ColumnType, cells: readonly string[]): ColumnPreview {
  const reason = surprise(type, cells);
  if (reason) return { name, type: 'text', reason };
  return { name, type: type === 'boolean' && !areTruthValues(cells) ? 'text' : type };
}

/** Whether cells of the type have to be looked at, since some of them would make the column text. */
export function mayBeText(type: ColumnType | undefined): boolean {
  return type === 'integer' || type === 'number' || type === 'boolean';
}

/** Rows as the file has them. */
export function textCells(table: Table): (string | null)[][] {
  return Array.from({ length: table.rowCount }, (_, row) =>
    table.columns.map((column) => {
      const value = cell(column, row);
      return value === null ? null : String(value);
    }),
  );
}

/** The cells of one column that are not empty. */
export function cellsAt(rows: readonly (readonly (string | null)[])[], index: number): string[] {
  return rows.map((row) => row[index]).filter((value): value is string => value !== null && value !== undefined && value !== '');
}

/** Why cells that look like numbers are identifiers. */
function surprise(type: ColumnType, cells: readonly string[]): ColumnPreview['reason'] {
  if (type !== 'integer' && type !== 'number') return undefined;
  if (cells.some((cell) => /^\s*[-+]?0\d/.test(cell))) return 'leadingZeros';
  if (cells.some((cell) => RUINED_DIGITS.test(cell))) return 'ruinedDigits';
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
function areTruthValues(cells: readonly string[]): boolean {
  return cells.every((cell) => /^(true|false|t|f)$/i.test(cell.trim()));
}
