import { lessMotion } from './lessMotion';
import { paletteOf, SERIES_DARK, SERIES_LIGHT } from './palette';

/** ECharts' defaults in the colours and letters of the page. */
export function chartTheme(dark: boolean): object {
  const palette = paletteOf(dark);
  const axis = {
    axisLine: { lineStyle: { color: palette.border } },
    axisTick: { show: false },
    axisLabel: { color: palette.textSecondary, fontSize: 12 },
    splitLine: { lineStyle: { color: palette.borderSoft } },
  };
  return {
    color: dark ? SERIES_DARK : SERIES_LIGHT,
    backgroundColor: 'transparent',
    // Behind a transparent ground the library would take a light page for granted, and edge labels in white.
    darkMode: dark,
    textStyle: { color: palette.text, fontFamily: getComputedStyle(document.documentElement).fontFamily, fontSize: 12 },
    legend: { textStyle: { color: palette.textSecondary } },
    tooltip: {
      backgroundColor: palette.raised,
      borderColor: palette.border,
      textStyle: { color: palette.text, fontSize: 12 },
      extraCssText: 'box-shadow: 0 4px 16px rgb(0 0 0 / 18%);',
    },
    categoryAxis: { ...axis, splitLine: { show: false } },
    valueAxis: { ...axis, axisLine: { show: false } },
    timeAxis: { ...axis, splitLine: { show: false } },
    animationDuration: lessMotion.matches ? 0 : 200,
  };
}
