import type { Column, Table } from './table';

/** Rows `from` up to `to` (exclusive) of tables of the same columns that follow each other. */
export function cutRows(tables: readonly Table[], from: number, to: number): Table {
  const pieces: Table[] = [];
  let before = 0;
  for (const table of tables) {
    const start = Math.max(0, from - before);
    const end = Math.min(table.rowCount, to - before);
    if (start < end) pieces.push(cutTable(table, start, end));
    before += table.rowCount;
  }
  const rowCount = pieces.reduce((sum, piece) => sum + piece.rowCount, 0);
  const columns = (tables[0]?.columns ?? []).map((column, index) => {
    const parts = pieces.flatMap((piece) => piece.columns[index] ?? []);
    return joined(column, parts, rowCount);
  });
  return { rowCount, columns };
}

function cutTable({ columns }: Table, start: number, end: number): Table {
  return { rowCount: end - start, columns: columns.map((column) => cutColumn(column, start, end)) };
}

function cutColumn(column: Column, start: number, end: number): Column {
  const valid = column.valid?.subarray(start, end) ?? null;
  if (column.kind === 'text') return { ...column, valid, values: column.values.slice(start, end) };
  // The same kind of array as it was cut from, which the compiler cannot see.
  return { ...column, valid, values: column.values.subarray(start, end) } as Column;
}

function joined(like: Column, parts: readonly Column[], rowCount: number): Column {
  const valid = parts.some((part) => part.valid) ? new Uint8Array(rowCount).fill(1) : null;
  let at = 0;
  for (const part of parts) {
    if (part.valid) valid?.set(part.valid, at);
    at += part.values.length;
  }
  if (like.kind === 'text') {
    return { ...like, valid, values: parts.flatMap((part) => (part.kind === 'text' ? part.values : [])) };
  }
  return { ...like, valid, values: joinedValues(like, parts, rowCount) } as Column;
}

type Numbers = Exclude<Column, { kind: 'text' }>['values'];

function joinedValues(like: Exclude<Column, { kind: 'text' }>, parts: readonly Column[], rowCount: number): Numbers {
  const values = new (like.values.constructor as new (length: number) => Numbers)(rowCount);
  let at = 0;
  for (const part of parts) {
    values.set(part.values as never, at);
    at += part.values.length;
  }
  return values;
}
