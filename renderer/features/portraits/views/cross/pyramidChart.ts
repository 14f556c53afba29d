import type { EChartsCoreOption } from 'echarts/core';
import { isInsufficient } from '#shared/model/findings';
import type { PortraitCross } from '#shared/model/portraitCross';
import { VERDICT_SIGNS, verdictOf } from '#shared/report/verdict';
import type { Mark } from '../../marks';
import type { PortraitLook } from '../../portraitChart';
import { type LevelName, marksByCell, type Pyramid } from './crossCells';

export interface PyramidLook extends PortraitLook {
  readonly segment: string;
  readonly base: string;
  readonly nameOf: LevelName;
}

/** One bucket of the number: its cells on both sides, none where nobody is. */
export interface PyramidRow {
  readonly name: string;
  readonly cells: readonly [left: Mark | undefined, right: Mark | undefined];
}

const ROW_PIXELS = 24;
const MARGIN_PIXELS = 76;
const LEFT = 0;

export function pyramidPixels(rows: readonly PyramidRow[]): number {
  return rows.length * ROW_PIXELS + MARGIN_PIXELS;
}

/** From the smallest bucket, which stands at the foot. */
export function pyramidRows(cross: PortraitCross, { sides, left, right }: Pyramid, nameOf: LevelName): PyramidRow[] {
  const marks = marksByCell(cross, nameOf);
  const across = cross.tags[sides === 0 ? 1 : 0];
  const cell = (side: number, at: number) => (sides === 0 ? marks[side]?.[at] : marks[at]?.[side]);
  return across.levels.map((level, at) => ({ name: nameOf(level), cells: [cell(left, at), cell(right, at)] }));
}

/** Shares of all that are counted, to the left and to the right: the segment filled, the base as outlines. */
export function pyramidChart(
  rows: readonly PyramidRow[],
  sides: readonly [string, string],
  look: PyramidLook,
): EChartsCoreOption {
  const { colors } = look;
  const most = Math.max(
    0.01,
    ...rows.flatMap(({ cells }) => cells.flatMap((cell) => [shareOf(cell, 'share'), shareOf(cell, 'baseShare')])),
  );
  const end = Math.ceil(most * 1.15 * 100) / 100;
  return {
    aria: { enabled: false },
    animation: false,
    legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 8, data: seriesNames(sides, look) },
    tooltip: { trigger: 'item', confine: true, formatter: tooltipOf(rows, sides, look) },
    grid: { left: 8, right: 16, top: 30, bottom: 40, containLabel: true },
    xAxis: {
      type: 'value',
      min: -end,
      max: end,
      name: `← ${sides[0]}        ${sides[1]} →`,
      nameLocation: 'middle',
      nameGap: 24,
      axisLabel: { formatter: (share: number) => look.axisPercent(Math.abs(share)), hideOverlap: true },
    },
    yAxis: { type: 'category', data: rows.map(({ name }) => name), axisLine: { onZero: false } },
    series: ([0, 1] as const).flatMap((side) => [
      {
        ...bars(rows, side, 'share', `${look.segment}: ${sides[side]}`),
        itemStyle: { color: colors.segment },
        label: signLabel(rows, side, look),
      },
      {
        ...bars(rows, side, 'baseShare', `${look.base}: ${sides[side]}`),
        itemStyle: { color: 'transparent', borderColor: colors.text, borderWidth: 1.25 },
        z: 3,
      },
    ]),
  };
}

/** The cell that a click on the chart means. */
export function clickedCell(
  rows: readonly PyramidRow[],
  sides: readonly [string, string],
  look: PyramidLook,
  { seriesName, dataIndex }: { readonly seriesName: string; readonly dataIndex: number },
): Mark | undefined {
  const series = seriesNames(sides, look).indexOf(seriesName);
  return rows[dataIndex]?.cells[series < 2 ? 0 : 1];
}

function seriesNames(sides: readonly [string, string], { segment, base }: PyramidLook): string[] {
  return sides.flatMap((side) => [`${segment}: ${side}`, `${base}: ${side}`]);
}

function bars(rows: readonly PyramidRow[], side: 0 | 1, read: 'share' | 'baseShare', name: string) {
  const sign = side === LEFT ? -1 : 1;
  return {
    type: 'bar',
    name,
    barGap: '-100%',
    barWidth: '70%',
    data: rows.map(({ cells }) => sign * shareOf(cells[side], read)),
  };
}

function shareOf(cell: Mark | undefined, read: 'share' | 'baseShare'): number {
  const share = cell?.value[read];
  return share === undefined || isInsufficient(share) ? 0 : share;
}

function signLabel(rows: readonly PyramidRow[], side: 0 | 1, { colors }: PyramidLook) {
  return {
    show: true,
    position: side === LEFT ? 'left' : 'right',
    fontSize: 10,
    formatter: ({ dataIndex }: { dataIndex: number }) => {
      const cell = rows[dataIndex]?.cells[side];
      const verdict = cell ? verdictOf(cell.value) : 'same';
      return verdict === 'over' || verdict === 'under' ? `{${verdict}|${VERDICT_SIGNS[verdict]}}` : '';
    },
    rich: { over: { color: colors.over, fontSize: 10 }, under: { color: colors.under, fontSize: 10 } },
  };
}

function tooltipOf(rows: readonly PyramidRow[], sides: readonly [string, string], look: PyramidLook) {
  return (at: { readonly seriesName: string; readonly dataIndex: number }): HTMLElement | string => {
    const cell = clickedCell(rows, sides, look, at);
    return cell ? look.tooltip(cell.value) : '';
  };
}
