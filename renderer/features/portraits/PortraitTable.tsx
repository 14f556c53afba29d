import { Button, Table, type TableColumnsType } from 'antd';
import { useMemo } from 'react';
import type { Insufficient } from '#shared/model/answers';
import { isInsufficient } from '#shared/model/findings';
import { valueKey } from '#shared/model/valuesBeside';
import { pText } from '#shared/report/pText';
import { verdictOf } from '#shared/report/verdict';
import { useFormat, useText } from '../../text';
import { pickMark } from './marks';
import type { PortraitTableRow } from './portraitValues';
import { useValueTexts } from './valueTexts';

interface PortraitTableProps {
  readonly rows: readonly PortraitTableRow[];
  /** Names the tag in every row: for a table of the whole portrait. */
  readonly withTag?: boolean;
}

/** All numbers; exact values on hover and in the copied table. */
export function PortraitTable({ rows, withTag = false }: PortraitTableProps) {
  const columns = useColumns(withTag);
  return (
    <Table<PortraitTableRow>
      size="small"
      className="por-table"
      rowKey={({ tag, value }) => `${tag.tag}\n${valueKey(value)}`}
      columns={columns}
      dataSource={[...rows]}
      pagination={withTag ? { defaultPageSize: 50, hideOnSinglePage: true } : false}
      scroll={{ x: 'max-content' }}
      rowClassName={({ value }) => `por-row-${verdictOf(value)}`}
      data-testid="portrait-table"
    />
  );
}

function useColumns(withTag: boolean): TableColumnsType<PortraitTableRow> {
  const t = useText('portraits');
  const format = useFormat();
  const texts = useValueTexts();
  return useMemo(() => {
    const tag: TableColumnsType<PortraitTableRow> = withTag
      ? [
          {
            title: t('tag'),
            key: 'tag',
            render: (_, { tag, repeats }) => {
              const name = repeats === undefined ? tag.name : t('nameSaysTheSame', { name: tag.name, other: repeats });
              return tag.setByRule ? t('nameSetByRule', { name }) : name;
            },
          },
        ]
      : [];
    const number = <T,>(
      key: 'n' | 'share' | 'baseN' | 'baseShare' | 'tgi' | 'interval' | 'z' | 'p' | 'pAdjusted',
      write: (value: T) => string,
      read: (row: PortraitTableRow) => T | Insufficient,
    ) => ({
      title: t(key),
      key,
      align: 'right' as const,
      render: (_: unknown, row: PortraitTableRow) => {
        const value = read(row);
        if (isInsufficient(value) && key !== 'tgi') return <span title={texts.numberOr(value, write)}>–</span>;
        return <span title={isInsufficient(value) ? undefined : String(value)}>{texts.numberOr(value, write)}</span>;
      },
    });
    const percent = (share: number) => format.percent(share, 2);
    return [
      ...tag,
      {
        title: t('value'),
        key: 'value',
        render: (_, row) => (
          <Button type="link" size="small" aria-haspopup="menu" onClick={() => pickMark(row)} data-testid="portrait-mark">
            {texts.valueName(row.value)}
          </Button>
        ),
      },
      number('n', format.exact, ({ value }) => value.n),
      number('share', percent, ({ value }) => value.share),
      number('baseN', format.exact, ({ value }) => value.baseN),
      number('baseShare', percent, ({ value }) => value.baseShare),
      number(
        'tgi',
        (tgi: number) => format.decimal(tgi, 1),
        ({ value }) => value.tgi,
      ),
      number(
        'interval',
        ([low, high]: readonly [number, number]) => `${format.decimal(low, 1)} – ${format.decimal(high, 1)}`,
        ({ value }) => value.interval,
      ),
      {
        title: t('direction'),
        key: 'direction',
        render: (_, { value }) => <span className={`por-${verdictOf(value)}`}>{texts.verdict(value)}</span>,
      },
      number(
        'z',
        (z: number) => format.decimal(z, 2),
        ({ value }) => value.z,
      ),
      number('p', pText, ({ value }) => value.p),
      number('pAdjusted', pText, ({ value }) => value.pAdjusted),
    ];
  }, [withTag, t, format, texts]);
}
