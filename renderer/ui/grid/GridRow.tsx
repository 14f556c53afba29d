import { useFormat, useText } from '../../text';
import { Gap } from './GridHeader';
import { type CellText, type GridColumn, isNumeric } from './gridColumns';
import type { CellPlace } from './gridKeys';

interface GridRowProps {
  readonly row: number;
  /** Undefined while it is not read yet. */
  readonly name: number | undefined;
  readonly marked: readonly string[];
  /** Pixels from the top of the layer. */
  readonly top: number;
  readonly columns: readonly GridColumn[];
  readonly widths: readonly number[];
  readonly shown: { readonly first: number; readonly last: number };
  readonly cell: CellText;
  /** The selected cell's column, if it is in this row. */
  readonly chosen: number | null;
  readonly onChoose: (place: CellPlace) => void;
}

export function GridRow({ row, name, marked, top, columns, widths, shown, cell, chosen, onChoose }: GridRowProps) {
  const format = useFormat();
  return (
    <tr className="hx-grid-row" aria-rowindex={row + 2} style={{ top }} data-row={row} data-odd={row % 2 === 1}>
      <th className="hx-grid-number" scope="row" aria-colindex={1}>
        {name === undefined ? '' : format.exact(name)}
      </th>
      <Gap widths={widths} before={shown.first} />
      {columns.slice(shown.first, shown.last + 1).map((column, index) => {
        const at = shown.first + index;
        return (
          <td
            key={column.name}
            id={`cell-${row}-${at}`}
            aria-colindex={at + 2}
            {...{ 'aria-selected': chosen === at }}
            className="hx-grid-cell"
            data-numeric={isNumeric(column.type)}
            data-marked={marked.includes(column.name)}
            style={{ width: widths[at] }}
            onMouseDown={() => onChoose({ row, column: at })}
          >
            <CellContent text={cell(row, at)} />
          </td>
        );
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
