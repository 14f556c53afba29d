import type { PortraitGroup } from '#shared/model/answers';
import { isInsufficient } from '#shared/model/findings';
import { useFormat, useText } from '../../../text';
import { quantileOf } from '../views/bucketScale';
import { useNumberWords } from '../views/numberWords';
import { type ComparedTagProps, groupsOf } from './compared';
import { SegmentName } from './SegmentName';

const COLUMNS = ['n', 'mean', 'median', 'p90', 'sd'] as const;

/** Mean and quantiles of a number in each segment and in the base. */
export function CompareFacts({ compared: { tag, ofEach }, segments }: ComparedTagProps) {
  const t = useText('portraitViews');
  const texts = useText('portraitComparison');
  const cells = useCells(tag);
  return (
    <div className="por-facts">
      <table aria-label={texts('facts', { name: tag.name })}>
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
          {groupsOf(ofEach).map((group, place) => (
            <tr key={segments[place]?.id ?? ''}>
              <th scope="row">{segments[place] ? <SegmentName segments={segments} place={place} /> : texts('base')}</th>
              {cells(group).map((cell, index) => (
                <td key={COLUMNS[index]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function useCells(tag: ComparedTagProps['compared']['tag']): (group: PortraitGroup) => string[] {
  const format = useFormat();
  const words = useNumberWords(tag);
  const known = (value: PortraitGroup['mean'], write: (x: number) => string) => (isInsufficient(value) ? '–' : write(value));
  return (group) => {
    const at = (percent: number) => {
      const value = quantileOf(group, percent);
      return value === undefined ? '–' : words.value(value);
    };
    return [format.exact(group.n), known(group.mean, words.value), at(50), at(90), known(group.sd, words.distance)];
  };
}
