import { isInsufficient, isSignificant } from '#shared/model/findings';
import type { FunnelDifference, FunnelSideAnswer, FunnelSpec } from '#shared/model/funnel';
import { pText } from '#shared/report/pText';
import { inPlaces } from '../../../conditions/eventFilters';
import { type Translate, useFormat, useText } from '../../../text';
import { SideName } from '../../../ui/SideName';
import { letterOf } from '../../../ui/sides';
import { CountOf } from './CountOf';
import type { PickedMark } from './MarkMenu';
import { type SideRow, sideRows } from './sideRows';

const COLUMNS = ['step', 'side', 'reached', 'fromPrevious', 'fromStart', 'median', 'difference', 'pHolm'] as const;

interface SidesTableProps {
  readonly sides: readonly FunnelSideAnswer[];
  readonly names: readonly string[];
  readonly steps: readonly string[];
  readonly spec: FunnelSpec;
  readonly onPick: ((mark: PickedMark) => void) | null;
}

/** Per step a row for each side, and last the whole way. */
export function SidesTable({ sides, names, steps, spec, onPick }: SidesTableProps) {
  const t = useText('funnel');
  const { steps: groups, whole } = sideRows(sides);
  const all = [
    ...groups.map((rows, step) => ({ name: steps[step] ?? '', rows, isWhole: false })),
    ...(whole ? [{ name: t('wholeWay'), rows: whole, isWhole: true }] : []),
  ];
  const pick = (row: SideRow) => {
    if (!onPick) return null;
    const side = spec.compare?.[row.place] ?? {};
    return (mark: PickedMark) => onPick({ ...mark, spec: { ...spec, ...side }, of: names[row.place] ?? '' });
  };
  return (
    <table className="fun-table fun-sides-table" data-testid="funnel-sides-table">
      <thead>
        <tr>
          {COLUMNS.map((key) => (
            <th key={key} scope="col" className={key === 'median' ? 'fun-time' : ''} title={headHelp(key, t)}>
              {t(key)}
            </th>
          ))}
        </tr>
      </thead>
      {all.map(({ name, rows, isWhole }) => (
        <tbody key={name}>
          {inPlaces(rows).map(({ item: row, place }) => (
            <tr
              key={place}
              data-testid={`funnel-${isWhole ? 'whole' : `step-${row.step}`}-${letterOf(place)}`}
              data-count={row.count}
            >
              {place === 0 && (
                <th scope="rowgroup" rowSpan={rows.length}>
                  {name}
                </th>
              )}
              <th scope="row" className="fun-side-cell">
                <SideName place={place} name={names[place] ?? ''} />
              </th>
              <RowCells row={row} name={`${letterOf(place)} ${name}`} onPick={isWhole ? null : pick(row)} />
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  );
}

function headHelp(key: (typeof COLUMNS)[number], t: Translate<'funnel'>): string | undefined {
  if (key === 'difference') return t('differenceHelp', { first: letterOf(0) });
  return key === 'pHolm' ? t('pHolmHelp') : undefined;
}

interface RowCellsProps {
  readonly row: SideRow;
  readonly name: string;
  readonly onPick: ((mark: PickedMark) => void) | null;
}

function RowCells({ row, name, onPick }: RowCellsProps) {
  const t = useText('funnel');
  const format = useFormat();
  const { step, count, fromPrevious, fromStart, medianSeconds, difference } = row;
  const share = (value: number | null) => (value === null ? '–' : format.percent(value, 1));
  return (
    <>
      <td className="hx-tabular">
        <CountOf
          mark={{ kind: 'reached', step }}
          n={count}
          said={t('reachedN', { name, n: format.exact(count) })}
          onPick={onPick}
          testId={`funnel-side-${row.place}-${step}`}
        />
      </td>
      <td className="hx-tabular">{share(fromPrevious)}</td>
      <td className="hx-tabular">{share(fromStart)}</td>
      <td className="fun-time hx-tabular">{medianSeconds === null ? '–' : format.span(medianSeconds)}</td>
      <td className="hx-tabular">{difference ? <Difference difference={difference} /> : '–'}</td>
      <td className="hx-tabular">{difference && !isInsufficient(difference.pHolm) ? pText(difference.pHolm) : '–'}</td>
    </>
  );
}

/** In points, with its interval, and a sign where it is sure. */
function Difference({ difference: { difference, pHolm } }: { readonly difference: FunnelDifference }) {
  const t = useText('funnel');
  const format = useFormat();
  if (isInsufficient(difference)) return '–';
  const points = (x: number) => format.decimal(x * 100, 1);
  const { estimate, interval } = difference;
  const isSure = !isInsufficient(pHolm) && isSignificant(pHolm);
  const sign = isSure ? (estimate > 0 ? '▲' : '▼') : '≈';
  return (
    <>
      <strong>
        {sign} {t('points', { n: points(estimate) })}
      </strong>{' '}
      <span className="hx-faint fun-interval">
        [{points(interval[0])}, {points(interval[1])}]
      </span>
    </>
  );
}
