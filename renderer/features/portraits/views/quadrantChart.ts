import type { EChartsCoreOption } from 'echarts/core';
import { LOWEST_TGI, tgiEnds } from '#shared/report/tgiScale';
import { findingKey, leadersOf } from '#shared/report/valueFindings';
import type { PortraitLook } from '../portraitChart';
import type { Finding } from '../portraitValues';

export interface QuadrantLook extends PortraitLook {
  readonly findingName: (finding: Finding) => string;
  /** Of the share, with what the dashed line is. */
  readonly shareAxis: string;
  readonly verdict: (verdict: Finding['verdict']) => string;
}

const VERDICTS = ['same', 'under', 'over'] as const;
const SHAPES = {
  over: { symbol: 'triangle', symbolSize: 9 },
  under: { symbol: 'triangle', symbolRotate: 180, symbolSize: 9 },
  same: { symbol: 'emptyCircle', symbolSize: 5 },
} as const;
/** Shares whose names would not fit to the right of the point. */
const LABEL_LEFT_FROM = 0.7;

/** Share in the segment across, TGI up on a logarithmic axis: what is common and over-indexed is on the upper right. */
export function quadrantChart(findings: readonly Finding[], look: QuadrantLook): EChartsCoreOption {
  const leaders = new Set(leadersOf(findings).map(findingKey));
  const { colors } = look;
  return {
    aria: { enabled: false },
    animation: false,
    legend: { top: 0, left: 0, itemWidth: 9, itemHeight: 9, data: VERDICTS.toReversed().map(look.verdict) },
    tooltip: { trigger: 'item', confine: true, formatter: tooltipOf(findings, look) },
    grid: { left: 56, right: 24, top: 34, bottom: 44 },
    xAxis: {
      type: 'value',
      min: 0,
      name: look.shareAxis,
      nameLocation: 'middle',
      nameGap: 26,
      axisLabel: { formatter: look.axisPercent },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'log',
      ...tgiEnds(findings),
      name: look.tgiAxis,
      nameLocation: 'middle',
      nameGap: 36,
      splitLine: { show: false },
    },
    series: VERDICTS.map((verdict) => ({
      type: 'scatter',
      name: look.verdict(verdict),
      ...SHAPES[verdict],
      itemStyle: {
        color: { over: colors.over, under: colors.under, same: colors.neutral }[verdict],
        opacity: verdict === 'same' ? 0.6 : 0.9,
      },
      labelLayout: { hideOverlap: true, moveOverlap: 'shiftY' },
      data: ofVerdict(findings, verdict).map((finding) => point(finding, leaders.has(findingKey(finding)), look)),
      ...(verdict === 'over' ? { markLine: axes(findings, look) } : {}),
    })),
  };
}

/** What a click on the chart means. */
export function clickedFinding(
  findings: readonly Finding[],
  { seriesName, dataIndex }: { readonly seriesName: string; readonly dataIndex: number },
  { verdict }: Pick<QuadrantLook, 'verdict'>,
): Finding | undefined {
  const series = VERDICTS.find((each) => verdict(each) === seriesName);
  return series && ofVerdict(findings, series)[dataIndex];
}

function ofVerdict(findings: readonly Finding[], verdict: Finding['verdict']): Finding[] {
  return findings.filter((finding) => finding.verdict === verdict);
}

function point(finding: Finding, isLeader: boolean, look: QuadrantLook) {
  const { share, tgi } = finding;
  const value = [share, Math.max(LOWEST_TGI, tgi)];
  if (!isLeader) return { value };
  const formatter = look.findingName(finding);
  const { text: color, panel } = look.colors;
  const position = share > LABEL_LEFT_FROM ? 'left' : 'right';
  return {
    value,
    label: { show: true, position, fontSize: 11, color, textBorderColor: panel, textBorderWidth: 3, formatter },
  };
}

/** The lines of the quadrants: as in the base, and as common as the middle value. */
function axes(findings: readonly Finding[], { colors }: QuadrantLook) {
  const shares = findings.map(({ share }) => share).sort((a, b) => a - b);
  const middle = shares[shares.length >> 1] ?? 0;
  return {
    silent: true,
    symbol: 'none',
    label: { color: colors.faint, fontSize: 10 },
    lineStyle: { color: colors.line, type: 'dashed', width: 1 },
    data: [
      { yAxis: 100, label: { formatter: '100', position: 'insideEndTop' } },
      { xAxis: middle, label: { show: false } },
    ],
  };
}

function tooltipOf(findings: readonly Finding[], look: QuadrantLook) {
  return (at: { readonly seriesName: string; readonly dataIndex: number }): HTMLElement | string => {
    const finding = clickedFinding(findings, at, look);
    return finding ? look.tooltip(finding.value, finding.tag) : '';
  };
}
