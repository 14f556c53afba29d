import type { MenuProps } from 'antd';
import type { SortKey } from '#shared/model/rowView';

/** What can be done at the heads of a grid's columns; columns by their places. */
export interface HeadTools {
  readonly sort: readonly SortKey[];
  /** `add`: besides the columns that are sorted by already. */
  readonly onSort: (column: number, add: boolean) => void;
  /** A width in pixels; null = the one that fits. */
  readonly onResize: (column: number, width: number | null) => void;
  readonly menu: (column: number) => MenuProps['items'];
}
