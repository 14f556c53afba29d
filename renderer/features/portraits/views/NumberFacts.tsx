import type { PortraitNumber, PortraitTag } from '#shared/model/answers';
import { isInsufficient } from '#shared/model/findings';
import { pText } from '#shared/report/pText';
import { useFormat, useText } from '../../../text';
import { useValueTexts } from '../valueTexts';
import { FactsTable } from './FactsTable';
import { useNumberWords } from './numberWords';

const GROUPS = ['segment', 'base', 'rest'] as const;

/** The numbers behind a distribution: of segment, base and rest, and how far the means are apart. */
export function NumberFacts({ tag, number }: { readonly tag: PortraitTag; readonly number: PortraitNumber }) {
  const t = useText('portraitViews');
  return (
    <div className="por-facts">
      <FactsTable
        tag={tag}
        label={t('facts', { name: tag.name })}
        groups={GROUPS.map((group) => ({ key: group, name: t(group), group: number[group] }))}
      />
      <DifferenceLine tag={tag} number={number} />
    </div>
  );
}

function DifferenceLine({ tag, number }: { readonly tag: PortraitTag; readonly number: PortraitNumber }) {
  const t = useText('portraitViews');
  const format = useFormat();
  const { numberOr } = useValueTexts();
  const words = useNumberWords(tag);
  const { segment, rest, base, index, welch, effect } = number;
  // Where the base lies within the segment nobody is left to be the rest, and the test is against the base.
  const other = rest.n > 0 ? rest.mean : base.mean;
  if (isInsufficient(welch) || isInsufficient(segment.mean) || isInsufficient(other)) {
    return <p className="hx-faint">{isInsufficient(welch) ? numberOr(welch, () => '') : null}</p>;
  }
  const [low, high] = welch.interval;
  const distance = t('difference', {
    difference: words.distance(segment.mean - other),
    low: words.distance(low),
    high: words.distance(high),
  });
  return (
    <p className="hx-tabular">
      {tag.type === 'number' && !isInsufficient(index) && <span>{t('index', { index: format.decimal(index, 1) })}</span>}
      <span>{tag.type === 'date' ? `${distance} ${t('days')}` : distance}</span>
      <span>{t('welch', { p: pText(welch.p) })}</span>
      {!isInsufficient(effect) && <span>d = {format.decimal(effect.d, 2)}</span>}
    </p>
  );
}
