import { useMemo } from 'react';
import { useFormat, useText } from '../../text';
import type { TimelineLook } from './timelineChart';
import { useValueWords } from './valueWords';

/** `measure` is the property that is summed by month; empty = events are counted. */
export function useTimelineLook(measure: string): TimelineLook {
  const t = useText('customer');
  const format = useFormat();
  const words = useValueWords();
  return useMemo(
    () => ({
      contact: t('contact'),
      monthly: t('monthly', { name: measure === '' ? t('sumOfCount') : measure }),
      isCount: measure === '',
      number: format.exact,
      shortNumber: format.count,
      value: words,
    }),
    [t, format, words, measure],
  );
}
