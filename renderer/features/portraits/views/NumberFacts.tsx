import type { PortraitGroup, PortraitNumber, PortraitTag } from '#shared/model/answers';
import { isInsufficient } from '#shared/model/findings';
import { pText } from '#shared/report/pText';
import { useFormat, useText } from '../../../text';
import { useValueTexts } from '../valueTexts';
import { quantileOf } from './bucketScale';
import { useNumberWords } from './numberWords';

const COLUMNS = ['n', 'mean', 'median', 'p90', 'sd'] as const;

/** The numbers behind a distribution: of segment, base and rest, and how far the means are apart. */
export function NumberFacts({ tag, number }: { readonly tag: PortraitTag; readonly number: PortraitNumber }) {
  const t = useText('portraitViews');
  const cells = useCells(tag);
  return (
    <div className="por-facts">
      <table aria-label={t('facts', { name: tag.name })}>
        <thead>
          <tr>
            <td />
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(['segment', 'base', 'rest'] as const).map((group) => (
            <tr key={group}>
              <th scope="row">{t(group)}</th>
              {cells(number[group], group !== 'rest').map((cell, index) => (
                <td key={COLUMNS[index]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <DifferenceLine tag={tag} number={number} />
    </div>
  );
}

/** Of the rest no quantiles are known. */
function useCells(tag: PortraitTag): (group: PortraitGroup, hasQuantiles: boolean) => string[] {
  const format = useFormat();
  const { numberOr } = useValueTexts();
  const words = useNumberWords(tag);
  const short = (value: PortraitGroup['mean'], write: (x: number) => string) =>
    isInsufficient(value) ? '–' : numberOr(value, write);
  return (group, hasQuantiles) => {
    const at = (percent: number) => {
      const value = hasQuantiles ? quantileOf(group, percent) : undefined;
      return value === undefined ? '–' : words.value(value);
    };
    return [format.exact(group.n), short(group.mean, words.value), at(50), at(90), short(group.sd, words.distance)];
  };
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
