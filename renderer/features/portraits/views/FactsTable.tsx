import type { ReactNode } from 'react';
import type { PortraitGroup, PortraitTag } from '#shared/model/answers';
import { isInsufficient } from '#shared/model/findings';
import { useFormat, useText } from '../../../text';
import { quantileOf } from './bucketScale';
import { useNumberWords } from './numberWords';

const COLUMNS = ['n', 'mean', 'median', 'p90', 'sd'] as const;

interface FactsTableProps {
  readonly tag: PortraitTag;
  readonly label: string;
  readonly groups: readonly { readonly key: string; readonly name: ReactNode; readonly group: PortraitGroup }[];
}

/** How many customers each group has of a number, their mean, median, 90% and deviation. */
export function FactsTable({ tag, label, groups }: FactsTableProps) {
  const t = useText('portraitViews');
  const cells = useCells(tag);
  return (
    <table aria-label={label}>
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
        {groups.map(({ key, name, group }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            {cells(group).map((cell, index) => (
              <td key={COLUMNS[index]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Of some groups, such as the rest, no quantiles are known. */
function useCells(tag: PortraitTag): (group: PortraitGroup) => string[] {
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
