import { z } from 'zod';
import type { ColumnType } from './import';
import type { MaskKind } from './mask';
import { OPERATORS_BY_TYPE, tagTypeOf } from './tag';
import { ruleValueSchema, TAG_OPERATORS } from './value';

const nameSchema = z.string().min(1).max(4096);

/** The operators of a rule's condition, without the spans that count back from a day. */
const filterOperatorSchema = z.enum(TAG_OPERATORS).exclude(['inLast', 'notInLast']);
export type FilterOperator = z.infer<typeof filterOperatorSchema>;

/** A condition on one column; it means what it means in a rule, so unknown cells pass `isNull` alone. */
const columnFilterSchema = z.strictObject({
  column: nameSchema,
  op: filterOperatorSchema,
  values: z.array(ruleValueSchema).max(10_000).default([]),
});
export type ColumnFilter = z.infer<typeof columnFilterSchema>;

const sortKeySchema = z.strictObject({ column: nameSchema, descending: z.boolean().default(false) });
export type SortKey = z.infer<typeof sortKeySchema>;

/**
 * Which rows of a table are looked at, and in which order. Rows pass every filter and hold `search` in some cell as it is
 * shown, in either case. Text is sorted by code point, unknown cells come last either way, ties stay in source order.
 */
export const rowViewSchema = z.strictObject({
  sort: z.array(sortKeySchema).max(16).default([]),
  filters: z.array(columnFilterSchema).max(100).default([]),
  search: z.string().max(200).default(''),
});
export type RowView = z.infer<typeof rowViewSchema>;

/** Every row in source order. */
export const PLAIN_VIEW: RowView = { sort: [], filters: [], search: '' };

export function isPlain({ sort, filters, search }: RowView): boolean {
  return sort.length === 0 && !isFiltered({ filters, search });
}

export function isFiltered({ filters, search }: Pick<RowView, 'filters' | 'search'>): boolean {
  return filters.length > 0 || search !== '';
}

export function filterOperators(type: ColumnType): FilterOperator[] {
  const { options } = filterOperatorSchema;
  return OPERATORS_BY_TYPE[tagTypeOf(type)].filter((op): op is FilterOperator => options.some((option) => option === op));
}

/** Rows `from` to `to` (both in, from 0) in a view's order, and the columns that are looked at. */
export const cellRangeSchema = z.strictObject({
  rows: z.tuple([z.number().int().min(0), z.number().int().min(0)]),
  columns: z.array(nameSchema).min(1).max(10_000),
});
export type CellRange = z.infer<typeof cellRangeSchema>;

/** One column of a range. Figures of numbers; of days and times the ends alone, as ISO text. */
export interface ColumnSummary {
  readonly name: string;
  readonly known: number;
  /** Different known values; of a range of one column alone. */
  readonly distinct?: number;
  readonly sum?: number;
  readonly min?: number | string;
  readonly max?: number | string;
}

export interface RangeSummary {
  readonly rows: number;
  readonly columns: readonly ColumnSummary[];
}

/** Cells that can be copied at once. */
export const MOST_COPIED_CELLS = 100_000;

/** A column that is masked when it is copied. */
export interface ColumnMask {
  readonly column: string;
  readonly kind: MaskKind;
}

export interface CopiedCells {
  /** A tab between cells, a line per row. */
  readonly text: string;
  readonly cells: number;
  readonly masked: readonly ColumnMask[];
}
