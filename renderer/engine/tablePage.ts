import { DataType, tableFromIPC, type Vector } from 'apache-arrow';
import type { TablePage } from '#shared/rpc/contract';

/** Cells of one page as the grid shows and copies them; null = unknown. */
export interface PageRows {
  readonly rowCount: number;
  text(row: number, column: number): string | null;
}

const decoded = new WeakMap<TablePage, PageRows>();

/** Reads a page's Arrow bytes, once. */
export function pageRows(page: TablePage): PageRows {
  const known = decoded.get(page);
  if (known) return known;
  const table = tableFromIPC(page.arrow);
  const columns = table.schema.fields.map((_, index) => reader(table.getChildAt(index)));
  const rows: PageRows = { rowCount: table.numRows, text: (row, column) => columns[column]?.(row) ?? null };
  decoded.set(page, rows);
  return rows;
}

type Reader = (row: number) => string | null;

function reader(vector: Vector | null): Reader {
  if (!vector) return () => null;
  const write = writer(vector.type);
  return (row) => {
    const value: unknown = vector.get(row);
    return value === null || value === undefined ? null : write(value);
  };
}

/** Arrow's own reader gives days and times as milliseconds since 1970. */
function writer(type: DataType): (value: unknown) => string {
  if (DataType.isDate(type)) return (value) => isoTime(Number(value)).slice(0, 10);
  if (DataType.isTimestamp(type)) return (value) => isoTime(Number(value)).replace('.000', '');
  return String;
}

function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 23).replace('T', ' ');
}
