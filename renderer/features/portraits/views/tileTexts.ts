import { useMemo } from 'react';
import type { PortraitValue } from '#shared/model/answers';
import { isInsufficient } from '#shared/model/findings';
import { VERDICT_SIGNS, verdictOf } from '#shared/report/verdict';
import { useFormat } from '../../../text';
import { useValueTexts } from '../valueTexts';

export interface TileTexts {
  /** The TGI as a tile shows it. */
  number(value: PortraitValue): string;
  /** Every number of the value, line by line. */
  help(value: PortraitValue): string;
  /** The value and what is said of it, for those who do not see the tile. */
  label(value: PortraitValue): string;
}

export function useTileTexts(): TileTexts {
  const format = useFormat();
  const { valueName, lines, numberOr } = useValueTexts();
  return useMemo(() => {
    const number = ({ tgi }: PortraitValue) => (isInsufficient(tgi) ? '–' : format.decimal(tgi, 0));
    return {
      number,
      help: (value) =>
        [valueName(value), ...lines(value).map(([name, text]) => (name === '' ? text : `${name}: ${text}`))].join('\n'),
      label: (value) => `${valueName(value)}: ${VERDICT_SIGNS[verdictOf(value)]} ${numberOr(value.tgi, () => number(value))}`,
    };
  }, [format, valueName, lines, numberOr]);
}
