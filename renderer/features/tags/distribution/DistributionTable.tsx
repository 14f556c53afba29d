import { Table, type TableColumnsType } from 'antd';
import type { Distribution, Tag, TagType } from '#shared/model/tag';
import { useFormat, useText } from '../../../text';
import { bucketEnds } from './distributionChart';
import { useValueName } from './useValueName';

interface DistributionRow {
  readonly key: string;
  readonly name: string;
  readonly n: number;
}

interface DistributionTableProps {
  readonly tag: Pick<Tag, 'type' | 'labels'>;
  readonly distribution: Distribution;
}

/** The numbers behind the chart. */
export function DistributionTable({ tag, distribution }: DistributionTableProps) {
  const t = useText('tags');
  const valueName = useValueName(tag.labels);
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
  return (
    <Table
      size="small"
      columns={columns}
      dataSource={rowsOf(tag.type, distribution, valueName)}
      pagination={{ pageSize: 20, hideOnSinglePage: true }}
    />
  );
}

function rowsOf(
  type: TagType,
  { histogram, values }: Distribution,
  nameOf: (value: string | number | boolean) => string,
): DistributionRow[] {
  if (histogram)
    return histogram.map((bucket) => ({ key: String(bucket.from), name: bucketEnds(bucket, type).join(' – '), n: bucket.n }));
  return values.map(({ value, n }) => ({ key: `${typeof value}:${value}`, name: nameOf(value), n }));
}
