import { Segmented } from 'antd';
import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useText } from '../text';
import { useBusyWhile } from './busyParts';
import { chartTheme } from './chartTheme';
import { useLook } from './look';

/** What the user clicked on: ECharts' name, series and index of the item. */
export interface ChartSelection {
  readonly name: string;
  readonly seriesName: string;
  readonly dataIndex: number;
  /** Pixels of the window. */
  readonly x: number;
  readonly y: number;
}

interface ChartProps {
  readonly option: EChartsCoreOption;
  /** Pixels. */
  readonly height: number;
  /** Says for those who cannot see it what the chart shows. */
  readonly label: string;
  /** The same numbers as a table; the user can switch to it. */
  readonly table?: ReactNode;
  readonly onSelect?: (selection: ChartSelection) => void;
  /** For charts of rows: a click anywhere in one, on a bar or beside it, with the row's number from the top. */
  readonly onRow?: (row: number, at: { readonly x: number; readonly y: number }) => void;
}

/** An ECharts chart that loads the library when first shown and follows theme and size. */
export function Chart({ option, height, label, table, onSelect, onRow }: ChartProps) {
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const t = useText('common');
  return (
    <figure className="hx-chart" aria-label={label}>
      {table ? (
        <Segmented
          size="small"
          className="hx-chart-switch"
          aria-label={label}
          value={view}
          onChange={(chosen) => setView(chosen === 'table' ? 'table' : 'chart')}
          options={[
            { value: 'chart', label: t('asChart') },
            { value: 'table', label: t('asTable') },
          ]}
        />
      ) : null}
      {view === 'table' ? (
        table
      ) : (
        <ChartCanvas
          option={option}
          height={height}
          label={label}
          {...(onSelect ? { onSelect } : {})}
          {...(onRow ? { onRow } : {})}
        />
      )}
    </figure>
  );
}

function ChartCanvas({ option, height, label, onSelect, onRow }: Omit<ChartProps, 'table'>) {
  const box = useRef<HTMLDivElement>(null);
  const dark = useLook((look) => look.dark);
  const [chart, setChart] = useState<EChartsType>();
  const [drawn, setDrawn] = useState(false);
  useBusyWhile(!drawn);

  useEffect(() => {
    let live: EChartsType | undefined;
    let left = false;
    void import('./chartRuntime').then(({ init }) => {
      if (left || !box.current) return;
      live = init(box.current, chartTheme(dark));
      live.on('finished', () => setDrawn(true));
      setChart(live);
    });
    return () => {
      left = true;
      live?.dispose();
      setChart(undefined);
    };
  }, [dark]);

  useEffect(() => {
    setDrawn(false);
    chart?.setOption(option, { notMerge: true });
  }, [chart, option]);

  useEffect(() => watchSize(box.current, chart), [chart]);
  useEffect(() => watchClicks(chart, onSelect), [chart, onSelect]);
  useEffect(() => watchRows(chart, onRow), [chart, onRow]);
  return <div ref={box} role="img" aria-label={label} style={{ height, width: '100%' }} data-drawn={drawn} />;
}

function watchSize(box: HTMLElement | null, chart: EChartsType | undefined): (() => void) | undefined {
  if (!box || !chart) return undefined;
  const observer = new ResizeObserver(() => chart.resize());
  observer.observe(box);
  return () => observer.disconnect();
}

function watchClicks(chart: EChartsType | undefined, onSelect: ChartProps['onSelect']): (() => void) | undefined {
  if (!chart || !onSelect || chart.isDisposed()) return undefined;
  const click = (event: unknown) => {
    const { name, seriesName, dataIndex, event: pointer } = event as Partial<ChartSelection> & { event?: { event?: MouseEvent } };
    const { clientX = 0, clientY = 0 } = pointer?.event ?? {};
    onSelect({ name: name ?? '', seriesName: seriesName ?? '', dataIndex: dataIndex ?? 0, x: clientX, y: clientY });
  };
  chart.on('click', click);
  return () => {
    if (!chart.isDisposed()) chart.off('click', click);
  };
}

function watchRows(chart: EChartsType | undefined, onRow: ChartProps['onRow']): (() => void) | undefined {
  if (!chart || !onRow || chart.isDisposed()) return undefined;
  const click = ({ offsetX, offsetY, event }: { offsetX: number; offsetY: number; event: unknown }) => {
    const [, row] = chart.convertFromPixel({ gridIndex: 0 }, [offsetX, offsetY]) as number[];
    const { clientX = 0, clientY = 0 } = event as Partial<MouseEvent>;
    if (row !== undefined && row >= 0) onRow(row, { x: clientX, y: clientY });
  };
  chart.getZr().on('click', click);
  return () => {
    if (!chart.isDisposed()) chart.getZr().off('click', click);
  };
}
