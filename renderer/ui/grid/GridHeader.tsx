import type { ReactNode } from 'react';
import { useText } from '../../text';
import { nameWithUnit } from '../nameWithUnit';
import type { GridColumn } from './gridColumns';
import { isNumeric } from './gridColumns';

interface GridHeaderProps {
  readonly rowTitle?: string | undefined;
  readonly columns: readonly GridColumn[];
  readonly widths: readonly number[];
  readonly shown: { readonly first: number; readonly last: number };
  readonly marked: readonly string[];
  /** Pixels. */
  readonly height: number;
  readonly head: ((column: number) => ReactNode) | undefined;
}

/** Names and types of the columns, always in sight. */
export function GridHeader({ rowTitle, columns, widths, shown, marked, height, head }: GridHeaderProps) {
  const t = useText('common');
  return (
    <tr className="hx-grid-header" aria-rowindex={1} style={{ height }}>
      <td className="hx-grid-number" aria-colindex={1}>
        {rowTitle}
      </td>
      <Gap widths={widths} before={shown.first} />
      {columns.slice(shown.first, shown.last + 1).map((column, index) => (
        <th
          key={column.name}
          scope="col"
          aria-colindex={shown.first + index + 2}
          className="hx-grid-head"
          data-numeric={isNumeric(column.type)}
          data-marked={marked.includes(column.name)}
          style={{ width: widths[shown.first + index] }}
          title={column.name}
        >
          <span className="hx-grid-name">{nameWithUnit(column)}</span>
          <span className="hx-grid-type">
            {t(`type.${column.type}`)}
            {head?.(shown.first + index)}
          </span>
        </th>
      ))}
    </tr>
  );
}

/** Stands for the columns left of the screen. */
export function Gap({ widths, before }: { readonly widths: readonly number[]; readonly before: number }) {
  const width = widths.slice(0, before).reduce((sum, px) => sum + px, 0);
  return width > 0 ? <td style={{ flex: 'none', width }} aria-hidden /> : null;
}
