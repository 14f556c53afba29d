import { CheckCircleOutlined } from '@ant-design/icons';
import { Alert, Table, type TableColumnsType } from 'antd';
import { useMemo } from 'react';
import type { BalanceRow } from '#shared/model/release';
import { useConditionNames } from '../../../conditions/conditionNames';
import { useFormat, useText } from '../../../text';
import { Chart } from '../../../ui/Chart';
import { useLook } from '../../../ui/look';
import { paletteOf, SERIES_DARK, SERIES_LIGHT } from '../../../ui/palette';
import { ALIKE, balanceChart, balanceHeight } from './balanceChart';

/** How alike the arms and the control are, as a picture and as numbers. */
export function BalanceView({ rows }: { readonly rows: readonly BalanceRow[] }) {
  const t = useText('campaignPlan');
  const format = useFormat();
  const { tags } = useConditionNames();
  const dark = useLook((look) => look.dark);
  const sizes = rows.flatMap(({ difference }) => (typeof difference === 'number' ? [Math.abs(difference)] : []));
  const apart = sizes.filter((size) => size >= ALIKE).length;
  const option = useMemo(
    () =>
      balanceChart(rows, {
        tagName: (tag) => tags.get(tag)?.name ?? tag,
        decimal: (n) => format.decimal(n, 3),
        colors: dark ? SERIES_DARK : SERIES_LIGHT,
        line: paletteOf(dark).textFaint,
      }),
    [rows, tags, format, dark],
  );
  if (rows.length === 0) return null;
  const most = format.decimal(Math.max(0, ...sizes), 3);
  const spoken = t('balanceSpoken', { n: new Set(rows.map(({ tag }) => tag)).size, most });
  return (
    <>
      {apart === 0 ? (
        <p className="pln-ready">
          <CheckCircleOutlined aria-hidden /> {t('balanced')}
        </p>
      ) : (
        <Alert type="warning" showIcon title={t('unbalanced', { n: apart })} />
      )}
      <Chart option={option} height={balanceHeight(rows)} label={spoken} table={<BalanceTable rows={rows} />} />
      <p className="hx-secondary">{t('within')}</p>
    </>
  );
}

function BalanceTable({ rows }: { readonly rows: readonly BalanceRow[] }) {
  const t = useText('campaignPlan');
  const common = useText('common');
  const format = useFormat();
  const { tags } = useConditionNames();
  const written = (value: BalanceRow['value'], row: BalanceRow) => {
    if (typeof value !== 'number') return t('tooLittle');
    return row.level ? format.percent(value) : format.decimal(value, 2);
  };
  const columns: TableColumnsType<BalanceRow> = [
    {
      key: 'tag',
      title: t('tag'),
      render: (_, { tag, level }) => (
        <span className="pln-step">
          {tags.get(tag)?.name ?? tag}
          {level && (
            <span className="hx-secondary">{t('worst', { level: level.value === null ? common('unknown') : level.label })}</span>
          )}
        </span>
      ),
    },
    { key: 'variant', title: t('arm'), dataIndex: 'variant' },
    { key: 'value', title: t('value'), align: 'right', render: (_, row) => written(row.value, row) },
    { key: 'control', title: t('controlValue'), align: 'right', render: (_, row) => written(row.controlValue, row) },
    {
      key: 'difference',
      title: t('difference'),
      align: 'right',
      render: (_, { difference }) => (typeof difference === 'number' ? format.decimal(difference, 3) : t('tooLittle')),
    },
    {
      key: 'p',
      title: t('p'),
      align: 'right',
      render: (_, { test }) => ('p' in test ? format.decimal(test.p, 3) : t('tooLittle')),
    },
  ];
  return (
    <Table<BalanceRow>
      size="small"
      rowKey={({ tag, variant }) => `${tag} ${variant}`}
      columns={columns}
      dataSource={[...rows]}
      pagination={false}
    />
  );
}
