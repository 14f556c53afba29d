import { useCallback } from 'react';
import { useFormat, useText } from '../../../text';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** Seconds in the unit that a person would say, with one digit after the point at most. */
export function useTimeText(): (seconds: number) => string {
  const t = useText('funnel');
  const format = useFormat();
  return useCallback(
    (seconds) => {
      const short = (n: number) => format.decimal(n, Number.isInteger(n) || n >= 100 ? 0 : 1);
      if (seconds < MINUTE) return t('seconds', { n: short(seconds) });
      if (seconds < HOUR) return t('minutes', { n: short(seconds / MINUTE) });
      return seconds < DAY ? t('hours', { n: short(seconds / HOUR) }) : t('days', { n: short(seconds / DAY) });
    },
    [t, format],
  );
}
