import { useMemo } from 'react';
import type { FunnelAnswer, FunnelSpec, FunnelTimes } from '#shared/model/funnel';
import type { FunnelMark } from '#shared/model/funnelMark';
import { useFormat, useText } from '../../../text';
import { Chart } from '../../../ui/Chart';
import { CountOf } from './CountOf';
import { LongerField } from './LongerField';
import type { PickedMark } from './MarkMenu';

const HEIGHT = 260;

interface FunnelTimesViewProps {
  readonly times: FunnelTimes;
  readonly answer: FunnelAnswer;
  readonly spec: FunnelSpec;
  readonly onPick: (mark: PickedMark) => void;
}

/**
 * How long the whole way took: a bar per span of time, and the share of all attempts that were finished by its end as a line. Bars, their
 * numbers and what took longer than a time are customers.
 */
export function FunnelTimesView({ times, answer, spec, onPick }: FunnelTimesViewProps) {
  const t = useText('funnel');
  const format = useFormat();
  const spans = useMemo(
    () =>
      times.counts.map((_, bucket) => `${format.span(times.edges[bucket] ?? 0)} – ${format.span(times.edges[bucket + 1] ?? 0)}`),
    [times, format],
  );
  const option = useMemo(
    () => ({
      tooltip: { trigger: 'axis', confine: true, valueFormatter: (value: unknown) => String(value) },
      legend: { top: 0 },
      grid: { left: 56, right: 56, top: 36, bottom: 56 },
      xAxis: { type: 'category', data: spans, axisLabel: { rotate: spans.length > 8 ? 35 : 0 } },
      yAxis: [
        { type: 'value', minInterval: 1 },
        {
          type: 'value',
          min: 0,
          axisLabel: { formatter: (value: number) => format.percent(value / 100, 0) },
          splitLine: { show: false },
        },
      ],
      series: [
        { type: 'bar', name: t('finished'), data: times.counts },
        {
          type: 'line',
          name: t('incidence'),
          yAxisIndex: 1,
          symbol: 'diamond',
          data: times.incidence.map((share) => Number((share * 100).toFixed(2))),
          tooltip: { valueFormatter: (value: unknown) => `${String(value)}%` },
        },
      ],
    }),
    [times, spans, t, format],
  );
  const label = t('timesLabel', { median: format.span(times.medianSeconds), p90: format.span(times.p90Seconds) });
  const markOf = (bucket: number): FunnelMark => ({
    kind: 'finished',
    step: spec.steps.length - 1,
    took: { from: times.edges[bucket] ?? 0, below: times.edges[bucket + 1] ?? 0 },
  });
  return (
    <>
      <p className="hx-secondary" data-testid="funnel-times">
        {label} {t('censored')}
      </p>
      <Chart
        option={option}
        height={HEIGHT}
        label={label}
        onSelect={({ seriesName, dataIndex, x, y }) => {
          if (seriesName === t('finished')) onPick({ mark: markOf(dataIndex), x, y });
        }}
        table={
          <table className="fun-table">
            <thead>
              <tr>
                <th scope="col">{t('span')}</th>
                <th scope="col">{t('finished')}</th>
                <th scope="col">{t('incidence')}</th>
              </tr>
            </thead>
            <tbody>
              {spans.map((span, bucket) => (
                <tr key={span}>
                  <th scope="row">{span}</th>
                  <td className="hx-tabular">
                    <CountOf
                      mark={markOf(bucket)}
                      n={times.counts[bucket] ?? 0}
                      said={t('tookN', { span, n: format.exact(times.counts[bucket] ?? 0) })}
                      onPick={onPick}
                      testId={`funnel-took-${bucket}`}
                    />
                  </td>
                  <td className="hx-tabular">{format.percent(times.incidence[bucket] ?? 0, 2)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        }
      />
      <LongerField spec={spec} steps={answer.steps} p90Seconds={times.p90Seconds} onPick={onPick} />
    </>
  );
}
