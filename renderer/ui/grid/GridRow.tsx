import { useFormat, useText } from '../../text';
import { cellStyle, Gap } from './GridHeader';
import { type CellText, type GridColumn, indexesOf, isNumeric, type ShownColumns } from './gridColumns';
import type { CellPlace } from './gridKeys';
import { type GridRange, holdsCell } from './gridSelection';

interface GridRowProps {
  readonly row: number;
  /** Undefined while it is not read yet. */
  readonly name: number | undefined;
  readonly marked: readonly string[];
  /** Pixels from the top of the layer. */
  readonly top: number;
  readonly columns: readonly GridColumn[];
  readonly widths: readonly number[];
  readonly shown: ShownColumns;
  readonly cell: CellText;
  readonly range: GridRange;
  /** The cell that keys move. */
  readonly active: CellPlace;
}

export function GridRow({ row, name, marked, top, columns, widths, shown, cell, range, active }: GridRowProps) {
  const format = useFormat();
  return (
    <tr className="hx-grid-row" aria-rowindex={row + 2} style={{ top }} data-row={row} data-odd={row % 2 === 1}>
      <th className="hx-grid-number" scope="row" aria-colindex={1} data-column={-1}>
        {name === undefined ? '' : format.exact(name)}
      </th>
      {indexesOf(shown).flatMap((at) => {
        const column = columns[at];
        if (!column) return [];
        const isActive = active.row === row && active.column === at;
        return [
          ...(at === shown.first ? [<Gap key="gap" widths={widths} shown={shown} />] : []),
          <td
            key={column.name}
            id={`cell-${row}-${at}`}
            aria-colindex={at + 2}
            {...{ 'aria-selected': holdsCell(range, row, at) }}
            className="hx-grid-cell"
            data-column={at}
            data-active={isActive}
            data-numeric={isNumeric(column.type)}
            data-marked={marked.includes(column.name)}
            data-pinned={at < shown.pinned}
            style={cellStyle(widths, shown, at)}
          >
            <CellContent text={cell(row, at)} />
          </td>,
        ];
      })}
    </tr>
  );
}

function CellContent({ text }: { readonly text: string | null | undefined }) {
  const t = useText('common');
  if (text === undefined) return <span className="hx-grid-waiting" aria-hidden />;
  if (text === null) return <span className="hx-grid-null">{t('null')}</span>;
  return <span title={text.length > 30 ? text : undefined}>{text}</span>;
}
