import { Checkbox, Select, Table, type TableColumnsType } from 'antd';
import { useMemo, useState } from 'react';
import type { PortraitComparison } from '#shared/model/answers';
import { valueKey } from '#shared/model/valuesBeside';
import { pText } from '#shared/report/pText';
import { useFormat, useText } from '../../../text';
import { CopyButton } from '../../../ui/CopyButton';
import { letterOf } from '../../../ui/sides';
import { useValueTexts } from '../valueTexts';
import { numberWords } from '../views/numberWords';
import { type DifferenceRow, differenceRows, isFound } from './differenceRows';

/** Two of the segments against each other: every share and every mean, how far apart and how sure. */
export function Differences({ comparison }: { readonly comparison: PortraitComparison }) {
  const t = useText('portraitComparison');
  const [place, setPlace] = useState(0);
  const [onlyFound, setOnlyFound] = useState(true);
  const { segments, pairs } = comparison;
  const pair = pairs[place] ?? pairs[0];
  const rows = useMemo(() => differenceRows(pair, onlyFound), [pair, onlyFound]);
  const columns = useColumns([letterOf(pair?.first ?? 0), letterOf(pair?.second ?? 1)]);
  const nameOf = (at: number) => `${letterOf(at)} ${segments[at]?.name ?? ''}`;
  const tsv = () => [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ text }) => text(row)))];
  return (
    <>
      <div className="por-bar">
        <span className="por-picker">
          <span className="hx-secondary">{t('pair')}</span>
          <Select
            aria-label={t('pair')}
            className="por-pair"
            value={place}
            onChange={setPlace}
            options={pairs.map(({ first, second }, value) => ({
              value,
              label: t('pairName', { first: nameOf(first), second: nameOf(second) }),
            }))}
            data-testid="compare-pair"
          />
        </span>
        <Checkbox checked={onlyFound} onChange={({ target }) => setOnlyFound(target.checked)} data-testid="compare-only-found">
          {t('onlyFound')}
        </Checkbox>
        <CopyButton
          label={t('copy')}
          text={() =>
            tsv()
              .map((cells) => cells.join('\t'))
              .join('\n')
          }
          testId="compare-copy"
        />
      </div>
      <Table<DifferenceRow>
        size="small"
        className="por-table"
        rowKey={({ tag, value }) => `${tag.tag}\n${value === null ? '' : valueKey(value)}`}
        columns={columns.map(({ title, key, align, text }): TableColumnsType<DifferenceRow>[number] => ({
          title,
          key,
          align,
          render: (_, row) => <span className={key === 'difference' ? classOf(row) : undefined}>{text(row)}</span>,
        }))}
        dataSource={rows}
        pagination={{ defaultPageSize: 50, hideOnSinglePage: true }}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: t('noneOfPair') }}
        data-testid="compare-differences"
      />
    </>
  );
}

interface Column {
  readonly key: string;
  readonly title: string;
  readonly align: 'left' | 'right';
  readonly text: (row: DifferenceRow) => string;
}

function useColumns([first, second]: readonly [string, string]): Column[] {
  const t = useText('portraitComparison');
  const portraits = useText('portraits');
  const format = useFormat();
  const { valueName } = useValueTexts();
  return useMemo(() => {
    const wordsOf = ({ tag }: DifferenceRow) => numberWords(tag.type === 'date', format);
    const or = (x: number | null, write: (x: number) => string) => (x === null ? '–' : write(x));
    const amount = (row: DifferenceRow, x: number | null) =>
      or(x, row.value === null ? wordsOf(row).value : (share) => format.percent(share, 2));
    const distance = (row: DifferenceRow) =>
      row.value === null ? wordsOf(row).distance : (x: number) => format.decimal(x * 100, 2);
    return [
      { key: 'tag', title: portraits('tag'), align: 'left', text: ({ tag }) => tag.name },
      { key: 'value', title: portraits('value'), align: 'left', text: ({ value }) => (value ? valueName(value) : t('mean')) },
      { key: 'first', title: first, align: 'right', text: (row) => amount(row, row.first) },
      { key: 'second', title: second, align: 'right', text: (row) => amount(row, row.second) },
      {
        key: 'difference',
        title: t('difference'),
        align: 'right',
        text: (row) => {
          const size = or(row.estimate, distance(row));
          const unit = row.value === null || row.estimate === null ? size : t('points', { n: size });
          return `${signOf(row)} ${unit}`;
        },
      },
      {
        key: 'interval',
        title: portraits('interval'),
        align: 'right',
        text: (row) => (row.interval ? row.interval.map(distance(row)).join(' – ') : '–'),
      },
      { key: 'p', title: portraits('pAdjusted'), align: 'right', text: ({ pAdjusted }) => or(pAdjusted, pText) },
    ];
  }, [first, second, t, portraits, format, valueName]);
}

function signOf(row: DifferenceRow): string {
  if (row.estimate === null) return '–';
  if (!isFound(row)) return '≈';
  return row.estimate > 0 ? '▲' : '▼';
}

function classOf(row: DifferenceRow): string {
  if (!isFound(row)) return 'por-same';
  return (row.estimate ?? 0) > 0 ? 'por-over' : 'por-under';
}
