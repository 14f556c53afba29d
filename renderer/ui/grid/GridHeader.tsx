import type { ReactNode } from 'react';
import { useText } from '../../text';
import { ClassBadge } from '../ClassBadge';
import { nameWithUnit } from '../nameWithUnit';
import { ColumnHead } from './ColumnHead';
import { type GridColumn, indexesOf, isNumeric, pinnedAt, type ShownColumns, widthOf } from './gridColumns';
import type { HeadTools } from './headTools';

interface GridHeaderProps {
  readonly rowTitle?: string | undefined;
  readonly columns: readonly GridColumn[];
  readonly widths: readonly number[];
  readonly shown: ShownColumns;
  readonly marked: readonly string[];
  /** Pixels. */
  readonly height: number;
  readonly head: ((column: number) => ReactNode) | undefined;
  readonly tools: HeadTools | undefined;
  /** The column whose head the Tab key reaches. */
  readonly active: number;
}

/** Names and types of the columns, always in sight. */
export function GridHeader({ rowTitle, columns, widths, shown, marked, height, head, tools, active }: GridHeaderProps) {
  const t = useText('common');
  return (
    <tr className="hx-grid-header" aria-rowindex={1} style={{ height }}>
      <td className="hx-grid-number" aria-colindex={1}>
        {rowTitle}
      </td>
      {indexesOf(shown).flatMap((at) => {
        const column = columns[at];
        if (!column) return [];
        const order = tools?.sort.findIndex((key) => key.column === column.name) ?? -1;
        return [
          ...(at === shown.first ? [<Gap key="gap" widths={widths} shown={shown} />] : []),
          <th
            key={column.name}
            scope="col"
            aria-colindex={at + 2}
            {...(order === 0 ? { 'aria-sort': tools?.sort[0]?.descending ? 'descending' : 'ascending' } : {})}
            className="hx-grid-head"
            data-numeric={isNumeric(column.type)}
            data-marked={marked.includes(column.name)}
            data-pinned={at < shown.pinned}
            style={cellStyle(widths, shown, at)}
            title={column.name}
          >
            {tools ? (
              <ColumnHead at={at} column={column} width={widths[at] ?? 0} order={order} tools={tools} isActive={at === active} />
            ) : (
              <span className="hx-grid-name">{nameWithUnit(column)}</span>
            )}
            <span className="hx-grid-type">
              {t(`type.${column.type}`)}
              {column.dataClass && column.dataClass !== 'C1' ? <ClassBadge dataClass={column.dataClass} /> : null}
              {head?.(at)}
            </span>
          </th>,
        ];
      })}
    </tr>
  );
}

/** Stands for the columns between those that are pinned and the screen. */
export function Gap({ widths, shown: { pinned, first } }: { readonly widths: readonly number[]; readonly shown: ShownColumns }) {
  const width = widthOf(widths.slice(pinned, first));
  return width > 0 ? <td style={{ flex: 'none', width }} aria-hidden /> : null;
}

/** A column's width, and where it stays if it is pinned. */
export function cellStyle(widths: readonly number[], { pinned }: ShownColumns, at: number) {
  const left = pinnedAt(widths, pinned, at);
  return { width: widths[at], ...(left === undefined ? {} : { left: `calc(var(--hx-number-width) + ${left}px)` }) };
}
