import { useMemo } from 'react';
import type { PortraitNumber, PortraitTag } from '#shared/model/answers';
import { useFormat, useText } from '../../../text';
import { usePortraitLook } from '../portraitLook';
import { quantileOf } from './bucketScale';
import { type NumberLook, QUANTILES_SHOWN } from './numberChart';
import { useNumberWords } from './numberWords';
import { tooltipBox } from './tooltipBox';

/** What the picture of a distribution takes from the page. */
export function useNumberLook(tag: PortraitTag, number: PortraitNumber): NumberLook {
  const t = useText('portraitViews');
  const format = useFormat();
  const words = useNumberWords(tag);
  const look = usePortraitLook();
  return useMemo(
    () => ({
      ...look,
      segment: t('segment'),
      base: t('base'),
      edge: (edge: number | string) => (typeof edge === 'number' ? format.count(edge) : edge),
      boxTooltip: (group: 'segment' | 'base') => {
        const { mean } = number[group];
        return tooltipBox(t(group), [
          ['n', format.exact(number[group].n)],
          ...QUANTILES_SHOWN.map((percent): [string, string] => {
            const value = quantileOf(number[group], percent);
            return [t(`quantile.${percent}`), value === undefined ? '–' : words.value(value)];
          }),
          [t('mean'), typeof mean === 'number' ? words.value(mean) : '–'],
        ]);
      },
    }),
    [look, t, format, words, number],
  );
}
