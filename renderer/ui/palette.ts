/** The colours of one theme; CSS reads them as `--hx-…`, antd and ECharts as values. */
export interface Palette {
  readonly background: string;
  readonly panel: string;
  readonly raised: string;
  readonly border: string;
  readonly borderSoft: string;
  readonly text: string;
  readonly textSecondary: string;
  readonly textFaint: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly hover: string;
  readonly positive: string;
  readonly negative: string;
  readonly warning: string;
}

const light: Palette = {
  background: '#f6f7f9',
  panel: '#ffffff',
  raised: '#ffffff',
  border: '#e1e4ea',
  borderSoft: '#eceef2',
  text: '#1b2130',
  textSecondary: '#555e70',
  textFaint: '#5f687a',
  accent: '#2456d6',
  accentSoft: '#eaf0fe',
  hover: '#f0f2f6',
  positive: '#187a4a',
  negative: '#c0352b',
  warning: '#9a6200',
};

const dark: Palette = {
  background: '#0f1218',
  panel: '#161a22',
  raised: '#1d222c',
  border: '#2b313d',
  borderSoft: '#222833',
  text: '#e6e9ef',
  textSecondary: '#a9b1c0',
  textFaint: '#8a93a5',
  accent: '#7098ff',
  accentSoft: '#1d2a4a',
  hover: '#20262f',
  positive: '#4cc38a',
  negative: '#ff7b70',
  warning: '#e5ac4d',
};

/** Told apart by hue and lightness, also by most people with colour vision deficiency; the first two are segment and base. */
export const SERIES_LIGHT = ['#2456d6', '#9aa5b8', '#0f8b8d', '#c7791b', '#8a4fbf', '#5c7f2a', '#b8436b', '#4a5f86'];
export const SERIES_DARK = ['#7098ff', '#6b7689', '#3fc0bf', '#e5ac4d', '#b98be8', '#9cc05a', '#ef86a8', '#8ea6d2'];

export function paletteOf(isDark: boolean): Palette {
  return isDark ? dark : light;
}
