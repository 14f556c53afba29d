import { useMemo } from 'react';
import type { FunnelAnswer, FunnelPeriod } from '#shared/model/funnel';
import { inPlaces } from '../../../conditions/eventFilters';
import { useFormat, useText } from '../../../text';
import { Chart } from '../../../ui/Chart';

const HEIGHT = 260;
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'pin', 'arrow'];

interface FunnelTrendProps {
  readonly trend: readonly FunnelPeriod[];
  readonly steps: FunnelAnswer['steps'];
}

/** Conversion of each step from the first, by the period that an attempt began in; periods whose time is not over are shaded. */
export function FunnelTrend({ trend, steps }: FunnelTrendProps) {
  const t = useText('funnel');
  const format = useFormat();
  const option = useMemo(() => {
    const shares = (step: number) =>
      trend.map(({ counts }) => (counts[0] ? Number((((counts[step] ?? 0) / counts[0]) * 100).toFixed(2)) : null));
    const open = trend.filter(({ complete }) => !complete);
    const [first, last] = [open[0]?.start, open.at(-1)?.start];
    const shade =
      first === undefined
        ? {}
        : {
            markArea: {
              silent: true,
              itemStyle: { opacity: 0.15 },
              data: [[{ xAxis: first, name: t('incomplete') }, { xAxis: last }]],
            },
          };
    return {
      tooltip: {
        trigger: 'axis',
        confine: true,
        valueFormatter: (value: unknown) => (value === null || value === undefined ? '–' : `${String(value)}%`),
      },
      legend: { top: 0, type: 'scroll' },
      grid: { left: 48, right: 16, top: 36, bottom: 32 },
      xAxis: { type: 'category', data: trend.map(({ start }) => start) },
      yAxis: { type: 'value', min: 0, axisLabel: { formatter: (value: number) => `${value}%` } },
      series: steps.slice(1).map(({ label }, index) => ({
        type: 'line',
        name: `${index + 2}. ${label}`,
        symbol: SYMBOLS[index % SYMBOLS.length],
        symbolSize: 7,
        data: shares(index + 1),
        ...(index === 0 ? shade : {}),
      })),
    };
  }, [trend, steps, t]);
  return (
    <Chart
      option={option}
      height={HEIGHT}
      label={t('trendLabel')}
      table={
        <table className="fun-table" data-testid="funnel-trend-table">
          <thead>
            <tr>
              <th scope="col">{t('periodStart')}</th>
              {inPlaces(steps).map(({ item: { label }, place }) => (
                <th key={place} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {trend.map(({ start, complete, counts }) => (
              <tr key={start}>
                <th scope="row">
                  {start}
                  {!complete && <span title={t('incomplete')}> *</span>}
                </th>
                {inPlaces(counts).map(({ item: count, place }) => (
                  <td key={place} className="hx-tabular">
                    {format.exact(count)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      }
    />
  );
}
