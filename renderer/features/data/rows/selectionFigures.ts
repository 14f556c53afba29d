import type { RangeSummary } from '#shared/model/rowView';

/** A range as one: numbers of all its columns together, if all of them hold numbers. */
export interface SelectionFigures {
  readonly known: number;
  readonly distinct?: number;
  readonly sum?: number;
  readonly average?: number;
  readonly min?: number | string;
  readonly max?: number | string;
}

export function selectionFigures({ columns }: RangeSummary): SelectionFigures {
  const known = columns.reduce((sum, column) => sum + column.known, 0);
  const [only] = columns;
  const distinct = columns.length === 1 && only?.distinct !== undefined ? { distinct: only.distinct } : {};
  const filled = columns.filter((column) => column.known > 0);
  if (columns.length === 1 && only?.sum === undefined) return { known, ...distinct, ...endsOf(only?.min, only?.max) };
  if (filled.length === 0 || filled.some(({ sum }) => sum === undefined)) return { known, ...distinct };
  const sum = filled.reduce((total, column) => total + (column.sum ?? 0), 0);
  const min = Math.min(...filled.map((column) => Number(column.min)));
  const max = Math.max(...filled.map((column) => Number(column.max)));
  return { known, ...distinct, sum, average: sum / known, min, max };
}

function endsOf(min: number | string | undefined, max: number | string | undefined) {
  return min === undefined || max === undefined ? {} : { min, max };
}
