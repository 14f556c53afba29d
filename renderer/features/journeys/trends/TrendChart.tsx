import { useMemo } from 'react';
import type { TrendAnswer, TrendSpec } from '#shared/model/trend';
import { useFormat, useText } from '../../../text';
import { Chart } from '../../../ui/Chart';
import { useLook } from '../../../ui/look';
import { paletteOf, SERIES_DARK, SERIES_LIGHT } from '../../../ui/palette';
import type { PickedPoint } from './PointMenu';
import { TrendTable } from './TrendTable';
import { periodName, type TrendLine, trendOption } from './trendLines';

interface TrendChartProps {
  readonly answer: TrendAnswer;
  readonly spec: TrendSpec;
  readonly lines: readonly TrendLine[];
  /** Pixels. */
  readonly height: number;
  /** Null: points are read only. */
  readonly onPick: ((picked: PickedPoint) => void) | null;
}

/** The lines, what happened beside them, and the same as a table. */
export function TrendChart({ answer, spec, lines, height, onPick }: TrendChartProps) {
  const t = useText('trends');
  const format = useFormat();
  const dark = useLook((look) => look.dark);
  const { periods, annotations } = answer;
  const option = useMemo(() => {
    const { text, textFaint } = paletteOf(dark);
    const look = { colors: dark ? SERIES_DARK : SERIES_LIGHT, number: format.count, text, faint: textFaint };
    return trendOption(lines, { periods, ...(annotations ? { annotations } : {}) }, look);
  }, [lines, periods, annotations, dark, format]);
  const own = lines.filter(({ kind }) => kind === 'values').map(({ name }) => name);
  const pick = onPick && {
    onSelect: ({ seriesName, dataIndex, x, y }: { seriesName: string; dataIndex: number; x: number; y: number }) => {
      const line = lines.find(({ name, kind }) => kind === 'values' && name === seriesName);
      const period = periods[dataIndex];
      if (line && period) onPick({ name: `${line.name}, ${periodName(period)}`, series: line.series, period: dataIndex, x, y });
    },
  };
  return (
    <Chart
      option={option}
      height={height}
      label={t('chart', { n: periods.length, unit: t(`unit.${spec.unit}`), series: own.join(', ') })}
      table={<TrendTable lines={lines} answer={answer} onPick={onPick} />}
      {...pick}
    />
  );
}
