import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { cellText } from '#shared/report/cell';
import type { HintedTable } from '#shared/report/experimentTables';
import { inPlaces } from '../../../conditions/eventFilters';

interface HintedCellsProps {
  readonly table: HintedTable;
  readonly name: string;
  /** What stands at the end of a row. */
  readonly action?: (row: number) => ReactNode;
  /** Said of a row, for tests and for colour: `up`, `down` or `` for neither. */
  readonly tone?: (row: number) => string;
}

/** A table whose heads and cells explain themselves on hover and focus. */
export function HintedCells({ table: { heads, helps, rows, hints }, name, action, tone }: HintedCellsProps) {
  return (
    <div className="cmp-scroll">
      <table className="cmp-table" aria-label={name}>
        <thead>
          <tr>
            {inPlaces(heads).map(({ item, place }) => (
              <th key={place} scope="col">
                <Hinted hint={helps[place] ?? ''}>{item}</Hinted>
              </th>
            ))}
            {action && <th scope="col" aria-hidden />}
          </tr>
        </thead>
        <tbody>
          {inPlaces(rows).map(({ item: cells, place: row }) => (
            <tr key={row} data-tone={tone?.(row)}>
              {inPlaces(cells).map(({ item, place }) => (
                <HintedCell key={place} isHead={place === 0} text={cellText(item)} hint={hints[row]?.[place] ?? ''} />
              ))}
              {action && <td>{action(row)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface HintedCellProps {
  readonly isHead: boolean;
  readonly text: string;
  readonly hint: string;
}

function HintedCell({ isHead, text, hint }: HintedCellProps) {
  const content = <Hinted hint={hint}>{text}</Hinted>;
  return isHead ? <th scope="row">{content}</th> : <td className="hx-tabular">{content}</td>;
}

function Hinted({ hint, children }: { readonly hint: string; readonly children: string }) {
  if (hint === '') return children;
  return (
    <Tooltip title={hint} trigger={['hover', 'focus']}>
      <button type="button" className="cmp-hinted">
        {children}
      </button>
    </Tooltip>
  );
}
