import { useCallback, useMemo } from 'react';
import { useFormat, useText } from '../../text';
import { useLook } from '../../ui/look';
import { paletteOf } from '../../ui/palette';
import type { PortraitColors, PortraitLook } from './portraitChart';
import { useValueTexts } from './valueTexts';
import { tooltipBox } from './views/tooltipBox';

/** Blue and orange stay apart for nearly everyone; the signs beside the numbers say it to the others. */
const OVER_UNDER = { light: { over: '#1f5fbf', under: '#b8560b' }, dark: { over: '#7db0ff', under: '#f2a65a' } } as const;

export function usePortraitLook(): PortraitLook {
  const t = useText('portraits');
  const format = useFormat();
  const dark = useLook((look) => look.dark);
  const { valueName } = useValueTexts();
  const tooltip = useTooltip();
  return useMemo(
    () => ({
      colors: colorsOf(dark),
      share: t('share'),
      baseShare: t('baseShare'),
      tgiAxis: t('tgiAxis'),
      valueName,
      percent: (share: number) => format.percent(share),
      axisPercent: (share: number) => format.percent(share, 0),
      tgi: (tgi: number) => format.decimal(tgi, 0),
      insufficient: (found: number, needed: number) =>
        t('insufficientShort', { found: format.exact(found), needed: format.exact(needed) }),
      tooltip,
    }),
    [t, format, dark, valueName, tooltip],
  );
}

function colorsOf(dark: boolean): PortraitColors {
  const palette = paletteOf(dark);
  return {
    segment: palette.accent,
    base: dark ? '#6b7689' : '#aeb7c6',
    ...OVER_UNDER[dark ? 'dark' : 'light'],
    neutral: palette.textFaint,
    text: palette.text,
    faint: palette.textSecondary,
    line: palette.textFaint,
    panel: palette.panel,
  };
}

/** Every number of a value with its definition. */
function useTooltip(): PortraitLook['tooltip'] {
  const { valueName, lines } = useValueTexts();
  return useCallback(
    (value, tag) => tooltipBox(tag ? `${tag.name}: ${valueName(value)}` : valueName(value), lines(value)),
    [valueName, lines],
  );
}
