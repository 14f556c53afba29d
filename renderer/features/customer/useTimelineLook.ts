import { useMemo } from 'react';
import { useFormat, useText } from '../../text';
import { useLook } from '../../ui/look';
import { paletteOf } from '../../ui/palette';
import type { TimelineLook } from './timelineChart';
import { useValueWords } from './valueWords';

/** `measure` is the property that is summed by month; empty = events are counted. */
export function useTimelineLook(measure: string): TimelineLook {
  const t = useText('customer');
  const format = useFormat();
  const words = useValueWords();
  const dark = useLook((look) => look.dark);
  return useMemo(
    () => ({
      contact: t('contact'),
      monthly: t('monthly', { name: measure === '' ? t('sumOfCount') : measure }),
      isCount: measure === '',
      number: format.exact,
      shortNumber: format.count,
      value: words,
      holding: (value: number, isShare: boolean) =>
        isShare ? t('ofLargest', { share: format.percent(value, 0) }) : format.exact(value),
      line: paletteOf(dark).borderSoft,
    }),
    [t, format, words, measure, dark],
  );
}
