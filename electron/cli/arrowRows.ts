import { DataType, tableFromIPC } from 'apache-arrow';
import type { Cell } from './textTable';

/** The rows of a page of Arrow bytes: days and moments in ISO form, whole numbers beyond what JSON keeps as text. */
export function arrowRows(arrow: Uint8Array): Cell[][] {
  const table = tableFromIPC(arrow);
  const columns = table.schema.fields.map(({ type }, index) => {
    const write = cellWriter(type);
    return [...(table.getChildAt(index) ?? [])].map((value) => (value === null ? null : write(value)));
  });
  return Array.from({ length: table.numRows }, (_, row) => columns.map((column) => column[row] ?? null));
}

function cellWriter(type: DataType): (value: unknown) => Cell {
  if (DataType.isDate(type)) return (value) => isoTime(Number(value)).slice(0, 10);
  if (DataType.isTimestamp(type)) return (value) => isoTime(Number(value)).replace('.000', '');
  return (value) => (typeof value === 'bigint' ? wholeNumber(value) : (value as Cell));
}

function wholeNumber(value: bigint): Cell {
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 23).replace('T', ' ');
}
