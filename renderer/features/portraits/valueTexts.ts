import { useMemo } from 'react';
import type { Insufficient, PortraitValue } from '#shared/model/answers';
import { isInsufficient } from '#shared/model/findings';
import { pText } from '#shared/report/pText';
import { valueName as writeValueName } from '#shared/report/valueName';
import { VERDICT_SIGNS, verdictOf } from '#shared/report/verdict';
import { type Format, type Translate, useFormat, useText } from '../../text';

export interface ValueTexts {
  valueName(value: Pick<PortraitValue, 'value' | 'label' | 'from' | 'to'>): string;
  /** A number in its own way of writing, or why there is none. */
  numberOr<T>(value: T | Insufficient, write: (value: T) => string): string;
  verdict(value: PortraitValue): string;
  /** Name and text of everything that is known about a value. */
  lines(value: PortraitValue): readonly (readonly [string, string])[];
}

/** A portrait's numbers in words, the same in tooltip and table. */
export function useValueTexts(): ValueTexts {
  const t = useText('portraits');
  const common = useText('common');
  const format = useFormat();
  return useMemo(() => makeTexts(t, common, format), [t, common, format]);
}

function makeTexts(t: Translate<'portraits'>, common: Translate<'common'>, format: Format): ValueTexts {
  const numberOr: ValueTexts['numberOr'] = (value, write) =>
    isInsufficient(value)
      ? t('insufficient', { found: format.exact(value.found), needed: format.exact(value.needed) })
      : write(value);
  const percent = (share: number) => format.percent(share, 2);
  const verdict = (value: PortraitValue) => `${VERDICT_SIGNS[verdictOf(value)]} ${t(`verdict.${verdictOf(value)}`)}`;
  const lines = (value: PortraitValue): readonly (readonly [string, string])[] => [
    [t('share'), `${numberOr(value.share, percent)} (n = ${format.exact(value.n)})`],
    [t('baseShare'), `${numberOr(value.baseShare, percent)} (n = ${format.exact(value.baseN)})`],
    [t('tgi'), `${numberOr(value.tgi, (tgi) => format.decimal(tgi, 1))} ${verdict(value)}`],
    [t('interval'), numberOr(value.interval, ([low, high]) => `${format.decimal(low, 1)} – ${format.decimal(high, 1)}`)],
    [t('p'), numberOr(value.p, pText)],
    [t('pAdjusted'), numberOr(value.pAdjusted, pText)],
    ['', t('tgiHelp', { share: numberOr(value.share, percent), baseShare: numberOr(value.baseShare, percent) })],
    ['', t('testHelp')],
  ];
  const words = { yes: common('yes'), no: common('no'), unknown: t('unknown') };
  const valueName: ValueTexts['valueName'] = (value) => writeValueName(value, words, format);
  return { valueName, numberOr, verdict, lines };
}
