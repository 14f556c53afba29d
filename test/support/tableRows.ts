import { DataType, tableFromIPC } from 'apache-arrow';

/** The rows of a page of Arrow bytes, as a person would write them: days and moments in ISO form without zone. */
export function tableRows(arrow: Uint8Array): unknown[][] {
  const table = tableFromIPC(arrow);
  const columns = table.schema.fields.map(({ type }, at) =>
    [...(table.getChildAt(at) ?? [])].map((value) => readable(type, value)),
  );
  return Array.from({ length: table.numRows }, (_, row) => columns.map((column) => column[row]));
}

function readable(type: DataType, value: unknown): unknown {
  if (value === null) return null;
  if (DataType.isDate(type)) return new Date(Number(value)).toISOString().slice(0, 10);
  if (DataType.isTimestamp(type)) return new Date(Number(value)).toISOString().slice(0, 19).replace('T', ' ');
  return typeof value === 'bigint' ? Number(value) : value;
}
