import { useText } from '../../text';
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
}

/** Names and types of the columns, always in sight. */
export function GridHeader({ rowTitle, columns, widths, shown, marked, height }: GridHeaderProps) {
  const t = useText('common');
  return (
    <tr className="hx-grid-header" aria-rowindex={1} style={{ height }}>
      <td className="hx-grid-number" aria-colindex={1}>
        {rowTitle}
      </td>
      <Gap widths={widths} before={shown.first} />
      {columns.slice(shown.first, shown.last + 1).map(({ name, type }, index) => (
        <th
          key={name}
          scope="col"
          aria-colindex={shown.first + index + 2}
          className="hx-grid-head"
          data-numeric={isNumeric(type)}
          data-marked={marked.includes(name)}
          style={{ width: widths[shown.first + index] }}
          title={name}
        >
          <span className="hx-grid-name">{name}</span>
          <span className="hx-grid-type">{t(`type.${type}`)}</span>
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
