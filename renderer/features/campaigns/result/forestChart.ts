import type { EChartsCoreOption } from 'echarts/core';
import type { ExperimentRow } from '#shared/model/experiment';
import type { Interval } from '#shared/model/experimentNumbers';
import { isInsufficient } from '#shared/model/findings';
import type { Palette } from '../../../ui/palette';

/** An estimate with its interval; null where there is too little data. */
export interface ForestLine {
  readonly name: string;
  readonly estimate: number | null;
  readonly interval: Interval | null;
  /** Before it was pulled to the mean. */
  readonly raw?: number;
  readonly tone: '' | 'up' | 'down';
  /** The numbers in words. */
  readonly text: string;
}

const ROW_PIXELS = 30;
const AXIS_PIXELS = 52;

export function forestHeight(lines: number): number {
  return lines * ROW_PIXELS + AXIS_PIXELS;
}

export function forestLines(
  rows: readonly ExperimentRow[],
  scale: 'lift' | 'difference',
  tone: (row: ExperimentRow) => ForestLine['tone'],
  say: { readonly name: (row: ExperimentRow) => string; readonly text: (row: ExperimentRow) => string },
): ForestLine[] {
  return rows.map((row) => {
    const of = scale === 'lift' ? row.relative : row.difference;
    const isFew = isInsufficient(of);
    return {
      name: say.name(row),
      estimate: isFew ? null : of.estimate,
      interval: isFew || isInsufficient(of.interval) ? null : of.interval,
      tone: tone(row),
      text: say.text(row),
    };
  });
}

interface ForestLook {
  readonly palette: Palette;
  readonly write: (value: number) => string;
  /** Of all lines. */
  readonly mean?: number;
}

/** A line per row: a mark at the estimate, a bar over its interval, and a rule at no difference. Too little data is written out. What was pulled to the mean has a hollow mark where it was. */
export function forestChart(lines: readonly ForestLine[], { palette, write, mean }: ForestLook): EChartsCoreOption {
  const color = ({ tone }: ForestLine) => ({ up: palette.positive, down: palette.negative, '': palette.textSecondary })[tone];
  const [low, high] = forestEnds(lines);
  const place = (at: number) => lines.length - 1 - at;
  return {
    animation: false,
    grid: { left: 8, right: 8, top: 8, bottom: 8, containLabel: true },
    tooltip: {
      trigger: 'item',
      confine: true,
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const line = lines[dataIndex];
        return line ? `${escaped(line.name)}<br>${escaped(line.text)}` : '';
      },
    },
    xAxis: {
      type: 'value',
      axisLabel: { formatter: write, hideOverlap: true, showMinLabel: false, showMaxLabel: false },
      min: low,
      max: high,
    },
    yAxis: [
      {
        type: 'category',
        data: lines.map(({ name }) => name).toReversed(),
        axisLabel: { width: 220, overflow: 'truncate' },
      },
      {
        type: 'category',
        position: 'right',
        data: lines.map(({ text }) => text).toReversed(),
        axisLine: { show: false },
        axisLabel: { width: 236, overflow: 'truncate' },
      },
    ],
    series: [
      {
        type: 'custom',
        silent: true,
        renderItem: drawInterval(lines.map(color), palette),
        encode: { x: [1, 2], y: 0 },
        clip: true,
        data: lines.map(({ interval }, at) => {
          const [from, to] = interval ?? [Number.NaN, Number.NaN];
          return [place(at), Math.max(low, from), Math.min(high, to), Number(from < low), Number(to > high)];
        }),
      },
      {
        type: 'scatter',
        symbolSize: 11,
        data: lines.map((line, at) => ({
          value: [line.estimate ?? '-', place(at)],
          symbol: SYMBOLS[line.tone],
          itemStyle: { color: color(line) },
        })),
        markLine: rules(palette, mean),
      },
      ...rawMarks(lines, place, palette),
    ],
  };
}

/** At no difference, and at the mean where there is one. */
function rules({ textFaint }: Palette, mean: number | undefined) {
  return {
    silent: true,
    symbol: 'none',
    // Shares differ behind the second place, to which marks are rounded otherwise.
    precision: 10,
    label: { show: false },
    lineStyle: { color: textFaint, type: 'dashed' },
    data: [{ xAxis: 0 }, ...(mean === undefined ? [] : [{ xAxis: mean, lineStyle: { type: 'solid' } }])],
  };
}

function rawMarks(lines: readonly ForestLine[], place: (at: number) => number, palette: Palette) {
  const data = lines.flatMap(({ raw }, at) => (raw === undefined ? [] : [[raw, place(at)]]));
  const itemStyle = { color: 'transparent', borderColor: palette.textSecondary, borderWidth: 1.5 };
  return data.length === 0 ? [] : [{ type: 'scatter', silent: true, symbol: 'circle', symbolSize: 11, itemStyle, data }];
}

/** Told apart without colour. */
const SYMBOLS = { up: 'triangle', down: 'diamond', '': 'circle' };

/** An axis is so many times as long as what is nearest to none, or the farthest estimate: longer intervals go on beyond it. */
const ROOM = 1.2;
const LEAST_TIMES = 3;

/** Where the axis ends, so that one wide interval does not press all others to a point. 0 is always on it. */
export function forestEnds(lines: readonly ForestLine[]): Interval {
  const known = lines.flatMap(({ interval }) => (interval ? [interval] : []));
  const far = ([low, high]: Interval) => Math.max(Math.abs(low), Math.abs(high));
  const nearest = Math.min(...known.map(far));
  const estimates = lines.flatMap(({ estimate }) => (estimate === null ? [] : [Math.abs(estimate)]));
  const raws = lines.flatMap(({ raw }) => raw ?? []);
  const most = Math.max(...estimates, ...raws.map(Math.abs), Number.isFinite(nearest) ? LEAST_TIMES * nearest : 0);
  if (!(most > 0)) return [-1, 1];
  const values = [0, ...raws, ...known.flat(), ...lines.flatMap(({ estimate }) => estimate ?? [])];
  const [low, high] = [Math.max(-most, Math.min(...values)), Math.min(most, Math.max(...values))];
  return [low * ROOM, high * ROOM];
}

interface DrawApi {
  readonly value: (at: number) => number;
  readonly coord: (point: readonly [number, number]) => [number, number];
}

function drawInterval(colors: readonly string[], palette: Palette) {
  return ({ dataIndex }: { dataIndex: number }, { value, coord }: DrawApi) => {
    const [low, high] = [value(1), value(2)];
    // Beside the axis altogether, or too little data.
    if (!(low <= high)) return null;
    const [left, y] = coord([low, value(0)]);
    const [right] = coord([high, value(0)]);
    const style = { stroke: colors[dataIndex] ?? palette.text, lineWidth: 2 };
    const line = (x1: number, y1: number, x2: number, y2: number) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style });
    // A bar across where the interval ends, and a tip where it goes on beyond the axis.
    const end = (x: number, tip: number) => [line(x, y, x - tip, y - END_PIXELS), line(x, y, x - tip, y + END_PIXELS)];
    return {
      type: 'group',
      children: [
        line(left, y, right, y),
        ...end(left, value(3) === 1 ? -END_PIXELS : 0),
        ...end(right, value(4) === 1 ? END_PIXELS : 0),
      ],
    };
  };
}

const END_PIXELS = 5;

/** As text of a tooltip, which is HTML. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
