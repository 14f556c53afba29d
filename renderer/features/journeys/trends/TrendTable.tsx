import { annotationsByPeriod } from '#shared/model/annotation';
import type { TrendAnswer } from '#shared/model/trend';
import { useFormat, useText } from '../../../text';
import type { PickedPoint } from './PointMenu';
import { periodName, type TrendLine, wordsOf } from './trendLines';

interface TrendTableProps {
  readonly lines: readonly TrendLine[];
  readonly answer: Pick<TrendAnswer, 'periods' | 'annotations'>;
  /** A value whose customers can be had is a button; null: numbers are read only. */
  readonly onPick: ((picked: PickedPoint) => void) | null;
}

/** The same numbers, a row per period. */
export function TrendTable({ lines, answer: { periods, annotations }, onPick }: TrendTableProps) {
  const t = useText('trends');
  const format = useFormat();
  const beside = annotations && annotationsByPeriod(periods, annotations);
  const said = (value: number | null | undefined, kind: TrendLine['kind']) => {
    if (value === null || value === undefined) return '–';
    return kind === 'stickiness' ? format.percent(value, 1) : format.exact(value);
  };
  return (
    <>
      {lines.some(({ kind }) => kind === 'stickiness') && <p className="trd-note hx-faint">{t('stickiness')}</p>}
      <section className="trd-table" data-testid="trends-table" aria-label={t('period')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('period')}</th>
              {lines.map(({ name, kind }) => (
                <th key={`${name} ${kind}`} scope="col">
                  {name}
                </th>
              ))}
              {beside && <th scope="col">{t('annotations')}</th>}
            </tr>
          </thead>
          <tbody>
            {periods.map((period, at) => (
              <tr key={period.start} data-complete={period.complete}>
                <th scope="row">{periodName(period)}</th>
                {lines.map(({ name, kind, series, values }) => (
                  <td key={`${name} ${kind}`} className="hx-tabular" data-value={values[at] ?? ''}>
                    {onPick && kind === 'values' && (values[at] ?? 0) !== 0 ? (
                      <button
                        type="button"
                        className="trd-point"
                        aria-haspopup="menu"
                        onClick={({ currentTarget }) =>
                          onPick({ name: `${name}, ${periodName(period)}`, series, period: at, ...under(currentTarget) })
                        }
                        data-testid={`trends-point-${series}-${period.start}`}
                      >
                        {said(values[at], kind)}
                      </button>
                    ) : (
                      said(values[at], kind)
                    )}
                  </td>
                ))}
                {beside && <td className="trd-words">{wordsOf(beside[at] ?? [])}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

/** Where the menu of a cell opens. */
function under(button: HTMLElement) {
  const { left, bottom } = button.getBoundingClientRect();
  return { x: left + 8, y: bottom, button };
}
