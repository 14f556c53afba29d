import { type ThemeConfig, theme } from 'antd';
import { paletteOf } from '../ui/palette';

const LIVELY = { motionDurationMid: '0.12s', motionDurationSlow: '0.16s' };
/** Not `motion: false`: popups are put in their place by the motion, and some would stay outside of the window. */
const STILL = { motionDurationFast: '0.001s', motionDurationMid: '0.001s', motionDurationSlow: '0.001s' };

const LIGHT_GROUNDS = {
  colorWarningBg: '#fdf5e3',
  colorWarningBorder: '#e8d3a2',
  colorSuccessBg: '#eaf6ef',
  colorSuccessBorder: '#a9d5bc',
};

/** antd in our palette: quiet surfaces, one accent, 13 px letters, 30 px controls; `still`: nothing slides or fades. */
export function antdTheme(dark: boolean, still: boolean): ThemeConfig {
  const palette = paletteOf(dark);
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    hashed: false,
    token: {
      colorPrimary: palette.accent,
      colorInfo: palette.accent,
      colorLink: palette.accent,
      // The dark algorithm would dim a link under the pointer until it cannot be read.
      ...(dark ? { colorLinkHover: '#93b1ff', colorLinkActive: palette.accent } : {}),
      colorSuccess: palette.positive,
      colorError: palette.negative,
      colorWarning: palette.warning,
      // The algorithm makes dull grounds of so dark colours.
      ...(dark ? {} : LIGHT_GROUNDS),
      colorBgLayout: palette.background,
      colorBgContainer: palette.panel,
      colorBgElevated: palette.raised,
      colorBorder: palette.border,
      colorBorderSecondary: palette.borderSoft,
      colorText: palette.text,
      colorTextSecondary: palette.textSecondary,
      colorTextTertiary: palette.textFaint,
      colorTextDescription: palette.textSecondary,
      colorTextPlaceholder: palette.textFaint,
      fontFamily: 'var(--hx-font)',
      fontSize: 13,
      controlHeight: 30,
      borderRadius: 6,
      ...(still ? STILL : LIVELY),
      wireframe: false,
    },
    components: {
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        fontWeight: 500,
        // The light algorithm would make a button under the pointer too pale to be read.
        ...(dark ? { primaryColor: '#0b1020' } : { defaultHoverColor: palette.accent }),
      },
      Table: { headerBg: palette.background, cellPaddingBlockSM: 6, headerSplitColor: 'transparent' },
      Tabs: { horizontalItemPadding: '8px 0', horizontalItemGutter: 24, titleFontSize: 13 },
      Segmented: { itemSelectedBg: dark ? '#363e4d' : palette.raised, trackBg: dark ? '#12161d' : palette.hover },
      Alert: { withDescriptionPadding: '10px 14px', withDescriptionIconSize: 18 },
      Modal: { titleFontSize: 15 },
      // A ring that can be seen where nothing is chosen yet.
      Radio: { colorBorder: palette.textFaint },
      Checkbox: { colorBorder: palette.textFaint },
      Tooltip: { colorBgSpotlight: dark ? '#2b3240' : '#222a3a' },
    },
  };
}
