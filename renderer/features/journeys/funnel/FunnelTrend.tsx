import { useMemo } from 'react';
import type { FunnelAnswer, FunnelPeriod } from '#shared/model/funnel';
import { inPlaces } from '../../../conditions/eventFilters';
import { useFormat, useText } from '../../../text';
import { Chart } from '../../../ui/Chart';
import { periodName, trendChart } from './trendChart';

const HEIGHT = 260;

interface FunnelTrendProps {
  readonly trend: readonly FunnelPeriod[];
  readonly steps: FunnelAnswer['steps'];
}

/** Conversion of each step from the first, by the period that an attempt began in; periods whose time is not over are shaded. */
export function FunnelTrend({ trend, steps }: FunnelTrendProps) {
  const t = useText('funnel');
  const format = useFormat();
  const option = useMemo(() => trendChart(trend, steps, t('incomplete')), [trend, steps, t]);
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
            {trend.map((period) => (
              <tr key={period.start}>
                <th scope="row" title={period.complete ? undefined : t('incomplete')}>
                  {periodName(period)}
                </th>
                {inPlaces(period.counts).map(({ item: count, place }) => (
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
