import { useMemo } from 'react';
import type { RetentionAnswer, RetentionPeriod, RetentionSpec, RetentionTable } from '#shared/model/retention';
import { useFormat, useText } from '../../../text';
import { Chart } from '../../../ui/Chart';
import { useLook } from '../../../ui/look';
import { paletteOf, SERIES_DARK, SERIES_LIGHT } from '../../../ui/palette';
import { type Curve, type CurveView, curvesOf, MOST_COHORT_CURVES, retentionCurves } from './retentionCurves';
import { useCellTexts } from './useCellTexts';

const HEIGHT = 330;

interface RetentionCurvesProps {
  readonly answer: RetentionAnswer;
  readonly spec: RetentionSpec;
  readonly table: RetentionTable;
  readonly level: number | null;
  readonly view: CurveView;
}

/** What share came back by period, or of their balances: of the levels, or of the latest cohorts beside the average. */
export function RetentionCurves({ answer, spec, table, level, view }: RetentionCurvesProps) {
  const t = useText('retention');
  const format = useFormat();
  const dark = useLook((look) => look.dark);
  const texts = useCellTexts(spec);
  const byLevel = answer.levels !== undefined && level === null;
  const curves = useMemo(
    () => curvesOf(answer, table, byLevel, view, { ...texts, average: t('average') }),
    [answer, table, byLevel, view, t, texts],
  );
  const number = useMemo(() => (view === 'value' ? texts.value : (x: number) => format.percent(x, 1)), [format, view, texts]);
  const option = useMemo(
    () =>
      retentionCurves(curves, answer.periods, {
        colors: dark ? SERIES_DARK : SERIES_LIGHT,
        text: paletteOf(dark).text,
        period: texts.period,
        axis: t('axis', { unit: t(`unit.${spec.unit}`) }),
        number,
        fromZero: view !== 'balance',
      }),
    [curves, answer.periods, dark, texts, t, spec.unit, number, view],
  );
  if (curves.every(({ values }) => values.every((each) => each === null))) return <p className="hx-secondary">{t('noCurves')}</p>;
  const what = byLevel ? t('curvesByLevel') : t('curvesByCohort', { n: MOST_COHORT_CURVES });
  return (
    <section aria-label={what}>
      <h2 className="ret-heading">{t(`curves.${view}`)}</h2>
      <p className="ret-note hx-faint">{what}</p>
      <Chart
        option={option}
        height={HEIGHT}
        label={what}
        table={<CurveTable curves={curves} periods={answer.periods} period={texts.period} number={number} />}
      />
    </section>
  );
}

interface CurveTableProps {
  readonly curves: readonly Curve[];
  readonly periods: readonly RetentionPeriod[];
  readonly period: (period: RetentionPeriod) => string;
  readonly number: (value: number) => string;
}

function CurveTable({ curves, periods, period, number }: CurveTableProps) {
  const t = useText('retention');
  const shown = Math.max(0, ...curves.map(({ values }) => values.length));
  return (
    <div className="ret-table">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('curve')}</th>
            {periods.slice(0, shown).map((each) => (
              <th key={each.from} scope="col">
                {period(each)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {curves.map(({ name, values }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {periods.slice(0, shown).map((each, at) => {
                const value = values[at];
                return (
                  <td key={each.from} className="hx-tabular">
                    {typeof value === 'number' ? number(value) : '–'}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
