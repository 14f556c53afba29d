import type { PortraitAnswer } from '#shared/model/answers';
import { useText } from '../../text';
import { CopyButton } from '../../ui/CopyButton';
import { portraitTsv, type TsvColumn } from './portraitTsv';
import { tableRows } from './portraitValues';
import { useValueTexts } from './valueTexts';

/** The whole portrait for a spreadsheet. */
export function CopyTable({ answer }: { readonly answer: PortraitAnswer }) {
  const t = useText('portraits');
  const { valueName, numberOr } = useValueTexts();
  const heading = (column: TsvColumn) => {
    if (column === 'setByRule') return t('isSetByRule');
    if (column === 'repeats') return t('saysTheSameAs');
    return column === 'low' || column === 'high' ? `${t('interval')} ${t(column)}` : t(column);
  };
  const text = () =>
    portraitTsv(tableRows(answer), {
      heading,
      valueName,
      verdict: (verdict) => t(`verdict.${verdict}`),
      setByRule: (isSet) => (isSet ? t('isSetByRule') : ''),
      insufficient: (value) => numberOr(value, String),
    });
  return <CopyButton label={t('copyTable')} text={text} testId="portrait-copy" />;
}
