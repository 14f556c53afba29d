import type { EChartsCoreOption } from 'echarts/core';
import { radarRings } from '#shared/report/tgiScale';
import { VERDICT_SIGNS } from '#shared/report/verdict';
import type { Finding } from '../portraitValues';
import type { QuadrantLook } from './quadrantChart';

export interface RadarLook extends QuadrantLook {
  readonly segment: string;
  readonly base: string;
}

const RING_OPACITY = 0.35;

/** TGI of a few values, the segment against the ring of 100 that is the base. */
export function radarChart(findings: readonly Finding[], look: RadarLook): EChartsCoreOption {
  const { colors } = look;
  const { step, rings } = radarRings(findings);
  const line = (name: string, color: string, value: readonly number[], type: 'solid' | 'dashed', area: number) => ({
    name,
    value,
    symbol: type === 'solid' ? 'circle' : 'none',
    symbolSize: 5,
    itemStyle: { color },
    lineStyle: { color, width: 2, type },
    areaStyle: { color, opacity: area },
  });
  return {
    aria: { enabled: false },
    animation: false,
    legend: { top: 0, left: 0, data: [look.segment, look.base] },
    tooltip: { trigger: 'item', confine: true },
    radar: {
      center: ['50%', '55%'],
      radius: '62%',
      splitNumber: rings,
      triggerEvent: true,
      axisName: { color: colors.text, fontSize: 11, width: 150, overflow: 'break' },
      splitArea: { show: false },
      splitLine: { lineStyle: { color: colors.line, opacity: RING_OPACITY } },
      axisLine: { lineStyle: { color: colors.line, opacity: RING_OPACITY } },
      indicator: findings.map((finding) => ({ name: spokeName(finding, look), min: 0, max: rings * step })),
    },
    series: [
      {
        type: 'radar',
        data: [
          line(
            look.segment,
            colors.segment,
            findings.map(({ tgi }) => tgi),
            'solid',
            0.15,
          ),
          line(
            look.base,
            colors.text,
            findings.map(() => 100),
            'dashed',
            0,
          ),
        ],
      },
    ],
  };
}

export function spokeName(finding: Finding, look: RadarLook): string {
  return `${look.findingName(finding)}\n${VERDICT_SIGNS[finding.verdict]} ${look.tgi(finding.tgi)}`;
}
