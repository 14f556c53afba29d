import { Table, type TableColumnsType } from 'antd';
import type { Tag, TagDistribution } from '#shared/model/tag';
import { useFormat, useText } from '../../text';
import { bucketEnds } from './distributionChart';

interface DistributionRow {
  readonly key: string;
  readonly name: string;
  readonly n: number;
}

/** The numbers behind the chart. */
export function DistributionTable({ tag, distribution }: { readonly tag: Tag; readonly distribution: TagDistribution }) {
  const t = useText('tags');
  const common = useText('common');
  const format = useFormat();
  const columns: TableColumnsType<DistributionRow> = [
    { title: t('value'), dataIndex: 'name' },
    { title: t('customers'), dataIndex: 'n', align: 'right', render: (n: number) => format.exact(n) },
    {
      title: t('share'),
      key: 'share',
      align: 'right',
      render: (_, { n }) => format.percent(distribution.known === 0 ? 0 : n / distribution.known, 2),
    },
  ];
  const yesNo = (value: string | number | boolean) => (typeof value === 'boolean' ? common(value ? 'yes' : 'no') : String(value));
  return (
    <Table
      size="small"
      columns={columns}
      dataSource={rowsOf(tag, distribution, yesNo)}
      pagination={{ pageSize: 20, hideOnSinglePage: true }}
    />
  );
}

function rowsOf(
  tag: Tag,
  { histogram, values }: TagDistribution,
  nameOf: (value: string | number | boolean) => string,
): DistributionRow[] {
  if (histogram)
    return histogram.map((bucket) => ({ key: String(bucket.from), name: bucketEnds(bucket, tag.type).join(' – '), n: bucket.n }));
  return values.map(({ value, n }) => ({ key: `${typeof value}:${value}`, name: nameOf(value), n }));
}
